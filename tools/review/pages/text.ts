import type { Line } from "./line";
import { type Printed, pageOf } from "./page";
import { cut, seen } from "./shown";
import { table } from "../../shared/table";

/** The page for a terminal: all of it, without colour. */
export function textOf(printed: Printed): string {
  const page = pageOf(printed);
  return [
    written(page.verdict),
    "",
    ...page.alerts.flatMap((line) => [written(line), ""]),
    table(
      page.layers.head,
      page.layers.rows.map((cells) => cells.map(written)),
    ),
    "",
    ...page.sections.flatMap(({ title, entries }) => [
      title,
      ...entries.flatMap(({ lines: [first = [], ...others] }) => [
        `- ${written(first)}`,
        ...others.map((line) => `    ${written(line)}`),
      ]),
      "",
    ]),
    ...page.footer.map(written),
    "",
  ].join("\n");
}

/** Longer than any name of AWS's; a text of this length is somebody's trick. */
const longest = 4000;

const written = (line: Line): string =>
  line.map((one) => (typeof one === "string" ? one : seen(cut(one.text, longest)))).join("");
