import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import type { Undecided } from "./held";

/** A policy that cannot be compared. Of a layer's first apply nothing can be compared, and nothing is weaker than before. */
export const undecidedFindings = (undecided: readonly Undecided[], holder: string): readonly Finding[] =>
  undecided.map(({ held: { source, label, path }, why }): Finding => ({
    rule: "policy-unknown",
    consequence: "not reviewable",
    direction: source.isFirst ? "neutral" : "cannot tell",
    place: source,
    part: path,
    after: why.replace(/^the policy is known only after the apply$/, "known after apply"),
    meaning: `What the ${thingOf(source) === holder ? "policy" : label} of the ${holder} allows cannot be told from the plan${writtenWith(source.references[path])}.`,
    says: [path],
  }));

const writtenWith = (references: readonly string[] | undefined): string => {
  const resources = (references ?? []).filter((one) => /^(?:module\.\S+\.)?aws_\w+\.[\w-]+(?:\[.*\])?$/.test(one));
  return resources.length === 0 ? "" : `: it is written with ${resources.join(" and ")}`;
};
