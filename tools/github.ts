import { readFileSync } from "node:fs";

import { GitHubApi } from "./ci/api";
import { appliedCommit } from "./ci/applied-commit";
import { unlikeReviewed } from "./ci/as-reviewed";
import { putReview } from "./ci/comment";
import { addToSummary, forLog } from "./ci/log";
import { persistently } from "./ci/persistently";
import { type ReviewPage, readPage } from "./ci/review-page";
import { runTool } from "./shared/command-line";
import { ToolError, messageOf } from "./shared/errors";
import { progress } from "./shared/progress";

interface Values {
  readonly "pull-request"?: string;
  readonly commit?: string;
  readonly environment?: string;
  readonly first?: string;
  readonly author?: string;
}

/** Whose comments a workflow writes with the token of its run. */
const tokensAuthor = "github-actions[bot]";

void runTool(
  {
    command: "npm run github",
    summary:
      "What the workflows of ci/github ask GitHub. comment puts a page of npm run review into the one comment of a pull\n" +
      "request, and edits the comment only if the page is another one. compare prints the page's digest, and whether the plans\n" +
      "change anything, as outputs of a step; with --commit it refuses a page that the merged pull request did not show.\n" +
      "applied prints the commit that an environment was last applied from. Reads GITHUB_TOKEN, GITHUB_API_URL,\n" +
      "GITHUB_REPOSITORY.",
    arguments: "comment <page.md> | compare <page.md> | applied",
    options: {
      "pull-request": { type: "string", value: "number", description: "comment: the pull request." },
      commit: {
        type: "string",
        value: "sha",
        description: "compare: the commit as which the pull request was merged.",
      },
      environment: { type: "string", value: "name", description: "applied: GitHub's name of the environment." },
      first: {
        type: "string",
        value: "sha",
        description: "applied: what was applied by hand, if no deployment succeeded.",
      },
      author: { type: "string", value: "login", description: `The account that comments (${tokensAuthor}).` },
    },
    exitStatuses: {
      0: "done",
      1: "GitHub refused or did not answer: the page is in the log and in the summary of the step; compare: not as reviewed",
      2: "the command line is wrong, or the file is not a page of npm run review",
    },
  },
  async (values: Values, [verb, file, ...others]) => {
    if (verb === "applied" && file === undefined) return applied(values);
    const work = verb === "comment" ? comment : verb === "compare" ? compare : undefined;
    if (work === undefined)
      throw new ToolError("give comment <page.md>, compare <page.md> or applied; --help shows more", 2);
    if (file === undefined || others.length > 0)
      throw new ToolError(`${verb ?? ""} takes one page of npm run review`, 2);
    return work(pageIn(file), values);
  },
);

async function comment(page: ReviewPage, { "pull-request": given, author = tokensAuthor }: Values): Promise<number> {
  const pullRequest = Number(given);
  if (!Number.isSafeInteger(pullRequest) || pullRequest < 1) {
    throw new ToolError(`--pull-request is ${given ?? "missing"}; give the number of the pull request`, 2);
  }
  try {
    const api = apiOf(process.env);
    progress(`comment in #${pullRequest}: ${await persistently(() => putReview(api, pullRequest, page, author))}`);
    return 0;
  } catch (error) {
    // Whoever has to review must not need the comment for it.
    process.stdout.write(forLog(page.text, process.env["GITHUB_ACTIONS"] === "true"));
    const summary = process.env["GITHUB_STEP_SUMMARY"];
    const why = summary === undefined ? undefined : addToSummary(summary, page.text);
    if (why !== undefined) progress(`the page is not in the summary: ${why}`);
    throw new ToolError(`no comment was written, the review is in this log: ${messageOf(error)}`, statusOf(error));
  }
}

async function compare(page: ReviewPage, { commit, author = tokensAuthor }: Values): Promise<number> {
  if (commit !== undefined) {
    const api = apiOf(process.env);
    const differences = await persistently(() => unlikeReviewed(api, shaOf("--commit", commit), page, author));
    for (const one of differences) progress(`not as reviewed: ${one}`);
    if (differences.length > 0) return 1;
  }
  process.stdout.write(`changed=${!page.isQuiet}\ndigest=${page.digest}\n`);
  return 0;
}

async function applied({ environment, first }: Values): Promise<number> {
  if (environment === undefined) throw new ToolError("give --environment <name>", 2);
  // A variable of the repository that nobody has set is an empty text.
  const byHand = first === undefined || first === "" ? undefined : shaOf("--first", first);
  const api = apiOf(process.env);
  process.stdout.write(`${await persistently(() => appliedCommit(api, environment, byHand))}\n`);
  return 0;
}

function statusOf(error: unknown): number {
  return error instanceof ToolError ? error.exitStatus : 1;
}

function shaOf(option: string, text: string): string {
  if (/^[0-9a-f]{40,64}$/.test(text)) return text;
  throw new ToolError(`${option} is ${JSON.stringify(text)}; give the whole SHA of a commit`, 2);
}

function pageIn(file: string): ReviewPage {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ToolError(`${file} cannot be read: ${messageOf(error)}`, 2);
  }
  const page = readPage(text);
  if (page?.isIntact === true) return page;
  throw new ToolError(`${file} is not a page that npm run review wrote with --format markdown`, 2);
}

function apiOf(env: NodeJS.ProcessEnv): GitHubApi {
  const [url = "", repository = "", token = ""] = ["GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"].map(
    (name) => {
      const value = env[name] ?? "";
      if (value === "")
        throw new ToolError(`${name} is not set; a step of GitHub Actions has it, GITHUB_TOKEN as its env`, 2);
      return value;
    },
  );
  if (!URL.canParse(url)) throw new ToolError("GITHUB_API_URL is not an address", 2);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new ToolError("GITHUB_REPOSITORY is not owner/name", 2);
  return new GitHubApi({ url, repository, token });
}
