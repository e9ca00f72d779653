import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { ApiFault, GitHubApi } from "../../../tools/ci/api";
import { emulatedRepository, emulatedToken } from "../../../tools/e2e/emulated-github";
import { emulatedGitHub } from "../../support/emulated-github";

const current = emulatedGitHub();

async function faultOf(work: Promise<unknown>): Promise<Pick<ApiFault, "message" | "status" | "retryAfterSeconds">> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof ApiFault)) throw new Error(`no fault of the API, but ${String(fault)}`);
  const { message, status, retryAfterSeconds } = fault;
  return { message, status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

test("a list is read to its end, page by page", async () => {
  const { github, api } = current;
  github.largestPage = 2;
  for (const body of ["a", "b", "c", "d", "e"]) github.addComment(7, "somebody", body);
  github.addComment(8, "somebody", "elsewhere");
  const bodies = (await api.list("/issues/7/comments")).map((one) => (one as { body: string }).body);
  expect(bodies).toEqual(["a", "b", "c", "d", "e"]);
  expect(github.asked).toEqual(Array(3).fill("GET /issues/7/comments"));
});

test.each([
  [403, {}, "Resource not accessible by integration", undefined],
  [403, { "retry-after": "7" }, "You have exceeded a secondary rate limit", 7],
  [403, {}, "You have exceeded a secondary rate limit", 60],
  [429, {}, "slow down", 60],
  [429, { "retry-after": "0" }, "slow down", 0],
  [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, "API rate limit exceeded", 0],
  [404, { "retry-after": "7" }, "Not Found", undefined],
  [502, {}, "bad gateway", undefined],
])("%i with %j and %j asks to wait as GitHub's documents say", async (status, headers, message, retryAfterSeconds) => {
  current.github.wrongAnswers.push({ to: "POST /issues/7/comments", status, headers, message });
  expect(await faultOf(current.api.send("POST", "/issues/7/comments", { body: "x" }))).toEqual({
    message: `GitHub answered POST /repos/owner/name/issues/7/comments with ${status}: ${message}`,
    status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
});

test("a wrong token is told, and is in no message", async () => {
  const api = new GitHubApi({ url: current.github.url, repository: emulatedRepository, token: "secret-token" });
  expect(await faultOf(api.list("/issues/7/comments"))).toEqual({
    message: "GitHub answered GET /repos/owner/name/issues/7/comments with 401: Bad credentials",
    status: 401,
  });
});

describe("a server that is not GitHub", () => {
  const asked: (string | undefined)[] = [];
  let answer: { status: number; headers: Record<string, string>; body: string } | undefined;
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = (timeoutSeconds = 30): Promise<unknown> =>
    new GitHubApi({ url: url(), repository: emulatedRepository, token: emulatedToken, timeoutSeconds }).list("/x");

  test.each([
    [
      "a page of a proxy",
      { status: 200, headers: {}, body: "<html>" },
      "GitHub answered GET /repos/owner/name/x with 200",
    ],
    [
      "an object in place of a list",
      { status: 200, headers: {}, body: "{}" },
      "GitHub answered /x with something that is no list",
    ],
    [
      "a next page elsewhere",
      { status: 200, headers: { link: '<http://127.0.0.2:1/x>; rel="next"' }, body: "[]" },
      "GitHub's next page is at another server",
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "http://127.0.0.2:1/x" }, body: "" },
      expect.stringMatching(/^GitHub did not answer GET \/repos\/owner\/name\/x: .*fetch failed/) as string,
    ],
  ])("%s is a fault, and the token goes nowhere else", async (_, given, message) => {
    asked.length = 0;
    answer = given;
    expect(await faultOf(ask())).toEqual({ message, status: undefined });
    expect(asked).toEqual([`Bearer ${emulatedToken}`]);
  });

  test("no answer is a fault after the time", async () => {
    answer = undefined;
    expect(await faultOf(ask(0.05))).toEqual({
      message: expect.stringMatching(/^GitHub did not answer GET \/repos\/owner\/name\/x: .*due to timeout$/) as string,
      status: undefined,
    });
  });
});
