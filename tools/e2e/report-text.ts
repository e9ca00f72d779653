import { table } from "../shared/table";
import type { Report } from "./report";

/** What no emulator can prove, said each time, so that no green run is taken for more than it is. */
export const notProved = [
  "boot of the instance: not proved (no emulator boots an instance; its files are run on this machine instead)",
  "quotas, permissions, eventual consistency, and the meaning of documents inside requests: not proved (the strict front judges a request, and the existing resources)",
  "evaluation of WAF rules: not proved (both emulators store the rules and evaluate no rule)",
];

/** The whole report, for a terminal. */
export function reportText(report: Report, seconds: number): string {
  const { passed, failed, skipped, "not proved": unproved } = report.counts();
  const rows = report.checks.map((check) => [check.part, check.outcome, check.seconds, check.name]);
  const failures = report.checks.filter(({ outcome }) => outcome !== "passed");
  return [
    table(["part", "outcome", "seconds", "check"], rows),
    "",
    ...section("Found", report.notes),
    ...section(
      "Not passed",
      failures.map(({ part, name, outcome, detail }) => `${outcome}: ${part}: ${name}\n${indented(detail ?? "")}`),
    ),
    ...section("Not proved", notProved),
    `${passed} passed, ${failed} failed, ${skipped} skipped, ${unproved} not proved, ${seconds} s`,
  ].join("\n");
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ""];

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n");
