import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { addToSummary, forLog } from "../../../tools/ci/log";

const folder = mkdtempSync(join(tmpdir(), "ci-log-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("in a workflow no line of the text is a command of the runner", () => {
  expect(forLog("# prod\n::add-mask::x", true, "t0")).toBe("::stop-commands::t0\n# prod\n::add-mask::x\n::t0::\n");
  expect(forLog("# prod\n", false, "t0")).toBe("# prod\n");
});

test("nobody can guess how the runner is made to obey again", () => {
  expect(forLog("x", true)).not.toBe(forLog("x", true));
});

test("a page is added to the summary, which never has more than 1 MiB", () => {
  const file = join(folder, "summary.md");
  expect([addToSummary(file, "one\n"), addToSummary(file, "two\n")]).toEqual([undefined, undefined]);
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  writeFileSync(file, "x".repeat(1024 * 1024 - 3));
  expect(addToSummary(file, "ééé")).toBe("the summary of the step would have more than 1 MiB");
  expect(addToSummary(file, "abc")).toBeUndefined();
  expect(statSync(file).size).toBe(1024 * 1024);
});

test("a summary that cannot be written is told", () => {
  expect(addToSummary(join(folder, "nowhere/summary.md"), "x")).toMatch(/ENOENT/);
});
