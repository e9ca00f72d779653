import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { isList, isSet, unknown } from "../../plan/normal";
import { type Pointing, pointedWords } from "../transport/pointing";
import { lostAndGained } from "../transport/sets";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import type { Handled } from "./behaviors";

/**
 * Whose signatures open the paths: with nobody named the paths are open to everybody (CloudFront Developer Guide, "Serve private
 * content with signed URLs and signed cookies").
 */
export function signerFindings(pointing: Pointing, place: Resource, states: States, handled: Handled): Finding[] {
  const names = ["trusted_key_groups", "trusted_signers"] as const;
  const open = names.filter((name) => attribute(states.after, name) === unknown && isSigned(states.before));
  if (open.length > 0) return [unknownFinding(states, "trusted signers", open)];
  const [had, has] = (["before", "after"] as const).map((side) =>
    names.flatMap((name) => {
      const value = attribute(states[side], name);
      const elements = isList(value) || isSet(value) ? [...value] : [];
      return elements.map((one) => pointedWords(pointing.at(side, place, `${handled[side].reference}.${name}`, one)));
    }),
  );
  if (had === undefined || has === undefined) return [];
  const common = {
    rule: "trusted-signers",
    consequence: "exposure",
    place,
    part: partOf(states, "signed requests"),
    before: had.join(", ") || "not asked for",
    after: has.join(", ") || "not asked for",
    says: names.map((name) => pathIn(states, name)),
  } as const;
  if (had.length > 0 !== has.length > 0) {
    const isOpened = has.length === 0;
    return [
      {
        ...common,
        direction: isOpened ? "weaker" : "stronger",
        meaning: isOpened
          ? "Everybody gets what only holders of a signed URL or cookie got before."
          : "Only holders of a signed URL or cookie are answered.",
      },
    ];
  }
  return lostAndGained(had, has).map(({ direction, values }) => ({
    ...common,
    direction: direction === "weaker" ? "stronger" : "weaker",
    meaning:
      direction === "weaker"
        ? `What ${values.join(", ")} signed opens nothing any more.`
        : `What ${values.join(", ")} signs opens the paths too.`,
  }));
}

const isSigned = (value: States["before"]): boolean =>
  ["trusted_key_groups", "trusted_signers"].some((name) => attribute(value, name) !== undefined);
