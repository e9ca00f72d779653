import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { MissingTool } from "../shared/errors";
import { repository } from "../shared/repository";
import { scratchFolder } from "../shared/scratch";
import { readJson } from "../shared/synthesize";

/** Write-only arguments and S3 lock files need it. */
const oldestTerraform = "1.11.0";

/** Where a mirror of providers was found, and by what. */
interface Mirror {
  readonly path: string;
  /** In a reader's words: `TF_PLUGIN_MIRROR`, `CLI configuration`, `system folder`. */
  readonly foundBy: string;
}

export interface Terraform {
  readonly terraform: { readonly path: string; readonly version: string };
  /** Without a mirror, `terraform init` asks what the CLI configuration says, in the end the provider registry. */
  readonly provider: { readonly version: string; readonly mirror?: Mirror };
  /**
   * Environment for every call of `terraform`: `TF_CLI_CONFIG_FILE` names a configuration that works, no version is
   * looked up on the network, nothing is asked, and what the user has set for plain Terraform does not leak in.
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
    throw new MissingTool("terraform", `${file} does not tell its version. ${installTerraform}`);
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

/** The provider version that the bindings were generated from. */
export function boundProviderVersion(): string {
  const manifest = readJson(path.join(repository, "node_modules/@cdktf/provider-aws/package.json")) as {
    readonly cdktf: { readonly provider: { readonly version: string } };
  };
  return manifest.cdktf.provider.version;
}

/** The first file of that name on PATH that may be executed. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

/** The folder that the tools keep a provider in which they fetched from the registry; it goes with `node_modules`. */
export const fetchedProviders = path.join(repository, "node_modules/.cache/palisade/terraform-providers");

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
  `https://developer.hashicorp.com/terraform/install, and see that it is on PATH.`;

/** Looks for a mirror that holds the provider for this platform, from the most to the least explicit place. */
function locateMirror(version: string, host: string | undefined, env: NodeJS.ProcessEnv): Mirror | undefined {
  for (const { folder, depth, foundBy } of placesToLook(env)) {
    const found = findMirror(folder, depth, version, host);
    if (found !== undefined) return { path: found, foundBy };
  }
  return undefined;
}

interface Place {
  readonly folder: string;
  /** How many folders below it a mirror may begin. */
  readonly depth: number;
  readonly foundBy: string;
}

function placesToLook(env: NodeJS.ProcessEnv): Place[] {
  const home = env["HOME"] ?? os.homedir();
  const explicit = env["TF_PLUGIN_MIRROR"];
  const cache = env["TF_PLUGIN_CACHE_DIR"];
  const dataFolders = [
    env["XDG_DATA_HOME"] ?? path.join(home, ".local/share"),
    ...(env["XDG_DATA_DIRS"] ?? "/usr/local/share:/usr/share").split(":"),
  ].filter((folder) => folder !== "");
  // https://developer.hashicorp.com/terraform/cli/config/config-file, "Implied Local Mirror Directories".
  const implied = [
    path.join(home, ".terraform.d/plugins"),
    ...dataFolders.map((folder) => path.join(folder, "terraform/plugins")),
    ...[home, ""].map((root) => path.join(root, "/Library/Application Support/io.hashicorp.terraform/plugins")),
  ];
  return [
    ...(explicit ? [{ folder: explicit, depth: 2, foundBy: "TF_PLUGIN_MIRROR" }] : []),
    ...configuredFolders(env, home).map((folder) => ({ folder, depth: 0, foundBy: "CLI configuration" })),
    ...(cache ? [{ folder: cache, depth: 0, foundBy: "TF_PLUGIN_CACHE_DIR" }] : []),
    ...implied.map((folder) => ({ folder, depth: 0, foundBy: "implied mirror folder" })),
    { folder: fetchedProviders, depth: 0, foundBy: "fetched earlier" },
    ...["/opt", "/usr/local/share", "/usr/share", "/usr/local/lib", "/usr/lib", "/opt/homebrew/share", "/srv"].map(
      (folder) => ({ folder, depth: 2, foundBy: "system folder" }),
    ),
  ];
}

/** The filesystem mirrors and the plugin cache that the CLI configuration names. */
function configuredFolders(env: NodeJS.ProcessEnv, home: string): string[] {
  const text = cliConfiguration(env, home)?.text ?? "";
  const mirrors = [...text.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)].map((match) => match[1]);
  const cache = /^\s*plugin_cache_dir\s*=\s*"([^"]+)"/m.exec(text)?.[1];
  return [...mirrors, cache]
    .filter((folder) => folder !== undefined)
    .map((folder) => folder.replace(/^(~|\$HOME)(?=\/)/, home));
}

/** The user's CLI configuration, where it exists: `TF_CLI_CONFIG_FILE` may name a file that does not. */
function cliConfiguration(env: NodeJS.ProcessEnv, home: string): { file: string; text: string } | undefined {
  const candidates = [env["TF_CLI_CONFIG_FILE"], env["TERRAFORM_CONFIG"], path.join(home, ".terraformrc")];
  const file = candidates.find((candidate) => candidate && existsSync(candidate) && statSync(candidate).isFile());
  return file === undefined ? undefined : { file, text: readFileSync(file, "utf8") };
}

/** Looks, breadth first, for `<mirror>/<host>/hashicorp/aws/...` in `folder` and at most `depth` folders below it. */
function findMirror(folder: string, depth: number, version: string, host: string | undefined): string | undefined {
  let level = [folder];
  for (let below = 0; below <= depth; below += 1) {
    const next: string[] = [];
    for (const candidate of level) {
      const children = foldersIn(candidate);
      const hosts =
        host === undefined ? children.filter((name) => name.includes(".")) : children.filter((name) => name === host);
      if (hosts.some((name) => holdsProvider(path.join(candidate, name, "hashicorp/aws"), version))) return candidate;
      next.push(...children.filter((name) => !name.startsWith(".")).map((name) => path.join(candidate, name)));
    }
    level = next;
  }
  return undefined;
}

/** Unpacked (`<version>/<platform>/terraform-provider-aws*`) or packed (`terraform-provider-aws_<version>_<platform>.zip`). */
function holdsProvider(folder: string, version: string): boolean {
  return (
    namesIn(path.join(folder, version, platform())).some((name) => name.startsWith("terraform-provider-aws")) ||
    existsSync(path.join(folder, `terraform-provider-aws_${version}_${platform()}.zip`))
  );
}

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

/** As Terraform names this machine: `linux_amd64`, `darwin_arm64`. */
function platform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}_${architectures[process.arch] ?? process.arch}`;
}

function isExecutable(file: string): boolean {
  try {
    const stats = statSync(file);
    return stats.isFile() && (stats.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Without links, which may lead anywhere; a folder that may not be read holds none. */
const foldersIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
};
