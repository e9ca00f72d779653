import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

import { repository } from "../../../tools/shared/repository";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly defaults: unknown;
  readonly concurrency?: { readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>>;
}

const folder = path.join(repository, "ci/github");
const names = readdirSync(folder).sort();
const workflows = names.map((name) => parse(readFileSync(path.join(folder, name), "utf8")) as Workflow);
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));

test("the recipes are these, and start by these events", () => {
  expect(workflows.map(({ on }, index) => [names[index], ...Object.keys(on)])).toEqual([
    ["apply.yml", "push", "workflow_dispatch"],
    ["check.yml", "pull_request"],
    ["drift.yml", "schedule", "workflow_dispatch"],
    ["plan.yml", "pull_request"],
  ]);
});

test("each job has permissions of its own, and only a job that takes a role may ask for a token of AWS", () => {
  expect(workflows.map(({ permissions }) => permissions)).toEqual(names.map(() => ({})));
  const jobs = workflows.flatMap(({ jobs }) => Object.entries(jobs));
  expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
  const mayAsk = jobs.filter(([, { permissions }]) => Object.hasOwn(permissions as object, "id-token"));
  const takes = jobs.filter(([, job]) =>
    job.steps.some(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@")),
  );
  expect(mayAsk.map(([name]) => name)).toEqual(takes.map(([name]) => name));
});

test("a script has no expression of GitHub in it: what a pull request says stays data", () => {
  expect(steps.flatMap(({ run }) => run ?? []).filter((run) => run.includes("${{"))).toEqual([]);
});

test("every action is pinned by its commit", () => {
  expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual(
    [],
  );
});

test("Terraform has no wrapper, a checkout keeps no token, and a broken pipe ends a step", () => {
  const withOf = (action: string) => steps.filter(({ uses }) => uses?.startsWith(action)).map((one) => one.with);
  expect(new Set(withOf("hashicorp/setup-terraform@").map((one) => one?.["terraform_wrapper"]))).toEqual(
    new Set([false]),
  );
  expect(new Set(withOf("actions/checkout@").map((one) => one?.["persist-credentials"]))).toEqual(new Set([false]));
  expect(workflows.map(({ defaults }) => defaults)).toEqual(names.map(() => ({ run: { shell: "bash" } })));
});

test("runs of an environment are not cancelled", () => {
  expect(workflows.map(({ concurrency }) => concurrency?.["cancel-in-progress"])).toEqual([
    false,
    undefined,
    false,
    false,
  ]);
});
