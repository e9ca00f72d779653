import type { Finding } from "../../finding";
import type { Place } from "../../estate";
import { towards } from "../../settings/judges";
import { type Actions, reaches } from "./actions";

/** What other actions do with the same requests. */
export function actionFindings(
  place: Place,
  before: Actions,
  after: Actions,
  { part, says }: { part: string; says: readonly string[] },
): Finding[] {
  if (before.key === after.key) return [];
  const common = { place, part, before: before.words, after: after.words, says } as const;
  if (after.reach === "unknown" || before.reach === "unknown" || after.isOpen === true)
    return [
      {
        ...common,
        rule: "known-after-apply",
        consequence: "not reviewable",
        direction: "cannot tell",
        meaning: "This review does not know what is done with the requests: read the plan.",
      },
    ];
  const direction = towards(reaches[before.reach], reaches[after.reach]);
  const isOtherText = [before, after].every(({ key }) => key.startsWith("fixed-response"));
  if (direction === "neutral" && isOtherText)
    return [
      {
        ...common,
        rule: "fixed-response",
        consequence: "other",
        direction,
        meaning: "The load balancer answers the same requests with another code or text.",
      },
    ];
  if (direction === "neutral")
    return [
      {
        ...common,
        rule: "request-goes-elsewhere",
        consequence: "downtime",
        direction: "cannot tell",
        meaning:
          after.reach === "answered"
            ? "The same requests get another answer."
            : "The same requests are handled by others, who must be ready for the requests.",
      },
    ];
  return [
    {
      ...common,
      rule: "request-reach",
      consequence: "exposure",
      direction,
      meaning:
        direction === "weaker"
          ? `Requests reach the application that ${before.reach === "answered" ? "did not before" : "had to be signed in before"}.`
          : `Requests that reached the application ${after.reach === "answered" ? "do not any more" : "must be signed in"}.`,
    },
  ];
}
