import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { isDeleted, isOnlyForgotten } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { listed } from "../../settings/words";
import { usersOf } from "./users";

/** What is destroyed while something that stays still names it. */
export const inUse: Question = {
  judges: {},
  find: (estate: Estate): readonly Finding[] => {
    const destroyed = estate.resources.filter((one) => isDeleted(one) && !isOnlyForgotten(one));
    const users = usersOf(estate, destroyed, "after");
    return [...users].map(([resource, list]) => ({
      rule: "deleted-in-use",
      consequence: "downtime",
      direction: "weaker",
      place: resource,
      part: "still in use",
      meaning: `It is destroyed, and what stays still names it: ${listed(list.map((user) => nameOf(user.resource, resource.layer)))}.`,
      says: [],
    }));
  },
};

const nameOf = (user: Parameters<typeof thingOf>[0] & { readonly layer: string }, layer: string): string =>
  user.layer === layer ? thingOf(user) : `${thingOf(user)} (layer ${user.layer})`;
