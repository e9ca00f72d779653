import { counted } from "./counted";
import { markdownTable } from "./markdown";

/** What a control or a rule finds at one place. */
export interface Finding {
  /** The id of the control or rule, in kebab case. */
  readonly id: string;
  /** What that control or rule guarantees, as a sentence. */
  readonly guarantee: string;
  /** A fault has to be mended. A note has a reason that somebody wrote down. */
  readonly level: "fault" | "note";
  /** `<environment>-<layer>`. */
  readonly stack: string;
  /** The Terraform address; absent where the finding is of the stack as a whole. */
  readonly address?: string;
  readonly sentence: string;
  /** The reason that makes the finding a note, or that made it one until the reason ended. */
  readonly reason?: Reason;
}

interface Reason {
  /** Where the reason is written: `the departure edge.plainHttp`. */
  readonly source: string;
  readonly text: string;
  /** The day on which the reason ends, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** The findings about one subject: an environment, or a plan. */
export interface Report {
  readonly subject: string;
  /** The names of the stacks that were read. */
  readonly lookedAt: readonly string[];
  /** How many controls or rules were run. */
  readonly checks: number;
  readonly findings: readonly Finding[];
  /** Controls or rules that were not run, each with the reason. */
  readonly notLookedAt: readonly { readonly id: string; readonly reason: string }[];
}

export const formats = ["text", "markdown", "json"] as const;
export type Format = (typeof formats)[number];

/** Writes reports in one of three formats, each with faults before notes. */
export function writeFindings(reports: readonly Report[], format: Format): string {
  const ordered = reports.map((report) => ({ ...report, findings: faultsFirst(report.findings) }));
  switch (format) {
    case "text":
      return ordered.map(text).join("\n");
    case "markdown":
      return ordered.map(markdown).join("\n");
    case "json":
      return `${JSON.stringify(
        ordered.map((report) => ({ ...countsOf(report), ...report })),
        undefined,
        2,
      )}\n`;
  }
}

/** How many findings of each level a report has. */
export function countsOf({ findings }: Report): { readonly faults: number; readonly notes: number } {
  const faults = findings.filter(({ level }) => level === "fault").length;
  return { faults, notes: findings.length - faults };
}

const faultsFirst = (findings: readonly Finding[]): Finding[] => [
  ...findings.filter(({ level }) => level === "fault"),
  ...findings.filter(({ level }) => level === "note"),
];

function heading(report: Report): string {
  const { faults, notes } = countsOf(report);
  const { subject, checks, notLookedAt } = report;
  const unrun = notLookedAt.length === 0 ? "" : `, ${notLookedAt.length} not run`;
  return `${subject}: ${counted(faults, "fault")}, ${counted(notes, "note")}; ${counted(checks, "check")} run${unrun}`;
}

function text(report: Report): string {
  const sections = grouped(report.findings, ({ level, id }) => `${level} ${id}`).map(([first, ...others]) => [
    `${first.level} ${first.id}: ${first.guarantee}`,
    ...grouped([first, ...others], reasonOf).flatMap((findings) => [
      ...findings.map(({ stack, sentence }) => `  ${stack}: ${sentence}`),
      ...(findings[0].reason === undefined ? [] : [`    ${reasonOf(findings[0])}`]),
    ]),
    "",
  ]);
  const notLookedAt = report.notLookedAt.map(({ id, reason }) => `not run ${id}: ${reason}`);
  return [
    heading(report),
    `stacks read: ${report.lookedAt.join(", ")}`,
    "",
    ...sections.flat(),
    ...notLookedAt,
    ...(notLookedAt.length === 0 ? [] : [""]),
  ].join("\n");
}

function markdown(report: Report): string {
  const rows = report.findings.map((finding) => [
    finding.level === "fault" ? "**fault**" : "note",
    `${code(finding.id)}\n${finding.guarantee}`,
    [finding.stack, ...(finding.address === undefined ? [] : [finding.address])].map(code).join("\n"),
    finding.sentence,
    reasonOf(finding),
  ]);
  const notLookedAt = report.notLookedAt.map(({ id, reason }) => `- ${code(id)}: ${reason}`);
  return [
    `# ${heading(report)}`,
    "",
    `Stacks read: ${report.lookedAt.map(code).join(", ")}`,
    "",
    ...(rows.length === 0 ? [] : [markdownTable(["Level", "Control", "Where", "Finding", "Reason"], rows), ""]),
    ...(notLookedAt.length === 0 ? [] : ["Not run:", "", ...notLookedAt, ""]),
  ].join("\n");
}

function reasonOf({ reason }: Finding): string {
  if (reason === undefined) return "";
  const until = reason.until === undefined ? "" : `, until ${reason.until}`;
  return `${reason.source}${until}: ${reason.text}`;
}

const code = (words: string): string => `\`${words}\``;

type Group = readonly [Finding, ...Finding[]];

/** Findings that have a key in common, in the order of the first of each. */
function grouped(findings: readonly Finding[], keyOf: (finding: Finding) => string): Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group === undefined) groups.set(keyOf(finding), [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
