import { z } from "zod";

import { differencesOf } from "../review/expected-digest";
import { ToolError } from "../shared/errors";
import { type GitHubApi, answerAs } from "./api";
import { findReview } from "./comment";
import type { ReviewPage } from "./review-page";

const pullRequestForm = z.object({
  number: z.number(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
});

/**
 * What differs between a page and the review that the pull request of a commit showed, as sentences; none if all is as reviewed.
 * A pull request without a comment changed nothing.
 */
export async function unlikeReviewed(
  api: GitHubApi,
  commit: string,
  page: ReviewPage,
  author: string,
): Promise<readonly string[]> {
  const { number, mergedAt } = await mergedAs(api, commit);
  const comment = await findReview(api, number, page.environment, author);
  if (comment === undefined) {
    return page.isQuiet ? [] : [`#${number} has no review of ${page.environment}, and the plans have changes`];
  }
  if (!comment.page.isIntact) return [`the review in #${number} was edited by somebody`];
  if (Date.parse(comment.updatedAt) > Date.parse(mergedAt)) return [`the review in #${number} is later than its merge`];
  return differencesOf(comment.page.digest, page.digest);
}

/** The pull request whose merge the commit is (GitHub Docs, "List pull requests associated with a commit"). */
async function mergedAs(api: GitHubApi, commit: string): Promise<{ number: number; mergedAt: string }> {
  const all = answerAs(z.array(pullRequestForm), await api.list(`/commits/${commit}/pulls`));
  const merged = all.flatMap(({ number, merged_at: mergedAt, merge_commit_sha: sha }) =>
    mergedAt !== null && sha === commit ? [{ number, mergedAt }] : [],
  );
  const [only, ...others] = merged;
  if (only !== undefined && others.length === 0) return only;
  throw new ToolError(
    `${commit} is the merge of ${merged.length === 0 ? "no pull request" : merged.map(({ number }) => `#${number}`).join(", ")}: ` +
      "nobody reviewed it there; start the workflow by hand to approve the new review",
  );
}
