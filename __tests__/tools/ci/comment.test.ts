import { findReview, putReview } from "../../../tools/ci/comment";
import { persistently } from "../../../tools/ci/persistently";
import { emulatedGitHub } from "../../support/emulated-github";
import { changedPage, demoPage, otherPage, quietPage, read } from "../../support/review-pages";

const current = emulatedGitHub();
const bot = "github-actions[bot]";
const put = (text: string): Promise<string> => putReview(current.api, 7, read(text), bot);
const kept = (): readonly (readonly [string, string])[] =>
  current.github.comments.map(({ user, body }) => [user.login, body]);

test("the first review is a comment, the same review is no edit, another review edits the comment", async () => {
  expect([await put(changedPage), await put(changedPage), await put(otherPage)]).toEqual([
    "created",
    "unchanged",
    "edited",
  ]);
  expect(kept()).toEqual([[bot, otherPage]]);
  expect(current.github.asked.filter((one) => !one.startsWith("GET"))).toEqual([
    "POST /issues/7/comments",
    "PATCH /issues/comments/1",
  ]);
});

test("of no change there is no comment; a comment that is there says that there is no change any more", async () => {
  expect(await put(quietPage)).toBe("not needed");
  expect(kept()).toEqual([]);
  expect([await put(changedPage), await put(quietPage), await put(quietPage)]).toEqual([
    "created",
    "edited",
    "unchanged",
  ]);
  expect(kept().map(([, body]) => body.split("\n")[0])).toEqual(["# prod: no change any more"]);
});

test("each environment has a comment of its own", async () => {
  await put(demoPage);
  await put(changedPage);
  await put(otherPage);
  expect(kept()).toEqual([
    [bot, demoPage],
    [bot, otherPage],
  ]);
});

test("somebody else's comment is neither edited nor taken for the review", async () => {
  current.github.addComment(7, "mallory", changedPage);
  expect(await findReview(current.api, 7, "prod", bot)).toBeUndefined();
  expect(await put(changedPage)).toBe("created");
  expect(kept()).toEqual([
    ["mallory", changedPage],
    [bot, changedPage],
  ]);
});

test("a review that somebody has edited is written again", async () => {
  await put(changedPage);
  const [comment] = current.github.comments;
  if (comment !== undefined) comment.body = comment.body.replace("stop", "nothing");
  expect(await put(changedPage)).toBe("edited");
  expect(kept()).toEqual([[bot, changedPage]]);
});

test("the comment is found behind a hundred others", async () => {
  current.github.largestPage = 30;
  for (let count = 0; count < 100; count += 1) current.github.addComment(7, "somebody", "Thank you");
  await put(changedPage);
  expect(await put(otherPage)).toBe("edited");
  expect(kept().filter(([login]) => login === bot)).toEqual([[bot, otherPage]]);
});

test("a comment that is deleted meanwhile is written anew", async () => {
  await put(changedPage);
  current.github.wrongAnswers.push({ to: "PATCH /issues/comments/1", status: 404, message: "Not Found" });
  expect(await put(otherPage)).toBe("created");
});

test.each([
  ["a conflict", { to: "PATCH /issues/comments/1", status: 409 }],
  ["a fault of the server", { to: "PATCH /issues/comments/1", status: 502 }],
  ["a limit", { to: "PATCH /issues/comments/1", status: 403, headers: { "retry-after": "1" } }],
])("after %s the comment is edited at the next attempt", async (_, wrong) => {
  await put(changedPage);
  current.github.wrongAnswers.push(wrong);
  const pause = (): Promise<void> => Promise.resolve();
  expect(await persistently(() => put(otherPage), pause)).toBe("edited");
  expect(kept()).toEqual([[bot, otherPage]]);
});

test("an answer that is lost makes no second comment", async () => {
  current.github.wrongAnswers.push({ to: "POST /issues/7/comments", status: 502, isDone: true });
  const pause = (): Promise<void> => Promise.resolve();
  expect(await persistently(() => put(changedPage), pause)).toBe("unchanged");
  expect(kept()).toEqual([[bot, changedPage]]);
});
