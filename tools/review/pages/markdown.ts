import { createHash } from "node:crypto";

import { consequences } from "../finding";
import type { Line, Quoted } from "./line";
import { type Page, type Printed, pageOf } from "./page";
import type { Section } from "./section";
import { fitted } from "./shown";
import { countedClass } from "./verdict";
import { counted } from "../../shared/counted";

/** A comment on GitHub has 65,536 characters at most; the rest is for what a workflow adds. */
const longest = 60_000;
/** A table of layers that ends after so many characters goes behind the findings: the worst finding is read first. */
const longestHead = 750;

/**
 * The page in GitHub's Markdown, short enough for a comment: what does not fit is counted in the last line. The second line is
 * hidden, and names the SHA-256 of all other lines: a comment with the same marker needs no edit.
 */
export function markdownOf(printed: Printed): string {
  const page = pageOf(printed);
  const [title, ...rest] = bodyOf(page);
  const digest = createHash("sha256")
    .update([title, ...rest].join("\n"))
    .digest("hex");
  const marker = `<!-- palisade-review environment=${inComment(page.environment)} body=sha256:${digest} -->`;
  return [title, marker, ...rest].join("\n");
}

/** A comment in HTML ends at the first `-->`. */
const inComment = (text: string): string => fitted(text, 40, (one) => encodeURIComponent(one).replaceAll("-", "%2D"));

function bodyOf(page: Page): readonly string[] {
  const table = tableOf(page);
  const title = [`# ${written(page.verdict)}`, "", ...page.alerts.flatMap((line) => [`**${written(line)}**`, ""])];
  const isFirst = lengthOf(title) + lengthOf(table) <= longestHead;
  const head = isFirst ? [...title, ...table] : title;
  const tail = [...(isFirst ? [] : table), ...page.footer.flatMap((line) => [written(line), ""])];
  const space = longest - lengthOf(head) - lengthOf(tail) - spaceOfMarkerAndLastLine;
  const { lines, left } = filled(page.sections, space);
  return [...head, ...lines, ...tail, lastLine(left), ""];
}

const spaceOfMarkerAndLastLine = 1000;
const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

function tableOf({ layers: { head, rows } }: Page): readonly string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map((cells) => row(cells.map(written))), ""];
}

/** The entries by rank, until the first that does not fit; and what the others count as. */
function filled(sections: readonly Section[], space: number) {
  const lines: string[] = [];
  const left: string[] = [];
  let used = 0;
  for (const { title, folded, entries } of sections) {
    const [open, close] = folded
      ? [
          ["<details>", `<summary>${title}</summary>`, ""],
          ["", "</details>", ""],
        ]
      : [[`## ${title}`, ""], [""]];
    const frame = lengthOf(open) + lengthOf(close);
    const shown: string[] = [];
    for (const { lines: all, counts } of entries) {
      const entry = `- ${all.map(written).join("<br>")}`;
      const cost = entry.length + 1 + (shown.length === 0 ? frame : 0);
      if (left.length > 0 || used + cost > space) left.push(counts);
      else {
        used += cost;
        shown.push(entry);
      }
    }
    if (shown.length > 0) lines.push(...open, ...shown, ...close);
  }
  return { lines, left };
}

function lastLine(left: readonly string[]): string {
  if (left.length === 0) return "Everything that was found is shown.";
  const count = (kind: string): number => left.filter((one) => one === kind).length;
  const counts = [
    ...consequences.map((one) => [count(one), countedClass(count(one), one)] as const),
    [count("order"), `${count("order")} order`] as const,
    ...["tag", "other change"].map((kind) => [count(kind), counted(count(kind), kind)] as const),
  ].flatMap(([some, words]) => (some > 0 ? [words] : []));
  return `Not shown, for want of space: ${counts.join(", ")}. --format html writes all of it.`;
}

const written = (line: Line): string => line.map((one) => (typeof one === "string" ? one : quoted(one))).join("");

const quoted = ({ kind, text, limit }: Quoted): string => fitted(text, limit, kind === "name" ? code : prose);

/** A code span, in which nothing else is read (GitHub Flavored Markdown Spec, "Code spans"). */
function code(text: string): string {
  if (text === "") return '`""`';
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/**
 * Text in a sentence or a cell. A reference to a character is never a sign of Markdown's (GitHub Flavored Markdown Spec, "Entity
 * and numeric character references"). GitHub looks for mentions, issues and addresses in what is left; a space of no width keeps
 * them apart.
 */
const prose = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>&|~$!{}]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(
      /@|(?<!&)#|\/(?=\/)|www(?=\.)|GH-(?=\d)|(?<![\w-])(?=[0-9a-f]*[a-f])[0-9a-f]{3}(?=[0-9a-f]{4,37}(?![\w-]))/gi,
      "$&&#8203;",
    );
