import { type Consequence, consequences } from "../finding";
import type { ReviewedFinding } from "../review";
import type { Level } from "../policy";
import { type Line, name, sentence } from "./line";
import type { Section } from "./page";
import { isWeaker } from "./verdict";

/** What a page shows or leaves out as a whole. */
export interface Entry {
  /** What the entry counts as where the entry is left out. */
  readonly counts: string;
  /** The policy's word, of a finding. */
  readonly level?: Level;
  readonly lines: readonly Line[];
}

const titles: Readonly<Record<Consequence, string>> = {
  "data loss": "Data loss",
  exposure: "Exposure",
  "guard lost": "Guards lost",
  "privilege gained": "Privileges gained",
  downtime: "Downtime",
  contract: "Broken contracts",
  "not reviewable": "Not reviewable",
  other: "Other weakenings",
};

/** A section for each class of weakening, and one for what is no weakening. */
export function findingSections(findings: readonly ReviewedFinding[]): readonly Section[] {
  const weaker = consequences.map((one) => ({
    title: titles[one],
    findings: findings.filter((finding) => isWeaker(finding) && finding.consequence === one),
  }));
  const others = findings.filter((finding) => !isWeaker(finding));
  return [...weaker, { title: "Stronger, or neither stronger nor weaker", findings: others }]
    .filter((section) => section.findings.length > 0)
    .map((section) => ({ title: section.title, folded: false, entries: section.findings.map(entryOf) }));
}

function entryOf(finding: ReviewedFinding): Entry {
  const { consequence, direction, level, layer, thing, part, before, after, meaning, address } = finding;
  const kind = isWeaker(finding) ? direction : `${consequence}, ${direction}`;
  return {
    counts: consequence,
    level,
    lines: [
      [
        `${level}, ${kind}: `,
        name(layer, 40),
        ", ",
        name(thing),
        ...(part === undefined ? [] : [", ", name(part, 120)]),
        ...changed(before, after),
      ],
      [sentence(meaning)],
      [name(address, 140)],
    ],
  };
}

const changed = (before: string | undefined, after: string | undefined): Line =>
  before === undefined && after === undefined
    ? []
    : [
        ": ",
        ...(before === undefined ? ["nothing"] : [name(before, 140)]),
        " → ",
        ...(after === undefined ? ["nothing"] : [name(after, 140)]),
      ];
