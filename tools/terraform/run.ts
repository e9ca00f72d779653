import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { MissingTool } from "../shared/errors";
import { run } from "../shared/process";
import { scratchFolder } from "../shared/scratch";
import { type Terraform, installProvider } from "./locate";
import { fetchedProviders } from "./mirror";

/** A folder that `terraform init` ran in, for the AWS provider alone and without a backend. */
export interface Initialized {
  readonly path: string;
}

/** Seconds and retries after which a registry that does not answer is taken for out of reach. */
const impatient = { TF_REGISTRY_CLIENT_TIMEOUT: "10", TF_REGISTRY_DISCOVERY_RETRY: "0" };

/**
 * Runs `terraform init` once, for every stack: what it leaves (a link to the provider and a lock file) is the same for
 * all of them. Where no mirror was found the provider is fetched, once, and kept in `node_modules/.cache`.
 * @throws MissingTool when the provider cannot be had.
 */
export async function initializeOnce({ terraform, provider, env }: Terraform): Promise<Initialized> {
  const { path: folder } = scratchFolder("init");
  writeFileSync(
    path.join(folder, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { aws: { source: "aws", version: provider.version } } } }),
  );
  const cache = provider.mirror === undefined ? { TF_PLUGIN_CACHE_DIR: made(fetchedProviders), ...impatient } : {};
  const { status, stderr } = await run(terraform.path, ["init", "-backend=false", "-no-color"], {
    cwd: folder,
    env: { ...env, ...cache },
    timeoutSeconds: 600,
  });
  if (status !== 0) {
    const why = stderr.split("\n").find((line) => /Error/.test(line)) ?? "terraform init failed";
    throw new MissingTool(
      "AWS provider",
      `AWS provider ${provider.version} is in no mirror on this machine and terraform init could not get it ` +
        `(${why.replace(/^[^\w]+/, "").trim()}). ${installProvider(provider.version)}`,
    );
  }
  forgetHashes(folder);
  return { path: folder };
}

/**
 * Takes the hashes out of a folder's lock file. `init` has just made them of the very files that it linked; with them every run
 * hashes the 700 MB of the provider again (measured: 0.6 s of the 1.9 s of processor time of a validate).
 */
export function forgetHashes(folder: string): void {
  const lockFile = path.join(folder, ".terraform.lock.hcl");
  writeFileSync(lockFile, readFileSync(lockFile, "utf8").replace(/^ +hashes = \[[^\]]*\]\n/m, ""));
}

/** Makes `folder` a place where Terraform can work on the configuration in it, without an `init` of its own. */
export function shareInit(initialized: Initialized, folder: string): void {
  for (const name of [".terraform", ".terraform.lock.hcl"]) {
    const from = path.join(initialized.path, name);
    // The provider itself is a link into the mirror: it is linked again, not copied.
    if (existsSync(from)) cpSync(from, path.join(folder, name), { recursive: true, verbatimSymlinks: true });
  }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
