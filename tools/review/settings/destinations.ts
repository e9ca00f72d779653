import type { Resource } from "../estate";
import type { Finding } from "../finding";
import { isUpdate } from "./changed";
import { type NamedChange, namedChange, targetWords } from "./names";
import { changesAt } from "./paths";
import { type Question, judgesOf } from "./question";
import { notReviewable } from "./setting";

/** An attribute that names where something goes, or what something is about. */
export interface Destination {
  readonly rule: string;
  readonly types: readonly string[];
  readonly path: string;
  /** In AWS's words. */
  readonly part: string;
  /** What it means that nothing is named any more, that something is, and that another thing is. Without a text, nothing. */
  readonly lost?: string;
  readonly added?: string;
  readonly elsewhere: string;
}

/** What names nothing, something or another thing from now on. A resource of the plans can be looked at; a mere name cannot. */
export const ofDestinations = (destinations: readonly Destination[]): Question => ({
  judges: judgesOf(destinations.map(({ types, path }) => ({ types, paths: [path] }))),
  find: (estate) =>
    destinations.flatMap((one) =>
      estate
        .changed(...one.types)
        .filter(isUpdate)
        .flatMap((resource) => {
          const change = namedChange(estate, resource, one.path);
          return change === undefined ? [] : findingsOf(one, resource, change);
        }),
    ),
});

function findingsOf(destination: Destination, resource: Resource, { before, after }: NamedChange): readonly Finding[] {
  const { rule, path, part, lost, added, elsewhere } = destination;
  if (after.kind === "unknown") return notReviewable(resource, path, { rule, part, before: targetWords(before) });
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
      before: targetWords(before),
      after: targetWords(after),
      meaning,
      says: changesAt(resource, path),
    },
  ];
}
