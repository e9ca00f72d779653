import { attribute } from "../../estate";
import type { Finding } from "../../finding";
import { Redacted } from "../../plan/redacted";
import { thingOf } from "../../things";
import type { Held, Undecided } from "./held";

/** A policy that cannot be compared. Of a layer's first apply nothing can be compared, and nothing is weaker than before. */
export const undecidedFindings = (undecided: readonly Undecided[], holder: string): readonly Finding[] =>
  eachOnce(undecided).map(({ held: { source, label, path }, why }): Finding => ({
    rule: "policy-unknown",
    consequence: "not reviewable",
    direction: source.isFirst ? "neutral" : "cannot tell",
    place: source,
    part: path,
    after: why.replace(/^the policy is known only after the apply$/, "known after apply"),
    meaning: `What the ${thingOf(source) === holder ? "policy" : label} of the ${holder} allows cannot be told from the plan${writtenWith(source.references[path])}.`,
    says: [path],
  }));

/** One policy that is undecided on both sides is one, and one that the plan marks as sensitive is said by the frame. */
const eachOnce = (undecided: readonly Undecided[]): readonly Undecided[] => [
  ...new Map(
    undecided
      .filter(({ held }) => !isMarked(held))
      .map((one) => [JSON.stringify([one.held.source.layer, one.held.source.address, one.held.path]), one]),
  ).values(),
];

const isMarked = ({ source, path }: Held): boolean =>
  source.before !== undefined &&
  source.after !== undefined &&
  [source.before, source.after].some((value) => {
    const found = attribute(value, path);
    return found instanceof Redacted && found.why === "marked sensitive";
  });

const writtenWith = (references: readonly string[] | undefined): string => {
  const resources = (references ?? []).filter((one) => /^(?:module\.\S+\.)?aws_\w+\.[\w-]+(?:\[.*\])?$/.test(one));
  return resources.length === 0 ? "" : `: it is written with ${resources.join(" and ")}`;
};
