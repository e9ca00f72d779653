import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { emulatedRepository, emulatedToken } from "../../../tools/e2e/emulated-github";
import { run } from "../../../tools/shared/process";
import { repository } from "../../../tools/shared/repository";
import { emulatedGitHub } from "../../support/emulated-github";
import { changedPage, otherPage, read } from "../../support/review-pages";

const current = emulatedGitHub();
const folder = mkdtempSync(join(tmpdir(), "github-tool-test-"));
const [page, summary] = ["page.md", "summary.md"].map((name) => join(folder, name)) as [string, string];
const commit = "a".repeat(40);

beforeEach(() => {
  writeFileSync(page, changedPage);
  writeFileSync(summary, "");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The command as a step of a workflow runs it. */
async function github(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = await run(process.execPath, ["--import", "tsx", "tools/github.ts", ...args], {
    cwd: repository,
    env: {
      ...process.env,
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: current.github.url,
      GITHUB_REPOSITORY: emulatedRepository,
      GITHUB_TOKEN: emulatedToken,
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    },
  });
  return { status, stdout, stderr };
}

const comment = ["comment", "--pull-request", "7", page];

test("comment writes the page, and nothing to the log but what it did", async () => {
  expect(await github(comment)).toEqual({ status: 0, stdout: "", stderr: "comment in #7: created" });
  expect(current.github.comments.map(({ body }) => body)).toEqual([changedPage]);
  expect(readFileSync(summary, "utf8")).toBe("");
});

test("a token that may not write: the review is in the log and in the summary, and the status says so", async () => {
  const message = "Resource not accessible by integration";
  current.github.wrongAnswers.push({ to: "POST /issues/7/comments", status: 403, message });
  const { status, stdout, stderr } = await github(comment);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `no comment was written, the review is in this log: GitHub answered POST /repos/owner/name/issues/7/comments with 403: ${message}`,
  });
  const [first = "", ...rest] = stdout.split("\n");
  const token = first.replace("::stop-commands::", "");
  expect(rest.join("\n").trimEnd()).toBe(`${changedPage}\n::${token}::`.replace("\n\n::", "\n::"));
  expect(readFileSync(summary, "utf8")).toBe(changedPage);
});

test("a token that is missing: the review is in the log all the same", async () => {
  const { status, stdout, stderr } = await github(comment, { GITHUB_TOKEN: "" });
  expect({ status, hasPage: stdout.includes(changedPage.trimEnd()) }).toEqual({ status: 2, hasPage: true });
  expect(stderr).toBe(
    "no comment was written, the review is in this log: GITHUB_TOKEN is not set; a step of GitHub Actions has it, GITHUB_TOKEN as its env",
  );
});

test("a limit that has ended is no fault", async () => {
  const to = "GET /issues/7/comments";
  current.github.wrongAnswers.push({ to, status: 429, headers: { "retry-after": "0" } });
  expect((await github(comment)).status).toBe(0);
});

test("compare prints the outputs of a step; for a merge that its pull request did not show it prints none", async () => {
  const { digest } = read(changedPage);
  expect(await github(["compare", page])).toEqual({ status: 0, stdout: `changed=true\ndigest=${digest}`, stderr: "" });
  const merged_at = "2099-01-01T00:00:00Z";
  current.github.pullRequests.set(commit, [{ number: 7, merged_at, merge_commit_sha: commit }]);
  current.github.addComment(7, "github-actions[bot]", changedPage);
  expect((await github(["compare", page, "--commit", commit])).stdout).toBe(`changed=true\ndigest=${digest}`);
  writeFileSync(page, otherPage);
  expect(await github(["compare", page, "--commit", commit])).toEqual({
    status: 1,
    stdout: "",
    stderr: "not as reviewed: the changes are those that were reviewed, and the findings are not",
  });
});

test("applied prints one commit", async () => {
  const args = ["applied", "--environment", "prod", "--first", commit];
  expect(await github(args)).toEqual({ status: 0, stdout: commit, stderr: "" });
  current.github.deployments.push({ id: 1, sha: "b".repeat(40), states: ["success"] });
  expect((await github([...args.slice(0, 3), "--first", ""])).stdout).toBe("b".repeat(40));
});

test.each([
  [[], "give comment <page.md>, compare <page.md> or applied; --help shows more"],
  [["comment"], "comment takes one page of npm run review"],
  [["compare", "package.json"], "package.json is not a page that npm run review wrote with --format markdown"],
  [["comment", page], "--pull-request is missing; give the number of the pull request"],
  [["comment", page, "--pull-request", "7/../8"], "--pull-request is 7/../8; give the number of the pull request"],
  [["compare", page, "--commit", "main"], '--commit is "main"; give the whole SHA of a commit'],
  [["applied"], "give --environment <name>"],
  [["applied", "--environment", "prod", "--first", "x;y"], '--first is "x;y"; give the whole SHA of a commit'],
])("%j is refused", async (args, message) => {
  writeFileSync(page, changedPage);
  const { status, stdout, stderr } = await github(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(current.github.asked).toEqual([]);
});
