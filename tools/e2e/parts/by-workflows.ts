import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { start } from "../../shared/process";
import { repository } from "../../shared/repository";
import { type Synthesis, readJson } from "../../shared/synthesize";
import { synthesizeChanged } from "../changed-records";
import { withoutAws } from "../emulated-aws";
import { EmulatedGitHub, emulatedRepository, emulatedToken } from "../emulated-github";
import type { LayerCopy } from "../layer-copy";
import { limitsOf } from "../limits/use";
import { expectEqual, type Part } from "../report";
import type { Run } from "../run";
import { type Site, openSite } from "../site";
import { stage } from "../stage";
import { type JobResult, readWorkflow, runJob } from "../workflow";
import { applyAll, expectNothingLeft } from "./deploy";

/** Two layers are enough for every line of the recipes, and take half the time of four. */
const layers = ["network", "identity"];

/**
 * A change by the workflows of ci/github: the `run:` lines as they stand, a Git repository, an emulated GitHub, the emulators. A
 * pull request is planned and reviewed, merged, planned again and applied; then somebody changes AWS between an approval and its
 * apply, and nothing is applied.
 */
export async function byWorkflows(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, workflows`);
  const site = await openSite(run, part, environment, "control-plane");
  const kept = (days: number) => ({ value: days, reason: "the logs of a trial are read within weeks" });
  const [second, third] = await part.step("two changes are synthesized", async () => [
    await synthesizeChanged(run, changed(environment, "second", kept(14))),
    await synthesizeChanged(run, changed(environment, "third", kept(30))),
  ]);
  const project = await openProject(run, part, site, [
    ["first", run.product],
    ["second", second],
    ["third", third],
  ]);
  await applyAll(part, site, project.applied);
  await part.step("the states take up what later layers added", async () => {
    for (const layer of project.applied) await layer.refresh();
  });

  await part.step("a pull request: its plans are reviewed, in one comment", async () => {
    await project.propose("second");
    expectResult(await project.job("plan", "plan"), "success");
    expectEqual("comments", project.github.comments.length, 1);
  });
  await part.check("the same plans again are no edit", async () => {
    const { log } = expectResult(await project.job("plan", "plan"), "success");
    expectEqual(
      "writes",
      project.github.asked.filter((one) => !one.startsWith("GET")),
      [`POST /issues/${project.pullRequest()}/comments`],
    );
    return log.split("\n").find((line) => line.startsWith("comment in"));
  });
  await part.step("merged: the new plans have the same digest, and are applied", async () => {
    await project.merge();
    await project.approveAndApply("success");
  });
  await part.check("what is applied is what the next night plans: nothing differs", async () => {
    expectResult(await project.job("drift", "drift"), "success");
    return project.daysOfLogs();
  });

  await part.check("a resource is lost between the approval and the apply: nothing is applied", async () => {
    await project.propose("third");
    expectResult(await project.job("plan", "plan"), "success");
    await project.merge();
    const review = expectResult(await project.job("apply", "review"), "success");
    await project.lose();
    const before = project.serials();
    const applied = expectResult(await project.job("apply", "apply", { review }), "failure");
    expectEqual("the serials of the states", project.serials(), before);
    if (!applied.log.includes("nothing was applied")) throw new ToolError(`the job says:\n${applied.log}`);
    return applied.log.split("\n").find((line) => line.startsWith("not as reviewed"));
  });
  await part.check("the next night finds the loss", async () => {
    const { summary } = expectResult(await project.job("drift", "drift"), "failure");
    return summary.split("\n")[0];
  });
  await part.check("a merge after the loss is not what the pull request showed: no approval is asked for", async () => {
    const { log, outputs } = expectResult(await project.job("apply", "review"), "failure");
    expectEqual("outputs", [outputs["changed"], outputs["digest"]], ["", ""]);
    return log.split("\n").find((line) => line.startsWith("not as reviewed"));
  });
  await part.step("started by hand, the new review is approved and applied", () =>
    project.approveAndApply("success", "workflow_dispatch"),
  );
  await part.step("every layer is destroyed", async () => {
    for (const layer of [...project.applied].reverse()) await layer.destroy();
  });
  await expectNothingLeft(run, part, site);
  await project.github.close();
  await site.close();
}

const changed = (environment: string, name: string, days: unknown) => ({
  environment,
  name: `${environment}-${name}-by-workflows`,
  changes: { "logs.retentionDays": days },
});

function expectResult(job: JobResult, result: JobResult["result"]): JobResult {
  if (job.result === result) return job;
  throw new ToolError(`the job ended with ${job.result}:\n${job.log.split("\n").slice(-60).join("\n")}`);
}

/** A repository whose commits are synthesized to copies that the emulators can make. */
async function openProject(run: Run, part: Part, site: Site, syntheses: readonly (readonly [string, Synthesis])[]) {
  const { environment, root } = site;
  const staged = run.scratch(`${environment}-by-workflows-staged`);
  const drift = limitsOf(run, site, "drifts");
  for (const [name, synthesis] of syntheses) {
    const some = onlyLayers(synthesis, environment);
    stage(run, part, some, { ...site, root: path.join(staged, name) }, { drift });
    const outdir = path.join(staged, name, "cdktf.out");
    writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify(manifestOf(some)));
    cpSync(path.join(synthesis.outdir, "departures.json"), path.join(outdir, "departures.json"));
  }
  const applied: LayerCopy[] = stage(run, part, onlyLayers(run.product, environment), site, { drift });
  writeProject(root, staged);

  const github = new EmulatedGitHub();
  await github.listen();
  const bin = path.join(run.scratch(`${environment}-by-workflows-bin`), "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "terraform"), `#!/bin/sh\nexec '${run.terraform.terraform.path}' "$@"\n`, {
    mode: 0o755,
  });
  const env = {
    ...withoutAws(run.terraform.env),
    ...site.aws.env,
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    npm_config_update_notifier: "false",
    ...Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((who) => [
        [`GIT_${who}_NAME`, "test"],
        [`GIT_${who}_EMAIL`, "test@example.com"],
      ]),
    ),
  };
  const shell = async (script: string, more: NodeJS.ProcessEnv) => {
    const { emulators } = site.aws;
    for (const emulator of emulators) emulator.requireRunning();
    const child = await start("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: root,
      env: { ...env, ...more },
    });
    const { status, stdout, stderr } = await emulators.reduce(
      (work, emulator) => emulator.during(work, () => child.stop()),
      child.finished,
    );
    return { status, said: `${stdout}\n${stderr}`, stdout };
  };
  const git = async (...args: readonly string[]): Promise<string> => {
    const { status, said, stdout } = await shell(`git ${args.join(" ")}`, {});
    if (status !== 0) throw new ToolError(`git ${args.join(" ")}:\n${said}`);
    return stdout.trim();
  };
  await git("init --quiet --initial-branch=main && git add --all && git commit --quiet --message=first");
  const firstApplied = await git("rev-parse HEAD");

  let pullRequest = 6;
  let runs = 0;
  const job = async (
    workflow: string,
    name: string,
    needs: Readonly<Record<string, JobResult>> = {},
    event = workflow === "plan" ? "pull_request" : "push",
  ): Promise<JobResult> => {
    // A job begins with what is committed alone, and with the states, which are elsewhere.
    for (const folder of ["applied", "cdktf.out"]) rmSync(path.join(root, folder), { recursive: true, force: true });
    runs += 1;
    const sha = await git("rev-parse HEAD");
    const ref = event === "pull_request" ? `refs/pull/${pullRequest}/merge` : "refs/heads/main";
    const contexts = {
      github: {
        event: { number: pullRequest, pull_request: { head: { repo: { full_name: emulatedRepository } } } },
        repository: emulatedRepository,
        actor: "somebody",
        ref,
        token: emulatedToken,
      },
      vars: { PALISADE_FIRST_APPLIED: firstApplied },
      needs,
    };
    const steps = readWorkflow(path.join(repository, "ci/github", `${workflow}.yml`));
    return runJob({ ...steps, env: { ...steps.env, ENVIRONMENT: environment, LAYERS: layers.join(" ") } }, name, {
      contexts,
      folder: path.join(run.scratch(`${environment}-by-workflows-runner-${runs}`), "temp"),
      shell: (script, more) =>
        shell(script, {
          ...more,
          GITHUB_ACTIONS: "true",
          GITHUB_API_URL: github.url,
          GITHUB_REPOSITORY: emulatedRepository,
          GITHUB_EVENT_NAME: event,
          GITHUB_SHA: sha,
        }),
    });
  };
  return {
    applied,
    github,
    job,
    pullRequest: () => pullRequest,
    /** Checks out what a workflow of a pull request checks out: the merge that it would be. */
    propose: async (name: string): Promise<void> => {
      pullRequest += 1;
      await git(`checkout --quiet -b proposed-${name}`);
      writeFileSync(path.join(root, "staged"), name);
      await git(`commit --quiet --all --message=${name}`);
      await git(`checkout --quiet -b merge-${name} main && git merge --quiet --no-ff proposed-${name}`);
    },
    merge: async (): Promise<void> => {
      const branch = await git("rev-parse --abbrev-ref HEAD");
      await git(`checkout --quiet main && git merge --quiet --ff-only ${branch}`);
      const sha = await git("rev-parse HEAD");
      github.pullRequests.set(sha, [{ number: pullRequest, merged_at: github.now(), merge_commit_sha: sha }]);
    },
    /** Both jobs of a run; GitHub keeps the result of the job with the environment as a deployment. */
    approveAndApply: async (result: "success" | "failure", event?: string): Promise<void> => {
      const review = expectResult(await job("apply", "review", {}, event), "success");
      expectResult(await job("apply", "apply", { review }, event), result);
      github.deployments.unshift({ id: runs, sha: await git("rev-parse HEAD"), states: [result] });
    },
    /** Somebody deletes the log group of the sessions. */
    lose: async (): Promise<void> => {
      const identity = applied.find(({ layer }) => layer === "identity");
      await identity?.destroy(["aws_cloudwatch_log_group.session_log_group"]);
    },
    serials: (): readonly number[] =>
      layers.map((layer) => {
        const file = path.join(root, "state", environment, `${layer}.tfstate`);
        return (JSON.parse(readFileSync(file, "utf8")) as { readonly serial: number }).serial;
      }),
    daysOfLogs: (): string => {
      const file = path.join(root, "state", environment, "identity.tfstate");
      const [, days = "none"] = /"retention_in_days": (\d+)/.exec(readFileSync(file, "utf8")) ?? [];
      expectEqual("days of the logs", days, "14");
      return `${days} days`;
    },
  };
}

const onlyLayers = ({ outdir, stacks }: Synthesis, environment: string): Synthesis => ({
  outdir,
  stacks: stacks.filter((stack) => stack.environment === environment && layers.includes(stack.layer)),
});

function manifestOf({ outdir, stacks }: Synthesis): unknown {
  const manifest = readJson(path.join(outdir, "manifest.json")) as {
    readonly stacks: Readonly<Record<string, unknown>>;
  };
  const names = stacks.map(({ name }) => name);
  return {
    ...manifest,
    stacks: Object.fromEntries(Object.entries(manifest.stacks).filter(([name]) => names.includes(name))),
  };
}

/** The files of a repository whose synth is a copy of what was synthesized, and whose tools are these. */
function writeProject(root: string, staged: string): void {
  cpSync(path.join(repository, "ci"), path.join(root, "ci"), { recursive: true });
  const tsx = require.resolve("tsx");
  const tools = ["order", "review", "github"].map((name): readonly [string, string] => [
    name,
    `'${process.execPath}' --import '${tsx}' '${path.join(repository, "tools", `${name}.ts`)}'`,
  ]);
  const synth = `mkdir -p "\${CDKTF_OUTDIR:-cdktf.out}" && cp -R '${staged}'/$(cat staged)/cdktf.out/. "\${CDKTF_OUTDIR:-cdktf.out}"`;
  const files = {
    "package.json": { name: "project", version: "0.0.0", scripts: { ...Object.fromEntries(tools), synth } },
    "package-lock.json": {
      name: "project",
      version: "0.0.0",
      lockfileVersion: 3,
      packages: { "": { name: "project" } },
    },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(root, name), JSON.stringify(content));
  writeFileSync(path.join(root, "staged"), "first");
  writeFileSync(
    path.join(root, ".gitignore"),
    ["node_modules", "cdktf.out", "applied", "state", ".terraform*"].join("\n"),
  );
}
