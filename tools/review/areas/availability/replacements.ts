import { type Resource, layerNameOf } from "../../estate";
import type { Consequence, Direction, Finding } from "../../finding";
import { withoutPositions } from "../../general";
import { unknown } from "../../plan/normal";
import { isKept } from "../../settings/changed";
import { isWritten } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type Around, orderOf, watches, whatFollows, withoutObject } from "./around";
import { causeOf, forcedBy } from "./causes";
import { outputsOf } from "./outputs-of";
import { type User, usersOf } from "./users";

/**
 * What is destroyed and made anew (Terraform documentation, "Resource behavior", "create_before_destroy"). What is replaced for
 * another replacement alone is told with the other.
 */
export const replacements: Question = {
  judges: {},
  find: (estate) => {
    const replaced = estate.resources.filter(({ action }) => action === "replace");
    const users = usersOf(estate, replaced, "before");
    const causes = causesOf(replaced, users);
    const followers = new Map<Resource, Resource[]>();
    for (const follower of replaced) {
      const first = firstOf(follower, causes);
      if (first === follower) continue;
      const others = followers.get(first);
      if (others === undefined) followers.set(first, [follower]);
      else others.push(follower);
    }
    const outputs = outputsOf(estate, replaced);
    const errored = new Set(estate.plans.filter((plan) => plan.errored).map(layerNameOf));
    return replaced
      .filter((resource) => firstOf(resource, causes) === resource)
      .filter((resource) => followers.has(resource) || !isSaidElsewhere(resource, outputs.has(resource)))
      .map((resource) =>
        finding(resource, {
          followers: followers.get(resource) ?? [],
          users: users.get(resource) ?? [],
          outputs: outputs.get(resource) ?? [],
          isRefused: errored.has(resource.layer),
        }),
      );
  },
};

/** Types of which another area says what a replacement means. */
const saidElsewhere: ReadonlySet<string> = new Set([
  "aws_api_gateway_deployment",
  "aws_cognito_user_pool_client",
  "aws_network_acl_rule",
  "aws_security_group_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
]);

/** Of a log group that AWS keeps beside the new one the area of data says so: it is away for nobody. */
const isSaidElsewhere = (resource: Resource, isPublished: boolean): boolean =>
  saidElsewhere.has(resource.type) ||
  (resource.type === "aws_cloudwatch_log_group" && isKept(resource) && !isPublished);

/** Of each replaced resource that changes by another replacement alone, the other. */
function causesOf(
  replaced: readonly Resource[],
  users: ReadonlyMap<Resource, readonly User[]>,
): ReadonlyMap<Resource, Resource> {
  const causes = new Map<Resource, Resource>();
  for (const cause of replaced)
    for (const { resource, paths } of users.get(cause) ?? [])
      if (resource.action === "replace" && !watches.has(resource.type) && changesOnlyFor(resource, paths))
        causes.set(resource, cause);
  return causes;
}

const changesOnlyFor = (resource: Resource, paths: readonly string[]): boolean =>
  resource.replacePaths.length > 0 &&
  resource.replacePaths.every((path) => paths.includes(withoutPositions(path))) &&
  resource.changes.every(
    ({ path, after }) => after === unknown && (paths.includes(path) || !isWritten(resource, path)),
  );

function firstOf(resource: Resource, causes: ReadonlyMap<Resource, Resource>): Resource {
  const seen = new Set<Resource>();
  let first = resource;
  for (let next = causes.get(first); next !== undefined && !seen.has(next); next = causes.get(first)) {
    seen.add(next);
    first = next;
  }
  return first;
}

function finding(resource: Resource, around: Around): Finding {
  const isAway = [resource, ...around.followers].some(({ order }) => order === "destroy before create");
  const { followers } = around;
  const clauses = [orderOf(resource, isAway), ...whatFollows(resource, around)].join("; ");
  return {
    rule: "replaced",
    ...classOf(resource, isAway, around),
    place: resource,
    part: "replaced",
    ...forcedBy(resource),
    meaning: `${causeOf(resource)}; ${clauses}.`,
    besides: `It is made anew: ${clauses}.`,
    says: [...resource.replacePaths.map(withoutPositions), ...computed(resource)],
    ...(followers.length > 0 && { alsoSays: followers }),
  };
}

function classOf(
  resource: Resource,
  isAway: boolean,
  { outputs, users }: Around,
): { readonly consequence: Consequence; readonly direction: Direction } {
  if (withoutObject.test(resource.type)) return { consequence: "other", direction: "neutral" };
  if (watches.has(resource.type)) return { consequence: "guard lost", direction: isAway ? "weaker" : "neutral" };
  const isReadAbove = outputs.length > 0 || users.some((user) => user.resource.layer !== resource.layer);
  return { consequence: "downtime", direction: isAway || isReadAbove ? "weaker" : "neutral" };
}

/** What AWS sets anew, and no configuration says. */
const computed = (resource: Resource): readonly string[] =>
  resource.changes.filter(({ path, after }) => after === unknown && !isWritten(resource, path)).map(({ path }) => path);
