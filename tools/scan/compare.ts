import type { CheckovFinding } from "./checkov";

/** Findings of one check that are known, with what is thought of them. */
export interface ExpectedFinding {
  readonly check: string;
  /**
   * `true`: the architecture lacks it. `departure`: a setting has it, and the environment leaves it off. `scanner's error`:
   * the check does not see what is there, or asks for what cannot be.
   */
  readonly verdict: "true" | "departure" | "scanner's error";
  /** What follows of a true one; the setting of a departure; what the scanner does not see. */
  readonly reason: string;
  /** As `Finding.where`. */
  readonly where: readonly string[];
}

/** What is found and not expected, and what is expected and not found, each in a sentence. */
export function compare(findings: readonly CheckovFinding[], expected: readonly ExpectedFinding[]): string[] {
  const known = expected.flatMap(({ check, where }) => where.map((one) => keyOf(check, one)));
  const found = new Set(findings.map(({ check, where }) => keyOf(check, where)));
  return [
    ...findings
      .filter(({ check, where }) => !known.includes(keyOf(check, where)))
      .map(
        ({ check, where, title }) =>
          `${keyOf(check, where)}: ${title}; fix the finding, or judge the finding in ${list}`,
      ),
    ...known
      .filter((key) => !found.has(key))
      .map((key) => `${key} is not found any more; remove the entry from ${list}`),
    ...known
      .filter((key, index) => known.indexOf(key) !== index)
      .map((key) => `${key} is in ${list} twice; remove one entry`),
  ];
}

const keyOf = (check: string, where: string): string => `${check} ${where}`;

const list = "tools/scan/expected.ts";
