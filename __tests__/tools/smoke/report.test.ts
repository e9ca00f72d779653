import { hasPassed, reportText, summaryOf } from "../../../tools/smoke/report";
import type { Result, Verdict } from "../../../tools/smoke/result";

const result = (row: Result["row"], verdict: Verdict, why?: string): Result => ({
  row,
  api: "REST",
  request: "GET /hello, no token",
  expected: "401",
  actual: verdict === "not sent" ? "" : "200",
  verdict,
  ...(why !== undefined && { why }),
});

const results = [
  result("V10", "as expected"),
  result("V12", "mismatch"),
  result("V13", "not judged", "the emulator lets it through"),
  result("V17", "not sent", "needs an API key"),
];

test("shows the expected and the actual answer of each request side by side, and what was not sent", () => {
  expect(reportText(results, ["V10", "V12", "V13", "V17", "V29"])).toBe(
    [
      "row  API   request               expected  actual  verdict",
      "---  ----  --------------------  --------  ------  ----------------------------------------",
      "V10  REST  GET /hello, no token  401       200     as expected",
      "V12  REST  GET /hello, no token  401       200     mismatch",
      "V13  REST  GET /hello, no token  401       200     not judged: the emulator lets it through",
      "V17  REST  GET /hello, no token  401               not sent: needs an API key",
      "",
      "This environment has no case for V29 (a private API, from the internet).",
      "Not judged, and not counted: V13.",
      "1 as expected, 1 not, 1 not sent",
      "",
    ].join("\n"),
  );
});

test("a run passes if at least one answer was as expected and no answer was not", () => {
  const passes = (...verdicts: Verdict[]): boolean =>
    hasPassed(summaryOf(verdicts.map((verdict) => result("V10", verdict))));
  expect(passes("as expected", "not sent", "not judged")).toBe(true);
  expect(passes("as expected", "mismatch")).toBe(false);
  expect(passes("not sent", "not judged")).toBe(false);
  expect(passes()).toBe(false);
});
