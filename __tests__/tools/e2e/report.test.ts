import { PartStopped, Report, expectEqual } from "../../../tools/e2e/report";
import { notProved, reportText } from "../../../tools/e2e/report-text";

beforeEach(() => {
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function sample(): Promise<Report> {
  const report = new Report();
  const part = report.part("demo");
  await part.step("it is applied", () => "done");
  await part.check("a plan is empty", () => {
    expectEqual("the plan", ["x"], []);
    return undefined;
  });
  part.skip("the page answers", "nginx is not installed");
  part.notProved("V13", "the emulator answers 200");
  part.note("left out: aws_x");
  return report;
}

test("counts passed, failed, skipped and not proved checks separately", async () => {
  expect((await sample()).counts()).toEqual({ passed: 1, failed: 1, skipped: 1, "not proved": 1 });
});

test("a failed step ends its part and is recorded once, also within other steps", async () => {
  const report = new Report();
  const part = report.part("demo");
  const work = part.step("outer", () =>
    part.step("inner", () => {
      throw new Error("no");
    }),
  );
  await expect(work).rejects.toThrow(PartStopped);
  expect(report.checks.map(({ name, outcome, detail }) => [name, outcome, detail])).toEqual([
    ["inner", "failed", "no"],
  ]);
});

test("the text has every check, the reason of each failure, the omissions and the unproved checks", async () => {
  const text = reportText(await sample(), 12);
  for (const line of [
    /^demo +passed +0 +it is applied$/m,
    /failed: demo: a plan is empty\n +the plan is \["x"\]; it should be \[\]/,
    /skipped: demo: the page answers\n +nginx is not installed/,
    /not proved: demo: V13\n +the emulator answers 200/,
    /demo: left out: aws_x/,
    /boot of the instance: not proved/,
    /^1 passed, 1 failed, 1 skipped, 1 not proved, 12 s$/m,
  ]) {
    expect(text).toMatch(line);
  }
  expect(notProved.every((line) => text.includes(line))).toBe(true);
});
