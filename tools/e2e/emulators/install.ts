import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";

import { MissingTool, ToolError } from "../../shared/errors";
import { run } from "../../shared/process";
import { progress } from "../../shared/progress";
import { repository } from "../../shared/repository";
import { scratchFolder } from "../../shared/scratch";
import { findOnPath } from "../../terraform/locate";
import { emulatorVersions, type EmulatorName } from "../limits/limit";

/** Where the virtual environments are kept; it goes with `node_modules`. */
const cache = path.join(repository, "node_modules/.cache/palisade/emulators");

const packages: Readonly<Record<EmulatorName, readonly string[]>> = {
  // What AWS refuses is judged by botocore's models of its services: another version, other rules.
  moto: [`moto[server,all]==${emulatorVersions.moto}`, "botocore==1.44.8"],
  // MiniStack signs and checks tokens only where `cryptography` is there.
  ministack: [`ministack==${emulatorVersions.ministack}`, "cryptography==50.0.2"],
};

/**
 * Installs an emulator into a virtual environment of its own, unless it is there, and gives back the Python that has
 * it. The environment is made beside the cache and then moved into it, so that an interrupted install leaves nothing;
 * nothing in it is called by a path that it had before.
 */
export function installEmulator(name: EmulatorName): Promise<string> {
  const begun = installs.get(name) ?? installNow(name);
  installs.set(name, begun);
  return begun;
}

/** Parts of a run that want the same emulator at once wait for one install. */
const installs = new Map<EmulatorName, Promise<string>>();

/** The packages beside a Python of a virtual environment: the strict front takes moto's into MiniStack. */
export function packagesOf(python: string): string {
  const lib = path.join(path.dirname(path.dirname(python)), "lib");
  const [version = ""] = readdirSync(lib).filter((name) => name.startsWith("python3"));
  return path.join(lib, version, "site-packages");
}

async function installNow(name: EmulatorName): Promise<string> {
  const home = path.join(cache, `${name}-${emulatorVersions[name]}`);
  const python = path.join(home, "bin/python");
  if (existsSync(python)) return python;
  const base = findOnPath("python3");
  if (base === undefined) {
    throw new MissingTool(
      "python3",
      `python3 is not on PATH; the emulators are Python programs. Debian: "apt-get install python3 python3-venv"; ` +
        `macOS: "brew install python".`,
    );
  }
  progress(`installing ${packages[name].join(" ")} into ${path.relative(repository, home)} (once, about a minute) ...`);
  mkdirSync(cache, { recursive: true });
  const scratch = scratchFolder(`${name}-venv`, cache);
  await orFail(
    base,
    ["-m", "venv", scratch.path],
    `a virtual environment cannot be made. Debian: "apt-get install python3-venv"`,
  );
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages[name]];
  await orFail(path.join(scratch.path, "bin/python"), install, `${packages[name].join(" ")} cannot be installed`);
  if (!existsSync(home)) renameSync(scratch.path, home);
  scratch.remove();
  return python;
}

async function orFail(command: string, args: readonly string[], fault: string): Promise<void> {
  const { status, stderr, timedOut } = await run(command, args, { timeoutSeconds: 900 });
  if (status !== 0) throw new ToolError(`${fault}:\n${timedOut ? "it took longer than 900 s" : stderr.trim()}`, 3);
}
