import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment of a pull request, as GitHub keeps it. */
export interface KeptComment {
  readonly id: number;
  readonly issue: number;
  readonly user: { readonly login: string };
  body: string;
  updated_at: string;
}

/** An answer in place of GitHub's own, once. */
export interface WrongAnswer {
  /** Such as `POST /issues/7/comments`, without the repository. */
  readonly to: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Whether GitHub does what was asked all the same, and the answer alone is lost. @default false */
  readonly isDone?: boolean;
}

interface Merged {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string;
}

/** Repository and token that the server knows. */
export const emulatedRepository = "owner/name";
export const emulatedToken = "token-of-the-run";

/**
 * GitHub's REST API, as far as the recipes ask it: comments of a pull request, pull requests of a commit, deployments (GitHub
 * Docs, "REST API endpoints for issue comments", "REST API endpoints for commits", "REST API endpoints for deployments").
 */
export class EmulatedGitHub {
  readonly comments: KeptComment[] = [];
  /** By the SHA of a commit. */
  readonly pullRequests = new Map<string, readonly Merged[]>();
  /** The newest first, as GitHub lists them; each with its states. */
  readonly deployments: { readonly id: number; readonly sha: string; readonly states: readonly string[] }[] = [];
  readonly wrongAnswers: WrongAnswer[] = [];
  /** What was asked, such as `GET /issues/7/comments?per_page=100`. */
  readonly asked: string[] = [];
  /** The account whose token writes. */
  author = "github-actions[bot]";
  /** What a page of a list has at most. */
  largestPage = 100;
  private time = Date.parse("2026-11-30T12:00:00Z");
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A minute later each time. */
  now(): string {
    this.time += 60_000;
    return new Date(this.time).toISOString();
  }

  addComment(issue: number, login: string, body: string): KeptComment {
    const comment = { id: this.comments.length + 1, issue, user: { login }, body, updated_at: this.now() };
    this.comments.push(comment);
    return comment;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const path = pathname.replace(`/repos/${emulatedRepository}`, "");
    const asked = `${request.method ?? ""} ${path}`;
    this.asked.push(asked);
    const reply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${emulatedToken}`) {
      reply(401, { message: "Bad credentials" });
      return;
    }
    const wrong = this.wrongAnswers.findIndex(({ to }) => to === asked);
    if (wrong >= 0) {
      const [{ status, headers, message = "", isDone = false } = { status: 500 }] = this.wrongAnswers.splice(wrong, 1);
      if (isDone) this.does(asked, text);
      reply(status, { message }, headers);
      return;
    }
    const [status, body] = this.does(asked, text, searchParams.get("environment") ?? "");
    if (!Array.isArray(body)) {
      reply(status, body);
      return;
    }
    const size = Math.min(Number(searchParams.get("per_page") ?? 30), this.largestPage);
    const page = Number(searchParams.get("page") ?? 1);
    const more = body.length > page * size;
    searchParams.set("page", String(page + 1));
    const link = { link: `<${this.url}${pathname}?${searchParams.toString()}>; rel="next", <${this.url}>; rel="last"` };
    reply(status, body.slice((page - 1) * size, page * size), more ? link : {});
  }

  private does(asked: string, text: string, environment = ""): readonly [number, unknown] {
    const [, verb = "", kind = "", id = "", rest = ""] = /^(\w+) \/(\w+)\/?([^/]*)\/?(.*)$/.exec(asked) ?? [];
    const { body = "" } = (text === "" ? {} : JSON.parse(text)) as { readonly body?: string };
    if (body.length > 65_536) return [422, { message: "Body is too long (maximum is 65536 characters)" }];
    if (kind === "issues" && rest === "comments") {
      const number = Number(id);
      return verb === "POST"
        ? [201, this.addComment(number, this.author, body)]
        : [200, this.comments.filter(({ issue }) => issue === number)];
    }
    if (kind === "issues" && id === "comments" && verb === "PATCH") {
      const comment = this.comments.find((one) => one.id === Number(rest));
      if (comment === undefined) return [404, { message: "Not Found" }];
      Object.assign(comment, { body, updated_at: this.now() });
      return [200, comment];
    }
    if (kind === "commits" && rest === "pulls") return [200, this.pullRequests.get(id) ?? []];
    if (kind === "deployments" && id === "") return [200, environment === "" ? [] : this.deployments];
    const deployment = this.deployments.find((one) => one.id === Number(id));
    if (kind === "deployments" && rest === "statuses" && deployment !== undefined) {
      return [200, deployment.states.map((state) => ({ state }))];
    }
    return [404, { message: "Not Found" }];
  }
}
