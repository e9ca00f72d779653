import type { Estate, Resource } from "../estate";
import type { Finding } from "../finding";
import { type NamedChange, namedChange, wordsOf } from "./names";
import { changesAt } from "./paths";
import { notReviewable } from "./setting";

/** An attribute that names where something goes, or what something is about. */
export interface Destination {
  readonly rule: string;
  readonly types: readonly string[];
  readonly attribute: string;
  /** In AWS's words. */
  readonly part: string;
  /** What it means that nothing is named any more, that something is, and that another thing is. Without a text, nothing. */
  readonly lost?: string;
  readonly added?: string;
  readonly elsewhere: string;
}

/** What names nothing, something or another thing from now on. A resource of the plans can be looked at; a mere name cannot. */
export function findDestinations(estate: Estate, destinations: readonly Destination[]): readonly Finding[] {
  return destinations.flatMap((one) =>
    estate
      .changed(...one.types)
      .filter(({ before, after }) => before !== undefined && after !== undefined)
      .flatMap((resource) => {
        const change = namedChange(estate, resource, one.attribute);
        return change === undefined ? [] : findingsOf(one, resource, change);
      }),
  );
}

function findingsOf(destination: Destination, resource: Resource, { before, after }: NamedChange): readonly Finding[] {
  const { rule, attribute, part, lost, added, elsewhere } = destination;
  if (after.kind === "unknown") return [notReviewable({ rule, attribute, part, resource, before: wordsOf(before) })];
  const [direction, meaning] =
    after.kind === "none"
      ? (["weaker", lost] as const)
      : before.kind === "none"
        ? (["stronger", added] as const)
        : after.kind === "resource" && before.kind === "resource"
          ? (["neutral", elsewhere] as const)
          : (["cannot tell", `${elsewhere.replace(/\.$/, "")}; the given plans do not hold both.`] as const);
  if (meaning === undefined) return [];
  return [
    {
      rule,
      consequence: "guard lost",
      direction,
      place: resource,
      part,
      before: wordsOf(before),
      after: wordsOf(after),
      meaning,
      says: changesAt(resource, attribute),
    },
  ];
}
