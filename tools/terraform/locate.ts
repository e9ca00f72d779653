import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { MissingTool } from "../shared/errors";
import { repository } from "../shared/repository";
import { scratchFolder } from "../shared/scratch";
import { readJson } from "../shared/synthesize";
import { type Mirror, cliConfiguration, locateMirror, platform } from "./mirror";

/** Write-only arguments and S3 lock files need it. */
const oldestTerraform = "1.11.0";

export interface Terraform {
  readonly terraform: { readonly path: string; readonly version: string };
  /** Without a mirror, `terraform init` asks what the CLI configuration says, in the end the provider registry. */
  readonly provider: { readonly version: string; readonly mirror?: Mirror };
  /**
   * Environment for every call of `terraform`: `TF_CLI_CONFIG_FILE` names a configuration that works, no version is
   * looked up on the network, nothing is asked, little garbage is collected, and what the user has set for plain Terraform does not leak in.
   */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds Terraform and the AWS provider, without the network.
 * @throws MissingTool when Terraform is not there or too old.
 */
export function locateTerraform(env: NodeJS.ProcessEnv = process.env): Terraform {
  const file = findOnPath("terraform", env);
  if (file === undefined) throw new MissingTool("terraform", `terraform is not on PATH. ${installTerraform}`);
  const version = versionOf(file);
  if (version === undefined) {
    throw new MissingTool("terraform", `${file} does not print its version. ${installTerraform}`);
  }
  if (isOlder(version, oldestTerraform)) {
    throw new MissingTool(
      "terraform",
      `${file} is version ${version}; ${oldestTerraform} or later is needed. ${installTerraform}`,
    );
  }
  const providerVersion = boundProviderVersion();
  const mirror = locateMirror(providerVersion, defaultHost(file), env);
  return {
    terraform: { path: file, version },
    provider: { version: providerVersion, ...(mirror && { mirror }) },
    env: terraformEnvironment(env, mirror),
  };
}

/** The provider that the bindings were generated from: its source with the registry's host, and its version. */
export function boundProvider(): { readonly source: string; readonly version: string } {
  const manifest = readJson(path.join(repository, "node_modules/@cdktf/provider-aws/package.json")) as {
    readonly cdktf: { readonly provider: { readonly name: string; readonly version: string } };
  };
  const { name: source, version } = manifest.cdktf.provider;
  return { source, version };
}

export const boundProviderVersion = (): string => boundProvider().version;

/** The first file of that name on PATH that may be executed. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

/** What to do where the provider is not on this machine. */
export function installProvider(version: string): string {
  return (
    `Fetch it: "npm run doctor -- --fetch". Without access to a provider registry: on a machine that has access, run ` +
    `"terraform providers mirror <folder>" in a folder of cdktf.out/stacks, copy <folder> here, and set ` +
    `TF_PLUGIN_MIRROR=<folder> (it then holds <host>/hashicorp/aws/terraform-provider-aws_${version}_${platform()}.zip).`
  );
}

const installTerraform =
  `Install Terraform ${oldestTerraform} or later: "brew install hashicorp/tap/terraform", or a package from ` +
  `https://developer.hashicorp.com/terraform/install, and make sure that terraform is on PATH.`;

/**
 * The host that Terraform looks a provider of source `aws` up at, asked of Terraform itself: a mirror of another host
 * (OpenTofu's, for one) is of no use.
 */
function defaultHost(terraform: string): string | undefined {
  const scratch = scratchFolder("host");
  try {
    writeFileSync(
      path.join(scratch.path, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: { aws: { source: "aws" } } } }),
    );
    const { stdout } = spawnSync(terraform, ["providers", "-no-color"], {
      cwd: scratch.path,
      env: { ...process.env, TF_CLI_CONFIG_FILE: os.devNull, CHECKPOINT_DISABLE: "1" },
      encoding: "utf8",
    });
    return /provider\[([^/\]]+)\/hashicorp\/aws\]/.exec(stdout)?.[1];
  } finally {
    scratch.remove();
  }
}

/**
 * A call ends within seconds, or waits for AWS: most of its processor time goes into loading the provider's schema, and a
 * quarter of that into collecting garbage that the end of the process frees anyway (measured: 3.1 s to 2.5 s of processor
 * time for a validate, 620 MB to 660 MB).
 */
const fasterForShortRuns = { GOGC: "400" };

function terraformEnvironment(env: NodeJS.ProcessEnv, mirror: Mirror | undefined): NodeJS.ProcessEnv {
  const ownWords = ["TF_CLI_ARGS", "TF_DATA_DIR", "TF_WORKSPACE", "TF_LOG", "TF_VAR_", "TF_REATTACH_PROVIDERS"];
  const kept = Object.entries(env).filter(([name]) => !ownWords.some((word) => name.startsWith(word)));
  const own = cliConfiguration(env, env["HOME"] ?? os.homedir());
  const folder = scratchFolder("terraform").path;
  const configuration = path.join(folder, "terraformrc");
  if (mirror !== undefined) {
    const block = `filesystem_mirror {\n    path = ${JSON.stringify(mirror.path)}\n  }`;
    writeFileSync(configuration, `provider_installation {\n  ${block}\n}\n`);
  }
  return {
    ...fasterForShortRuns,
    ...Object.fromEntries(kept),
    TF_CLI_CONFIG_FILE: mirror === undefined ? (own?.file ?? os.devNull) : configuration,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // A provider that is killed leaves its socket behind, here where it goes with the folder.
    TMPDIR: folder,
  };
}

function versionOf(terraform: string): string | undefined {
  const { stdout } = spawnSync(terraform, ["version", "-json"], {
    env: { ...process.env, TF_CLI_CONFIG_FILE: os.devNull, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
  });
  return /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
}

/** Compares `1.11.4` and `1.9.0` by number; a pre-release counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split("-")[0]?.split(".").map(Number) ?? []);
  for (const [index, wanted] of (right ?? []).entries()) {
    const given = left?.[index] ?? 0;
    if (given !== wanted) return given < wanted;
  }
  return false;
}

function isExecutable(file: string): boolean {
  try {
    const stats = statSync(file);
    return stats.isFile() && (stats.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}
