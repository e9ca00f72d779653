import { type Consequence, consequences, isWeaker } from "../finding";
import type { Review, ReviewedFinding } from "../reviewed";
import { type Line, joined, name, sentence } from "./line";
import type { Entry, Section } from "./section";

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

/** What a class is about, where nothing is weaker. */
const subjects: Readonly<Record<Consequence, string>> = {
  "data loss": "data",
  exposure: "exposure",
  "guard lost": "guards",
  "privilege gained": "privileges",
  downtime: "availability",
  contract: "contract",
  "not reviewable": "review",
  other: "other",
};

/** What is said of a layer that has nothing yet, where nothing can become weaker. */
const weakFromTheStart: ReadonlySet<Consequence> = new Set(["exposure", "guard lost", "privilege gained"]);

/** A section for each class of weakening, one for what is open from a first apply on, and one for the rest. */
export function findingSections({ findings, layers }: Review): readonly Section[] {
  const first = new Set(layers.filter(({ isFirst }) => isFirst).map(({ layer }) => layer));
  const isOpen = (one: ReviewedFinding): boolean =>
    one.direction === "neutral" && weakFromTheStart.has(one.consequence) && first.has(one.layer);
  const weaker = findings.filter(isWeaker);
  const others = findings.filter((one) => !isWeaker(one));
  return [
    ...consequences.map((one) =>
      section(
        titles[one],
        weaker.filter(({ consequence }) => consequence === one),
      ),
    ),
    section("Open or weak from the first apply on", others.filter(isOpen)),
    section(
      "Stronger, or neither stronger nor weaker",
      others.filter((one) => !isOpen(one)),
    ),
  ].filter(({ entries }) => entries.length > 0);
}

const section = (title: string, findings: readonly ReviewedFinding[]): Section => ({
  title,
  folded: false,
  entries: findings.map(entryOf),
});

function entryOf(finding: ReviewedFinding): Entry {
  const { consequence, direction, level, layer, thing, part, before, after, meaning, address, reason } = finding;
  const kind = isWeaker(finding) ? direction : `${subjects[consequence]}, ${direction}`;
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
      ...(reason === undefined ? [] : [["Reason in the record: ", sentence(reason)]]),
      [...changedIn(finding), name(address, 140), ...originOf(finding)],
    ],
  };
}

/** More resources of one change are counted. */
const shownChanged = 3;

/** What changes, where the finding is about what does not change itself. */
function changedIn({ changedBy = [] }: ReviewedFinding): Line {
  if (changedBy.length === 0) return [];
  const more = changedBy.length - shownChanged;
  const names = joined(
    changedBy.slice(0, shownChanged).map((one) => [name(one, 140)]),
    ", ",
  );
  return [...names, ...(more > 0 ? [` and ${more} more`] : []), ", in effect on "];
}

/** Where the finding comes from: the construct, the setting, and the line of the record that writes the setting. */
function originOf({ constructPath, setting, line }: ReviewedFinding): Line {
  return [
    ...(constructPath === undefined ? [] : [", construct ", name(constructPath, 140)]),
    ...(setting === undefined ? [] : [", setting ", name(setting)]),
    ...(line === undefined ? [] : [", ", name(`${line.file}:${line.line}`)]),
  ];
}

const knownLater = "known after apply";

const changed = (before: string | undefined, after: string | undefined): Line =>
  before === undefined && after === undefined
    ? []
    : [
        ": ",
        // What is known after apply only was not nothing before.
        ...(before === undefined && after === knownLater
          ? []
          : [before === undefined ? "nothing" : name(before, 140), " → "]),
        ...(after === undefined ? ["nothing"] : [name(after, 140)]),
      ];
