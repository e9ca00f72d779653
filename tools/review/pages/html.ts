import type { Level } from "../policy";
import type { Line } from "./line";
import { type Page, type Printed, pageOf } from "./page";
import type { Section } from "./section";
import { cut, seen } from "./shown";
import { style } from "./style";

/** The page as one file: no script, nothing from elsewhere, all that was found. */
export function htmlOf(printed: Printed): string {
  const page = pageOf(printed);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${written(page.verdict, false)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${written(page.verdict)}</h1>
${page.alerts.map((line) => `<p class="alert">${written(line)}</p>\n`).join("")}${tableOf(page)}
${page.sections.map(sectionOf).join("")}<footer>
${page.footer.map((line) => `<p>${written(line)}</p>\n`).join("")}</footer>
</main>
</body>
</html>
`;
}

function tableOf({ layers: { head, rows } }: Page): string {
  const row = (cells: readonly string[]): string => `<tr>${cells.join("")}</tr>\n`;
  const body = rows.map((cells) =>
    row(cells.map((cell, index) => `<td data-head="${head[index] ?? ""}">${written(cell)}</td>`)),
  );
  return `<table>\n<thead>${row(head.map((one) => `<th scope="col">${one}</th>`))}</thead>\n<tbody>\n${body.join("")}</tbody>\n</table>`;
}

function sectionOf({ title, folded, entries }: Section): string {
  const list = `<ul>\n${entries
    .map(({ level, lines }) => `<li${classOf(level)}>${lines.map((line) => `<p>${written(line)}</p>`).join("")}</li>\n`)
    .join("")}</ul>`;
  return folded
    ? `<details>\n<summary>${title}</summary>\n${list}\n</details>\n`
    : `<section>\n<h2>${title}</h2>\n${list}\n</section>\n`;
}

const classOf = (level: Level | undefined): string => (level === undefined ? "" : ` class="${level}"`);

/** Longer than any name of AWS's; a text of this length is somebody's trick. */
const longest = 4000;

const written = (line: Line, marked = true): string =>
  line
    .map((one) => {
      if (typeof one === "string") return escaped(one);
      const text = escaped(seen(cut(one.text, longest)));
      return marked && one.kind === "name" ? `<code>${text}</code>` : text;
    })
    .join("");

/** Text between tags (HTML Living Standard, "Text"); the quotation marks for an attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
