import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { repository } from "../shared/repository";

/** Where a mirror of providers was found, and by what. */
export interface Mirror {
  readonly path: string;
  /** In a reader's words: `TF_PLUGIN_MIRROR`, `CLI configuration`, `system folder`. */
  readonly foundBy: string;
}

/** The folder that the tools keep a provider in which they fetched from the registry; it goes with `node_modules`. */
export const fetchedProviders = path.join(repository, "node_modules/.cache/palisade/terraform-providers");

/** Looks for a mirror that holds the provider for this platform, from the most to the least explicit place. */
export function locateMirror(version: string, host: string | undefined, env: NodeJS.ProcessEnv): Mirror | undefined {
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
export function cliConfiguration(env: NodeJS.ProcessEnv, home: string): { file: string; text: string } | undefined {
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

/** As Terraform names this machine: `linux_amd64`, `darwin_arm64`. */
export function platform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}_${architectures[process.arch] ?? process.arch}`;
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
