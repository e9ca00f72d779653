import { attribute, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { lostAndGained } from "../transport/sets";
import { neutral } from "../../settings/judges";
import { type Setting, type States, partOf, pathIn, settingFindings, unknownFinding } from "../../settings/setting";

const readOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/** What viewers may do: methods that write reach the origin. */
export function methodFindings(states: States): Finding[] {
  const [was, is] = [states.before, states.after].map((value) => attribute(value, "allowed_methods"));
  if (is === unknown) return [unknownFinding(states, "allowed methods", ["allowed_methods"])];
  const [had, has] = [states.before, states.after].map((value) => [...textsOf(value, "allowed_methods")].sort());
  const changes = keyOf(was) === keyOf(is) || had === undefined || has === undefined ? [] : lostAndGained(had, has);
  const common = {
    place: states.place,
    part: partOf(states, "allowed methods"),
    before: had?.join(", ") ?? "none",
    after: has?.join(", ") ?? "none",
    says: [pathIn(states, "allowed_methods")],
  };
  const methods = changes.flatMap(({ direction, values }): Finding[] => {
    const isGained = direction === "stronger";
    const writes = values.some((one) => !readOnly.has(one));
    return [
      {
        ...common,
        rule: "allowed-methods",
        consequence: writes ? "exposure" : "other",
        direction: writes ? (isGained ? "weaker" : "stronger") : "neutral",
        meaning: isGained
          ? `CloudFront hands ${values.join(", ")} to the origin.`
          : `CloudFront refuses ${values.join(", ")}, and the origin does not get such a request any more.`,
      },
      {
        ...common,
        rule: "refused-methods",
        consequence: "downtime",
        direction,
        meaning: isGained
          ? `Viewers may call by ${values.join(", ")}.`
          : `Viewers who call by ${values.join(", ")} are refused.`,
      },
    ];
  });
  return [...methods, ...settingFindings([cachedMethods], states)];
}

const cachedMethods: Setting = {
  rule: "cached-methods",
  consequence: "other",
  path: "cached_methods",
  part: "cached methods",
  judge: neutral,
  changed: "Answers to other methods are kept in the cache.",
};
