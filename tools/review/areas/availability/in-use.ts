import type { Estate, Resource } from "../../estate";
import { thingOf } from "../../things";
import { isDeleted, isOnlyForgotten } from "../../settings/changed";
import { listed } from "../../settings/words";
import { type User, usersOf } from "./users";

/** A sentence on what names each destroyed resource and stays still; of what nothing names there is none. */
export function stillNaming(estate: Estate): ReadonlyMap<Resource, string> {
  const users = usersOf(estate, estate.resources.filter(isDestroyed), "after");
  return new Map(
    [...users].flatMap(([resource, all]) => {
      const names = all.filter(isUse).map((user) => nameOf(user.resource, resource.layer));
      return names.length === 0 ? [] : [[resource, `What stays still names it: ${listed(names)}.`] as const];
    }),
  );
}

/** What a permissions boundary limits goes on without the boundary: a matter of permissions. */
const isUse = ({ paths }: User): boolean => paths.some((path) => path !== "permissions_boundary");

/** Types of which another area says what the deletion means for whoever names them. */
const saidElsewhere: ReadonlySet<string> = new Set(["aws_api_gateway_request_validator", "aws_api_gateway_usage_plan"]);

const isDestroyed = (resource: Resource): boolean =>
  isDeleted(resource) && !isOnlyForgotten(resource) && !saidElsewhere.has(resource.type);

const nameOf = (user: Resource, layer: string): string =>
  user.layer === layer ? thingOf(user) : `${thingOf(user)} (layer ${user.layer})`;
