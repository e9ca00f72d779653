import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, unknown } from "../../plan/normal";
import { valueOn } from "./keys";
import type { Network } from "./network";
import { type Switch, switches } from "./switch-table";

/** The switches that a change turns. */
export function switchFindings({ estate }: Network): readonly Finding[] {
  return switches.flatMap((one) => estate.changed(one.type).flatMap((resource) => turned(one, resource)));
}

function turned(one: Switch, resource: Resource): readonly Finding[] {
  const [before, after] = [valueOn("before", resource), valueOn("after", resource)];
  const isThere = (value: Normal | undefined): boolean => value !== undefined;
  // Of what comes or goes, only a switch that adds something is worth a word.
  if (!(isThere(before) && isThere(after)) && !one.weaker) return [];
  const safe = !one.weaker;
  const [from, to] = [before, after].map((value) => (isThere(value) ? stateOf(one, value) : safe));
  if (from === undefined || to === undefined || from === to) return [];
  const about = { place: resource, says: [one.attribute] };
  const words = (state: boolean | "unknown"): string =>
    state === "unknown" ? "known after apply" : one.words[state ? "true" : "false"];
  if (to === "unknown" || from === "unknown")
    return isThere(before)
      ? [
          {
            ...about,
            rule: one.rule,
            consequence: "not reviewable",
            direction: "cannot tell",
            part: one.attribute,
            before: words(from),
            after: words(to),
            meaning: `The value of ${one.attribute} is known after apply only: read it in the source.`,
          },
        ]
      : [];
  const direction = to === one.weaker ? "weaker" : "stronger";
  return [
    {
      ...about,
      rule: one.rule,
      consequence: one.consequence,
      direction,
      before: isThere(before) ? words(from) : "not there",
      after: isThere(after) ? words(to) : "not there",
      meaning: one.meaning[direction],
    },
  ];
}

function stateOf(one: Switch, value: Normal | undefined): boolean | "unknown" {
  const written = attribute(value, one.attribute);
  if (written === unknown) return "unknown";
  return written === undefined ? one.unset : written === true || written === "true";
}
