import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { bundleOf } from "../../handoff/hand-off";
import { readBundle } from "../../handoff/read-bundle";
import { writeFolder } from "../../handoff/write-bundle";
import { ToolError } from "../../shared/errors";
import { start } from "../../shared/process";
import { repository } from "../../shared/repository";
import { readStack, stackFileNames, writeStack } from "../../shared/stack-files";
import { type Synthesis, readSynthesis } from "../../shared/synthesize";
import { boundProvider, findOnPath } from "../../terraform/locate";
import { synthesizeChanged } from "../changed-records";
import { withoutAws } from "../emulated-aws";
import type { EditedConfiguration } from "../limits/configuration";
import { limitsOf } from "../limits/use";
import { overrideFor } from "../override";
import { expectEqual, type Part } from "../report";
import type { Run } from "../run";
import { type Site, openSite } from "../site";
import { stage } from "../stage";
import { expectNothingLeft } from "./deploy";

/** The programs that an ops team has beside Terraform. Node.js is none of them. */
const programs = ["sh", "awk", "cat", "cp", "cut", "dirname", "find", "grep", "sed", "sha256sum"];

/**
 * One environment by somebody who has Terraform and no Node.js: the commands of the bundles' own pages, in the folders of the
 * bundles, against the emulators. The bundle, the bundle of a change, and the bundle that takes the change back.
 */
export async function handedOver(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, handed over`);
  const site = await openSite(run, part, environment, "control-plane");
  const changed = await part.step("the environment is synthesized with a zone more", () =>
    synthesizeChanged(run, { environment, name: `${environment}-handed-over`, changes: { "network.zones": 3 } }),
  );
  const [first, second, third] = await part.step(
    "three bundles are made: a first, a change, and the change taken back",
    () => {
      const made = makeBundle(run, part, site, run.product, "first");
      const after = makeBundle(run, part, site, changed, "second", made);
      return [made, after, makeBundle(run, part, site, run.product, "third", after)] as const;
    },
  );
  const ops = opsTeam(run, site);

  await part.check(
    "a bundle with one byte changed, or with one file more, is refused by verify.sh and by Terraform",
    () => tamperedWith(ops, site, first),
  );
  await part.step("RUNBOOK.md, verify and first apply: every stack is applied", () =>
    ops(first, [commands(first, "RUNBOOK.md", "Verify"), commands(first, "RUNBOOK.md", "First apply")].join("")),
  );
  await part.step("CHANGE.md of the second bundle: the change is applied, and every plan is empty", () =>
    applyChange(ops, second, first),
  );
  await part.step(
    "CHANGE.md of the third bundle: the change is taken back in two rounds, and every plan is empty",
    () => {
      if (!commands(third, "CHANGE.md", "Apply").includes("-chdir=between/"))
        throw new ToolError("CHANGE.md has no step in between");
      return applyChange(ops, third, second);
    },
  );
  await part.check("each bundle has a state of its own, and none is beside the bundles", () => {
    const serials = [first, second, third].map((bundle) => serialIn(bundle, environment));
    expectEqual(
      "whether the serials rise",
      [...new Set(serials)].sort((one, other) => one - other),
      serials,
    );
    return `serials of the network layer: ${serials.join(", ")}`;
  });
  await part.step("RUNBOOK.md, kill switch: the edge goes, and comes back", () =>
    ops(third, commands(third, "RUNBOOK.md", "Kill switch")),
  );
  await part.step("RUNBOOK.md, take the environment away: every stack is destroyed", () =>
    ops(third, commands(third, "RUNBOOK.md", "Take the environment away")),
  );
  await part.check("what Terraform left in the folder is no fault", async () => ops(third, "sh verify.sh\n"));
  await expectNothingLeft(run, part, site);
  await site.close();
}

/** Runs commands in a bundle's folder, and gives back what they printed. */
type OpsTeam = (bundle: string, script: string, more?: NodeJS.ProcessEnv) => Promise<string>;

function opsTeam(run: Run, site: Site): OpsTeam {
  const bin = path.join(site.root, "bin");
  mkdirSync(bin);
  for (const name of programs) {
    const found = findOnPath(name);
    if (found === undefined) throw new ToolError(`${name} is not on PATH`);
    symlinkSync(found, path.join(bin, name));
  }
  symlinkSync(run.terraform.terraform.path, path.join(bin, "terraform"));
  const env = {
    ...withoutAws(run.terraform.env),
    ...site.aws.env,
    PATH: bin,
    TF_CLI_ARGS_apply: "-auto-approve -no-color",
    TF_CLI_ARGS_destroy: "-auto-approve -no-color",
  };
  return async (bundle, script, more = {}) => {
    const { emulators } = site.aws;
    for (const emulator of emulators) emulator.requireRunning();
    const child = await start(path.join(bin, "sh"), ["-c", script], { cwd: bundle, env: { ...env, ...more } });
    const { status, stdout, stderr } = await emulators.reduce(
      (work, emulator) => emulator.during(work, () => child.stop()),
      child.finished,
    );
    if (status === 0) return stdout;
    throw new ToolError(
      `the commands ended with ${status ?? "a signal"}:\n${`${stdout}\n${stderr}`.split("\n").slice(-60).join("\n")}`,
    );
  };
}

/** A bundle of the copy that the emulators can make, in a folder beside the other bundles. */
function makeBundle(run: Run, part: Part, site: Site, synthesis: Synthesis, name: string, previous?: string): string {
  const root = run.scratch(`${site.environment}-staged-${name}`);
  for (const layer of stage(run, part, synthesis, { ...site, root })) {
    const configuration = layer.configuration();
    const override = overrideFor(configuration, limitsOf(run, site, "drifts"));
    // A bundle refuses a file more in a stack's folder, so the override is part of the configuration.
    writeStack(layer.folder, {
      ...readStack(layer.folder),
      json: JSON.stringify(withOverride(configuration, override), undefined, 2),
    });
  }
  const outdir = path.join(root, "cdktf.out");
  for (const file of ["manifest.json", "departures.json"])
    cpSync(path.join(synthesis.outdir, file), path.join(outdir, file));
  const folder = path.join(site.root, name);
  const files = bundleOf({
    product: { name: "palisade", version: "0.0.0" },
    commit: { sha: "0".repeat(40), uncommitted: true },
    synthesis: readSynthesis(outdir),
    environment: site.environment,
    provider: boundProvider(),
    unpacked: [],
    verification: readFileSync(path.join(repository, "tools/handoff/verify.sh"), "utf8"),
    localState: "an emulator's account lasts as long as the test",
    ...(previous !== undefined && { previous: readBundle("--previous", previous) }),
  });
  writeFolder(files, folder);
  return folder;
}

function withOverride(configuration: EditedConfiguration, override: EditedConfiguration): EditedConfiguration {
  const aws = configuration.provider?.aws?.map((one) => ({
    ...one,
    ...override.provider?.aws?.find(({ alias }) => alias === one.alias),
  }));
  const resource = Object.fromEntries(
    Object.entries(configuration.resource ?? {}).map(([type, all]) => [
      type,
      Object.fromEntries(
        Object.entries(all).map(([name, body]) => {
          const lifecycle = override.resource?.[type]?.[name]?.["lifecycle"] as object | undefined;
          return [
            name,
            lifecycle ? { ...body, lifecycle: { ...(body["lifecycle"] as object | undefined), ...lifecycle } } : body,
          ];
        }),
      ),
    ]),
  );
  return { ...configuration, ...(aws && { provider: { ...configuration.provider, aws } }), resource };
}

/** The commands of a section of a page, in their order. */
function commands(bundle: string, page: string, section: string): string {
  const text = readFileSync(path.join(bundle, page), "utf8");
  const found = text.split(/^## /m).find((one) => one.startsWith(`${section}\n`)) ?? "";
  const blocks = [...found.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  if (blocks.length === 0) throw new ToolError(`${page} has no commands under "${section}"`);
  return `set -e\n${blocks.join("")}`;
}

async function applyChange(ops: OpsTeam, bundle: string, previous: string): Promise<string> {
  const [, empty] = commands(bundle, "RUNBOOK.md", "First apply")
    .split(/(?=^\($)/m)
    .slice(1);
  const script = [commands(bundle, "RUNBOOK.md", "A change"), commands(bundle, "CHANGE.md", "Apply"), empty ?? "false"];
  return ops(bundle, script.join(""), { previous });
}

/** Each of these is refused; then the folder is as before. */
async function tamperedWith(ops: OpsTeam, site: Site, bundle: string): Promise<string> {
  const stack = path.join(bundle, "terraform/stacks", `${site.environment}-network`);
  const file = path.join(stack, stackFileNames.json);
  const text = readFileSync(file, "utf8");
  const added = path.join(stack, "more.tf");
  const plan = `terraform -chdir=terraform/stacks/${site.environment}-network`;
  await ops(bundle, `${plan} init -input=false -lockfile=readonly`);
  const refused = async (name: string): Promise<void> => {
    for (const script of ["sh verify.sh", `${plan} plan -input=false -no-color`]) {
      const said = await ops(bundle, script).then(
        () => "accepted",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (!said.includes(name)) throw new ToolError(`${script} says:\n${said}`);
    }
  };
  writeFileSync(file, `${text} `);
  await refused(stackFileNames.json);
  writeFileSync(file, text);
  writeFileSync(added, "");
  await refused("more.tf");
  rmSync(added);
  return "one byte in cdk.tf.json; more.tf";
}

function serialIn(bundle: string, environment: string): number {
  const file = path.join(bundle, "state", environment, "network.tfstate");
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly serial: number }).serial;
}
