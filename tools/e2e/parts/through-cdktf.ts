import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { start } from "../../shared/process";
import { repository } from "../../shared/repository";
import { readJson } from "../../shared/synthesize";
import { inventory } from "../checks/inventory";
import { withoutAws } from "../emulated-aws";
import { expectEqual } from "../report";
import type { Run } from "../run";
import { openSite, type Site } from "../site";
import { expectNothingLeft } from "./deploy";

/** One environment by the commands of docs/deploy.md, with its state on this machine: in a scratch folder, not in yours. */
export async function throughCdktf(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, cdktf`);
  const site = await openSite(run, part, environment, "control-plane");
  writeFileSync(path.join(site.root, "cdktf.json"), JSON.stringify(projectWithCopy(), undefined, 2));
  const layers = run.product.stacks.filter((stack) => stack.environment === environment).map(({ layer }) => layer);

  await part.step(`cdktf deploy '${environment}-*'`, () =>
    cdktf(run, site, ["deploy", `${environment}-*`, "--auto-approve", "--skip-provider-lock"]),
  );
  await part.check("every layer has its state in state/, and the account has more resources than before", async () => {
    for (const layer of layers) {
      if (resourcesIn(site, layer) === 0) throw new ToolError(`${layer} has no resources in its state`);
    }
    return `${(await inventory(site.api)).length - site.before.length} more resources in the account`;
  });
  await part.step(`cdktf destroy '${environment}-*'`, () =>
    cdktf(run, site, ["destroy", `${environment}-*`, "--auto-approve"]),
  );
  await part.check("every state is empty", () => {
    expectEqual(
      "resources in the states",
      layers.map((layer) => resourcesIn(site, layer)),
      layers.map(() => 0),
    );
    return readdirSync(path.join(site.root, "state", environment)).join(", ");
  });
  await expectNothingLeft(run, part, site);
  await site.close();
}

/** The project's `cdktf.json`, with an app that takes the copy's differences along. */
function projectWithCopy(): unknown {
  const project = readJson(path.join(repository, "cdktf.json")) as Readonly<Record<string, unknown>>;
  const quoted = (file: string): string => JSON.stringify(path.join(repository, file));
  const loader = JSON.stringify(require.resolve("tsx"));
  return {
    ...project,
    app: `${JSON.stringify(process.execPath)} --import ${loader} ${quoted("tools/e2e/cdktf-app.ts")}`,
  };
}

async function cdktf(run: Run, site: Site, args: readonly string[]): Promise<void> {
  const { emulators } = site.aws;
  for (const emulator of emulators) emulator.requireRunning();
  const child = await start(
    process.execPath,
    [path.join(repository, "node_modules/.bin/cdktf"), ...args, "--no-color"],
    {
      cwd: site.root,
      env: {
        ...withoutAws(run.terraform.env),
        ...site.aws.env,
        TERRAFORM_BINARY_NAME: run.terraform.terraform.path,
        PALISADE_ENVIRONMENTS: site.environment,
        PALISADE_E2E_PORT: String(site.aws.port),
        PALISADE_E2E_GIVEN: JSON.stringify([...site.given]),
        // Its cache would copy the provider, 700 MB, where a mirror links it.
        CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
        CDKTF_HOME: path.join(site.root, "cdktf-home"),
        CI: "true",
      },
    },
  );
  const { status, stdout, stderr } = await emulators.reduce(
    (work, emulator) => emulator.during(work, () => child.stop()),
    child.finished,
  );
  if (status !== 0) {
    const lines = `${stdout}\n${stderr}`.split("\n");
    throw new ToolError(`cdktf ${args[0] ?? ""} ended with ${status ?? "a signal"}:\n${lines.slice(-60).join("\n")}`);
  }
}

function resourcesIn(site: Site, layer: string): number {
  const file = path.join(site.root, "state", site.environment, `${layer}.tfstate`);
  if (!existsSync(file)) return 0;
  const { resources } = readJson(file) as { readonly resources: readonly { readonly mode: string }[] };
  return resources.filter(({ mode }) => mode === "managed").length;
}
