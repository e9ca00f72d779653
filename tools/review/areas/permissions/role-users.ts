import type { Estate, Resource } from "../../estate";
import { isObject } from "../../plan/normal";
import { isDeleted } from "../../settings/changed";
import { listed } from "../../settings/words";
import { thingOf } from "../../things";
import { nameOf } from "./held";
import type { Identity } from "./identities";

/** What gives a role permissions uses none. */
const ofIam = /^aws_iam_(?!instance_profile$)/;
const naming = /(?:^|_)role(?:_arn)?$/;

/** What uses each role after the change, by any attribute that is called a role. */
function roleUsersOf(estate: Estate): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const user of estate.resources) {
    if (!isObject(user.after) || user.deposed !== undefined || ofIam.test(user.type)) continue;
    for (const path of Object.keys(user.after).filter((name) => naming.test(name)))
      for (const target of estate.targets("after", user, path)) {
        if (target.kind !== "resource" || target.resource.type !== "aws_iam_role") continue;
        const users = found.get(target.resource) ?? [];
        if (!users.includes(user)) found.set(target.resource, [...users, user]);
      }
  }
  return found;
}

/** What the loss of a policy stops; undefined where the loss is a hardening. */
export type Stops = (identity: Identity, by: Resource | undefined) => string | undefined;

/**
 * Whether a policy that is deleted or detached as a whole stops something: its role stays, gets no other policy, and something
 * uses the role.
 */
export function stopsOf(estate: Estate): Stops {
  const users = estate.resources.some((one) => isDeleted(one) && giving.test(one.type))
    ? roleUsersOf(estate)
    : new Map<Resource, readonly Resource[]>();
  return ({ before, after }, by) => {
    const role = after.resource;
    if (by === undefined || !isDeleted(by) || role === undefined || before.resource === undefined) return undefined;
    const [had, has] = [before, after].map(
      ({ held, attached }) => new Set([...held.map(nameOf), ...attached.map(({ arn }) => arn)]),
    );
    const named = users.get(role) ?? [];
    if (named.length === 0 || ![...(has ?? [])].every((one) => had?.has(one))) return undefined;
    return `The role is still used by ${listed(named.map(thingOf))}: what is done by this policy is refused from now on.`;
  };
}

const giving = /^aws_iam_(?:policy|role_policy|role_policy_attachment|policy_attachment)$/;
