import { z } from "zod";

import { ApiFault, type GitHubApi, answerAs } from "./api";
import { type ReviewPage, readPage, withoutChangesAnyMore } from "./review-page";

const commentForm = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  updated_at: z.string(),
});

/** The comment of a pull request that has the review of an environment. */
export interface ReviewComment {
  readonly id: number;
  readonly page: ReviewPage;
  readonly updatedAt: string;
}

/** What became of a page: of a change that changes nothing there is no comment, unless there was one. */
export type Posted = "created" | "edited" | "unchanged" | "not needed";

/**
 * Finds the one comment with the review of an environment. Another account's comment is none, whatever it says: who may read a
 * pull request may comment on it.
 *
 * @param author the account that the recipe comments by
 */
export async function findReview(
  api: GitHubApi,
  pullRequest: number,
  environment: string,
  author: string,
): Promise<ReviewComment | undefined> {
  const comments = await api.list(`/issues/${pullRequest}/comments`);
  return comments
    .flatMap((one): ReviewComment[] => {
      const { id, body, user, updated_at: updatedAt } = answerAs(commentForm, one);
      const page = user?.login === author ? readPage(body ?? "") : undefined;
      return page?.environment === environment ? [{ id, page, updatedAt }] : [];
    })
    .sort((one, other) => one.id - other.id)[0];
}

/** Puts the page into the one comment of its environment, and edits the comment only if the page is another one. */
export async function putReview(
  api: GitHubApi,
  pullRequest: number,
  page: ReviewPage,
  author: string,
): Promise<Posted> {
  const found = await findReview(api, pullRequest, page.environment, author);
  if (found === undefined) return page.isQuiet ? "not needed" : create(api, pullRequest, page);
  const body = page.isQuiet ? withoutChangesAnyMore(page) : page.text;
  if (found.page.isIntact && found.page.hash === readPage(body)?.hash) return "unchanged";
  try {
    await api.send("PATCH", `/issues/comments/${found.id}`, { body });
    return "edited";
  } catch (error) {
    const isGone = error instanceof ApiFault && (error.status === 404 || error.status === 410);
    if (!isGone) throw error;
    return page.isQuiet ? "not needed" : create(api, pullRequest, page);
  }
}

async function create(api: GitHubApi, pullRequest: number, { text }: ReviewPage): Promise<Posted> {
  await api.send("POST", `/issues/${pullRequest}/comments`, { body: text });
  return "created";
}
