import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { isDeleted } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { listed } from "../../settings/words";
import { type User, usersOf } from "./users";

/** What is destroyed while something that stays still names it. */
export const inUse: Question = {
  judges: {},
  find: (estate: Estate): readonly Finding[] => {
    const users = usersOf(estate, estate.resources.filter(isDeleted), "after");
    return [...users].flatMap(([resource, all]) => {
      const list = all.filter(isUse);
      return list.length === 0 ? [] : [findingOf(resource, list)];
    });
  },
};

/** What a permissions boundary limits goes on without the boundary: a matter of permissions. */
const isUse = ({ paths }: User): boolean => paths.some((path) => path !== "permissions_boundary");

const findingOf = (resource: Resource, list: readonly User[]): Finding => ({
  rule: "deleted-in-use",
  consequence: "downtime",
  direction: "weaker",
  place: resource,
  part: "still in use",
  meaning: `It is destroyed, and what stays still names it: ${listed(list.map((user) => nameOf(user.resource, resource.layer)))}.`,
  says: [],
});

const nameOf = (user: Parameters<typeof thingOf>[0] & { readonly layer: string }, layer: string): string =>
  user.layer === layer ? thingOf(user) : `${thingOf(user)} (layer ${user.layer})`;
