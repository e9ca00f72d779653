import { unlikeReviewed } from "../../../tools/ci/as-reviewed";
import { putReview } from "../../../tools/ci/comment";
import { emulatedGitHub } from "../../support/emulated-github";
import { changedPage, demoPage, otherPage, quietPage, read } from "../../support/review-pages";

const current = emulatedGitHub();
const bot = "github-actions[bot]";
const commit = "a".repeat(40);

/** What differs after the pull request showed a page, was merged, and the plans of the merge have another page. */
async function between(shown: string | undefined, now: string): Promise<readonly string[]> {
  const { api, github } = current;
  if (shown !== undefined) await putReview(api, 7, read(shown), bot);
  github.pullRequests.set(commit, [{ number: 7, merged_at: github.now(), merge_commit_sha: commit }]);
  return unlikeReviewed(api, commit, read(now), bot);
}

test.each([
  ["the same page", changedPage, changedPage, []],
  ["no comment and no change", undefined, quietPage, []],
  ["no comment and a change", undefined, changedPage, ["#7 has no review of prod, and the plans have changes"]],
  [
    "a review of another environment alone",
    demoPage,
    changedPage,
    ["#7 has no review of prod, and the plans have changes"],
  ],
])("%s", async (_, shown, now, differences) => {
  expect(await between(shown, now)).toEqual(differences);
});

test("another change is told", async () => {
  expect(await between(changedPage, otherPage)).toEqual([
    "the changes are those that were reviewed, and the findings are not",
  ]);
});

test("a review that somebody has edited is none", async () => {
  const { api, github } = current;
  await putReview(api, 7, read(changedPage), bot);
  const [comment] = github.comments;
  if (comment !== undefined) comment.body = comment.body.replaceAll(read(changedPage).digest, read(otherPage).digest);
  expect(await between(undefined, otherPage)).toEqual(["the review in #7 was edited by somebody"]);
});

test("a review that is later than the merge is none", async () => {
  const { api, github } = current;
  github.pullRequests.set(commit, [{ number: 7, merged_at: github.now(), merge_commit_sha: commit }]);
  await putReview(api, 7, read(changedPage), bot);
  expect(await unlikeReviewed(api, commit, read(changedPage), bot)).toEqual([
    "the review in #7 is later than its merge",
  ]);
});

test.each([
  ["no pull request", []],
  ["no pull request", [{ number: 7, merged_at: null, merge_commit_sha: commit }]],
  ["no pull request", [{ number: 7, merged_at: "2026-11-30T12:00:00Z", merge_commit_sha: "b".repeat(40) }]],
  ["#7, #8", [7, 8].map((number) => ({ number, merged_at: "2026-11-30T12:00:00Z", merge_commit_sha: commit }))],
])("a commit that is the merge of %s is refused", async (which, pullRequests) => {
  const { api, github } = current;
  github.pullRequests.set(commit, pullRequests);
  await expect(unlikeReviewed(api, commit, read(changedPage), bot)).rejects.toThrow(
    `${commit} is the merge of ${which}: nobody reviewed it there; start the workflow by hand to approve the new review`,
  );
});
