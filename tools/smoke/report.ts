import { table } from "../shared/table";
import { type Row, rowTitles, rows } from "./case";
import type { Result } from "./result";

/** The summary of a run. A run in which nothing passed is no success. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly notJudged: readonly Row[];
  readonly notSent: readonly Row[];
  /** Rows that were asked for, but that no setting of the environment calls for. */
  readonly notSwitchedOn: readonly Row[];
}

export function summaryOf(results: readonly Result[], asked: readonly Row[] = rows): Summary {
  const count = (verdict: Result["verdict"]): number => results.filter((result) => result.verdict === verdict).length;
  const having = (verdict: Result["verdict"]): Row[] =>
    rows.filter((row) => results.some((result) => result.row === row && result.verdict === verdict));
  return {
    passed: count("as expected"),
    failed: count("mismatch"),
    notJudged: having("not judged"),
    notSent: having("not sent"),
    notSwitchedOn: rows.filter((row) => asked.includes(row) && !results.some((result) => result.row === row)),
  };
}

export const hasPassed = ({ passed, failed }: Summary): boolean => failed === 0 && passed > 0;

export function reportText(results: readonly Result[], asked: readonly Row[] = rows): string {
  const summary = summaryOf(results, asked);
  const { passed, failed, notJudged, notSwitchedOn } = summary;
  const lines = results.map(({ row, api, request, expected, actual, verdict, why }) => [
    row,
    api,
    request,
    expected,
    actual,
    why === undefined ? verdict : `${verdict}: ${why}`,
  ]);
  const unsent = results.filter(({ verdict }) => verdict === "not sent").length;
  return [
    ...(results.length === 0 ? [] : [table(["row", "API", "request", "expected", "actual", "verdict"], lines), ""]),
    ...(notSwitchedOn.length === 0
      ? []
      : [`This environment has no case for ${notSwitchedOn.map((row) => `${row} (${rowTitles[row]})`).join("; ")}.`]),
    ...(notJudged.length === 0 ? [] : [`Not judged, and not counted: ${notJudged.join(", ")}.`]),
    `${passed} as expected, ${failed} not, ${unsent} not sent`,
    "",
  ].join("\n");
}
