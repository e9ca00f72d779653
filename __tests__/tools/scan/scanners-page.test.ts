import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExpectedFinding } from "../../../tools/scan/compare";
import { expected } from "../../../tools/scan/expected";

const verdicts: readonly ExpectedFinding["verdict"][] = ["true", "departure", "scanner's error"];

/** `prod-edge` of `prod-edge aws_lb.web`. */
const stackOf = (where: string): string => where.split(" ")[0] ?? "";

function section(): string {
  return verdicts
    .map((verdict) => `| Check | In | Places | Reason |\n| --- | --- | ---: | --- |\n${rowsOf(verdict)}`)
    .join("\n\n");
}

function rowsOf(verdict: ExpectedFinding["verdict"]): string {
  return expected
    .filter((one) => one.verdict === verdict)
    .map(({ check, where, reason }) => {
      const stacks = [...new Set(where.map(stackOf))].sort().map((stack) => `\`${stack}\``);
      return `| ${check} | ${stacks.join(", ")} | ${where.length} | ${reason} |`;
    })
    .join("\n");
}

/** The tables alone, without what a formatter pads them with. */
const tables = (text: string): string =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replace(/-{3,}/g, "---").replace(/ +/g, " "))
    .join("\n");

const page = readFileSync(join(__dirname, "../../../docs/scanners.md"), "utf8");

test("docs/scanners.md has each finding of tools/scan/expected.ts, under its verdict, with its reason", () => {
  const [, findings = ""] = /<!-- findings:begin -->([\s\S]*)<!-- findings:end -->/.exec(page) ?? [];
  expect(tables(findings)).toBe(tables(section()));
});

test.each(verdicts)("docs/scanners.md counts the checks and places of the verdict: %s", (verdict) => {
  const found = expected.filter((one) => one.verdict === verdict);
  const places = found.reduce((sum, { where }) => sum + where.length, 0);
  expect(tables(page)).toContain(`| ${verdict} | ${found.length} | ${places} |`);
});
