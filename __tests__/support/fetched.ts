import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

import { MissingTool } from "../../tools/shared/errors";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";

/** Whether a test is skipped is settled before the first test runs, so nothing here waits for a promise. */
function call(command: string, args: readonly string[]): { readonly stdout: string } | { readonly fault: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: repository,
    env: { ...process.env, npm_config_fetch_retries: "1", npm_config_update_notifier: "false" },
    encoding: "utf8",
    timeout: 120_000,
  });
  return status === 0 ? { stdout } : { fault: error?.message ?? stderr.trim() };
}

/** The program of a major release of Node.js, as `npx -y node@22` fetches the release. */
export function fetchNode(major: number): string | MissingTool {
  const called = call("npm", ["exec", "--yes", `--package=node@${major}`, "--", "node", "-p", "process.execPath"]);
  return "stdout" in called
    ? called.stdout.trim()
    : new MissingTool(
        `Node.js ${major}`,
        `Node.js ${major} cannot be fetched by "npx -y node@${major}": ${called.fault}`,
      );
}

export interface Package {
  readonly name: string;
  readonly version: string;
  /** As a lock file has the hash of the package's archive: what is fetched is run. */
  readonly integrity: string;
}

/**
 * The folder of each package, by name. The packages are unpacked beside each other, without their dependencies, into
 * `node_modules/.cache/palisade`, and are fetched once.
 */
export function fetchPackages(packages: readonly Package[]): Readonly<Record<string, string>> | MissingTool {
  const cache = path.join(repository, "node_modules/.cache/palisade");
  const home = path.join(cache, packages.map(({ name, version }) => `${name}-${version}`).join("-"));
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const scratch = scratchFolder("packages", cache);
    const missing = packages.map((one) => unpack(one, scratch.path)).find((fault) => fault !== undefined);
    if (missing === undefined) renameSync(scratch.path, home);
    scratch.remove();
    if (missing !== undefined) return missing;
  }
  return Object.fromEntries(packages.map(({ name }) => [name, path.join(home, name)]));
}

function unpack({ name, version, integrity }: Package, parent: string): MissingTool | undefined {
  const spec = `${name}@${version}`;
  const packed = call("npm", ["pack", spec, "--json", "--pack-destination", parent]);
  if ("fault" in packed) return new MissingTool(name, `${spec} cannot be fetched by "npm pack": ${packed.fault}`);
  const [archive] = JSON.parse(packed.stdout) as { readonly filename: string; readonly integrity: string }[];
  if (archive?.integrity !== integrity) {
    throw new Error(`${spec} has the integrity ${archive?.integrity ?? "of nothing"}; ${integrity} is wanted`);
  }
  const [file, folder] = [path.join(parent, archive.filename), path.join(parent, name)];
  mkdirSync(folder);
  const unpacked = call("tar", ["-xzf", file, "-C", folder, "--strip-components=1"]);
  rmSync(file);
  return "fault" in unpacked ? new MissingTool("tar", `${spec} cannot be unpacked: ${unpacked.fault}`) : undefined;
}
