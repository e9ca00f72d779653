import type { Area } from "./area";
import { isMadeByAws } from "./areas/secrets/values";
import type { Finding } from "./finding";
import { type Changed, JudgedAttributes } from "./judged";
import { isMarked } from "./plan/redacted";

/** What areas judge by the value. The area `secrets` judges whether a secret stands in the open, whatever the secret is. */
export const judgedByValue = (areas: readonly Area[]): JudgedAttributes =>
  new JudgedAttributes(areas.filter(({ name }) => name !== "secrets"));

/**
 * Changes that an area would judge, of values that the plan marks as sensitive: the areas do not see them. One mark inside of a set
 * of blocks marks the whole set (HashiCorp, "Terraform JSON Output Format", `after_sensitive`).
 *
 * @param judged as `judgedByValue` has it
 */
export function markedIn(place: Changed, judged: JudgedAttributes): readonly Finding[] {
  // That an output has another value is all that matters to whoever reads the output.
  if (place.type === "output" || place.before === undefined || place.after === undefined) return [];
  const says = place.changes
    .filter(({ before, after }) => isMarked(before) || isMarked(after))
    .map(({ path }) => path)
    .filter((path) => (path === "" ? judged.knowsType(place) : judged.judges(place, path)))
    // That such a secret is another one is all that an area judges, and a value that is not shown tells that.
    .filter((path) => !isMadeByAws(place, path));
  if (says.length === 0) return [];
  return [
    {
      rule: "marked-sensitive",
      consequence: "not reviewable",
      direction: "cannot tell",
      place,
      part: says.map((path) => (path === "" ? "every attribute" : path)).join(", "),
      meaning:
        "The plan marks the values as sensitive, so this review cannot compare them: read the change in the pull request.",
      says,
    },
  ];
}
