import type { z } from "zod";

import { ToolError, messageOf } from "../shared/errors";
import { seen } from "../review/pages/shown";

/** Where GitHub's API is, and what for: a step of GitHub Actions has all three in its environment. */
export interface GitHubAccess {
  /** `GITHUB_API_URL`. */
  readonly url: string;
  /** `GITHUB_REPOSITORY`: `owner/name`. */
  readonly repository: string;
  readonly token: string;
  /** Seconds to wait for one answer. @default 30 */
  readonly timeoutSeconds?: number;
}

/** What GitHub refused, or did not answer. */
export class ApiFault extends ToolError {
  override readonly name = "ApiFault";

  constructor(
    message: string,
    /** HTTP's; undefined where there was no answer. */
    readonly status: number | undefined,
    /** How long GitHub asks to wait; undefined where it does not ask. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** The part of GitHub's REST API that is one repository's. */
export class GitHubApi {
  constructor(private readonly access: GitHubAccess) {}

  /** Reads one thing: `path` is within the repository, such as `/commits/1a2b3c/pulls`. */
  async get(path: string): Promise<unknown> {
    return (await this.ask("GET", this.addressOf(path))).body;
  }

  /** Reads a list to its end, page by page (GitHub Docs, "Using pagination in the REST API"). */
  async list(path: string): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    let next: string | undefined = `${this.addressOf(path)}${path.includes("?") ? "&" : "?"}per_page=100`;
    for (let page = 1; next !== undefined; page += 1) {
      if (page > mostPages) throw new ToolError(`${path} has more than ${mostPages} pages: give a smaller list`);
      const { body, headers } = await this.ask("GET", next);
      if (!Array.isArray(body)) throw new ApiFault(`GitHub answered ${path} with something that is no list`, undefined);
      all.push(...(body as unknown[]));
      next = this.ownAddress(nextOf(headers.get("link")));
    }
    return all;
  }

  async send(method: "POST" | "PATCH", path: string, body: unknown): Promise<unknown> {
    return (await this.ask(method, this.addressOf(path), body)).body;
  }

  private addressOf(path: string): string {
    return `${this.access.url.replace(/\/+$/, "")}/repos/${this.access.repository}${path}`;
  }

  /** The token goes to no other server, whatever a header says. */
  private ownAddress(address: string | undefined): string | undefined {
    if (address === undefined || new URL(address).origin === new URL(this.access.url).origin) return address;
    throw new ApiFault("GitHub's next page is at another server", undefined);
  }

  private async ask(method: string, address: string, body?: unknown): Promise<{ body: unknown; headers: Headers }> {
    const what = `${method} ${new URL(address).pathname}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method,
        redirect: "error",
        signal: AbortSignal.timeout((this.access.timeoutSeconds ?? 30) * 1000),
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${this.access.token}`,
          "x-github-api-version": "2022-11-28",
          "user-agent": "palisade",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
      throw new ApiFault(`GitHub did not answer ${what}: ${seen(`${messageOf(error)}${cause}`)}`, undefined);
    }
    const answer = jsonIn(text);
    if (response.ok && answer !== undefined) return { body: answer, headers: response.headers };
    const said = saidIn(answer);
    throw new ApiFault(
      `GitHub answered ${what} with ${response.status}${said === "" ? "" : `: ${seen(said)}`}`,
      // A proxy's page with 200 is no answer of GitHub's.
      response.ok ? undefined : response.status,
      waitOf(response.status, response.headers, said),
    );
  }
}

/** Takes an answer as what it has to be: a proxy may answer in GitHub's place. */
export function answerAs<T>(form: z.ZodType<T>, answer: unknown): T {
  const { success, data } = form.safeParse(answer);
  if (success) return data;
  throw new ApiFault("GitHub's answer has another form than its documents say", undefined);
}

const mostPages = 50;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const saidIn = (answer: unknown): string => {
  const message = (answer as { readonly message?: unknown } | undefined | null)?.message;
  return typeof message === "string" ? message.slice(0, 300) : "";
};

const nextOf = (link: string | null): string | undefined => /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];

/**
 * How long GitHub asks to wait: as the header says; else until the limit is set anew; else a minute, of a secondary limit
 * (GitHub Docs, "Rate limits for the REST API"). A 403 of another kind stays one.
 */
function waitOf(status: number, headers: Headers, said: string): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const [after, remaining, reset] = ["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"].map((name) =>
    headers.has(name) ? Number(headers.get(name)) : Number.NaN,
  ) as [number, number, number];
  if (Number.isFinite(after)) return Math.max(0, after);
  if (remaining === 0 && Number.isFinite(reset)) return Math.max(0, Math.ceil(reset - Date.now() / 1000));
  return status === 429 || /rate limit/i.test(said) ? 60 : undefined;
}
