import { judgeAnswers } from "../../../../tools/e2e/apis/judge";
import type { AnswersOtherwise } from "../../../../tools/e2e/limits/limit";
import { Report } from "../../../../tools/e2e/report";
import type { Run } from "../../../../tools/e2e/run";
import type { Site } from "../../../../tools/e2e/site";
import type { Result } from "../../../../tools/smoke/result";

const line: AnswersOtherwise = {
  kind: "answers otherwise",
  pass: "data-plane",
  emulator: "ministack 1.5.33",
  reason: "takes any token",
  what: "V13",
  api: "REST",
  request: "access token",
  answer: /^200$/,
};

const result = (fields: Partial<Result>): Result => ({
  row: "V13",
  api: "REST",
  request: "GET /hello, access token",
  expected: "401",
  actual: "200",
  verdict: "mismatch",
  ...fields,
});

async function judged(results: readonly Result[]) {
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const report = new Report();
  const run = { limits: [line], usedLimits: new Set() } as unknown as Run;
  const site = { aws: { pass: "data-plane" } } as unknown as Site;
  await judgeAnswers(run, report.part("prod"), site, results);
  return { outcomes: report.checks.map(({ outcome }) => outcome), used: run.usedLimits.size };
}

afterEach(() => {
  jest.restoreAllMocks();
});

test("a known wrong answer of the emulator counts as not proved, and never as passed", async () => {
  expect(await judged([result({})])).toEqual({ outcomes: ["not proved"], used: 1 });
});

test("if the emulator answers as AWS does, the request passes, and the line in the list is no longer needed", async () => {
  expect(await judged([result({ actual: "401", verdict: "as expected" })])).toEqual({ outcomes: ["passed"], used: 0 });
});

test("fails with another answer, request, API or row than the line of the list", async () => {
  const others = [{ actual: "500" }, { request: "GET /hello, no token" }, { api: "HTTP" }, { row: "V14" }] as const;
  const { outcomes, used } = await judged(others.map(result));
  expect([outcomes, used]).toEqual([others.map(() => "failed"), 0]);
});

test("a request that was not sent, or that shows nothing alone, is not proved", async () => {
  const unsent = result({ actual: "", verdict: "not sent", why: "needs a client certificate" });
  const unjudged = result({ verdict: "not judged", why: "nothing shows that a valid request is accepted" });
  expect(await judged([unsent, unjudged])).toEqual({ outcomes: ["not proved", "not proved"], used: 0 });
});
