import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

import { ToolError } from "../shared/errors";

/** A workflow of GitHub Actions, as far as the recipes use one (GitHub Docs, "Workflow syntax for GitHub Actions"). */
export interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What `${{ }}` may name: `github.ref`, `vars.X`, `needs.review.outputs.digest`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Runs a script as a runner does, and tells its exit status and what it printed. */
export type Shell = (script: string, env: NodeJS.ProcessEnv) => Promise<{ status: number | null; said: string }>;

/** What became of a job. */
export interface JobResult {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What its steps printed. */
  readonly log: string;
}

export const readWorkflow = (file: string): Workflow => parse(readFileSync(file, "utf8")) as Workflow;

/**
 * Runs the `run:` lines of a job as they stand, one step after the other, until one fails. The steps that use an action are
 * left out: checkout, Node.js, Terraform and credentials are given.
 *
 * @param folder the folder of the runner, for the files of its steps
 */
export async function runJob(
  workflow: Workflow,
  name: string,
  { contexts, shell, folder }: { readonly contexts: Contexts; readonly shell: Shell; readonly folder: string },
): Promise<JobResult> {
  const job = workflow.jobs[name];
  if (job === undefined) throw new ToolError(`the workflow has no job ${name}`);
  if (job.if !== undefined && !holds(job.if, contexts)) {
    return { result: "skipped", outputs: {}, summary: "", log: "" };
  }
  mkdirSync(folder, { recursive: true });
  const [output, summary] = ["output", "summary.md"].map((file) => path.join(folder, file)) as [string, string];
  writeFileSync(summary, "");
  const steps: Record<string, unknown> = {};
  const known = (): Contexts => ({ ...contexts, steps });
  let log = "";
  let failed = false;
  for (const { id, run, env = {} } of job.steps) {
    if (run === undefined) continue;
    writeFileSync(output, "");
    const { status, said } = await shell(run, {
      ...given(workflow.env, known()),
      ...given(env, known()),
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    });
    log += `${said}\n`;
    if (id !== undefined) steps[id] = { outputs: outputsIn(readFileSync(output, "utf8")) };
    failed = status !== 0;
    if (failed) break;
  }
  return {
    result: failed ? "failure" : "success",
    outputs: given(job.outputs ?? {}, known()),
    summary: readFileSync(summary, "utf8"),
    log,
  };
}

const given = (env: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(text, contexts)]));

const filled = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => valueOf(expression, contexts));

/** Comparisons, joined by `&&`: no recipe has another condition. */
const holds = (condition: string, contexts: Contexts): boolean =>
  condition.split("&&").every((one) => {
    const [, left = "", sign, right = ""] = /^\s*(\S+) (==|!=) (\S+)\s*$/.exec(one) ?? [];
    if (sign === undefined) throw new ToolError(`this condition cannot be tried: ${one}`);
    return (valueOf(left, contexts) === valueOf(right, contexts)) === (sign === "==");
  });

/** A property that is not there is an empty text (GitHub Docs, "Evaluate expressions in workflows and actions"). */
function valueOf(expression: string, contexts: Contexts): string {
  const text = /^'(.*)'$/.exec(expression)?.[1];
  if (text !== undefined) return text;
  if (!/^[a-z]+(?:\.\w+)+$/.test(expression)) throw new ToolError(`this expression cannot be tried: ${expression}`);
  const value = expression.split(".").reduce<unknown>((inner, key) => (inner as Contexts | undefined)?.[key], contexts);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

const outputsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
