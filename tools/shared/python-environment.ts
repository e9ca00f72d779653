import { existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";

import { findOnPath } from "../terraform/locate";
import { MissingTool, ToolError } from "./errors";
import { run } from "./process";
import { progress } from "./progress";
import { repository } from "./repository";
import { scratchFolder } from "./scratch";

export interface PythonEnvironment {
  /** Of the folder in `node_modules/.cache/palisade`: what is in it, with its version. */
  readonly name: string;
  /** What pip installs, with exact versions. */
  readonly packages: readonly string[];
}

/**
 * Installs packages into a virtual environment of their own, unless it is there, and gives back the Python that has
 * them. The environment is made beside its place and then moved there, so that an interrupted install leaves nothing:
 * nothing in it is called by a path that it had before, and programs are started with `python -m`.
 */
export function pythonEnvironment(environment: PythonEnvironment): Promise<string> {
  const begun = installs.get(environment.name) ?? installNow(environment);
  installs.set(environment.name, begun);
  return begun;
}

/** Parts of a run that want the same environment at once wait for one install. */
const installs = new Map<string, Promise<string>>();

async function installNow({ name, packages }: PythonEnvironment): Promise<string> {
  const home = path.join(repository, "node_modules/.cache/palisade", name);
  const python = path.join(home, "bin/python");
  if (existsSync(python)) return python;
  const base = findOnPath("python3");
  if (base === undefined) {
    throw new MissingTool(
      "python3",
      `python3 is not on PATH, and ${name} is a Python program. Debian: "apt-get install python3 python3-venv"; ` +
        `macOS: "brew install python".`,
    );
  }
  progress(`installing ${packages.join(" ")} into ${path.relative(repository, home)} (once, about a minute) ...`);
  const cache = path.dirname(home);
  mkdirSync(cache, { recursive: true });
  const scratch = scratchFolder(`${path.basename(home)}-venv`, cache);
  await orFail(
    base,
    ["-m", "venv", scratch.path],
    `a virtual environment cannot be made. Debian: "apt-get install python3-venv"`,
  );
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages];
  await orFail(path.join(scratch.path, "bin/python"), install, `${packages.join(" ")} cannot be installed`);
  if (!existsSync(home)) renameSync(scratch.path, home);
  scratch.remove();
  return python;
}

async function orFail(command: string, args: readonly string[], fault: string): Promise<void> {
  const { status, stderr, timedOut } = await run(command, args, { timeoutSeconds: 900 });
  if (status !== 0) throw new ToolError(`${fault}:\n${timedOut ? "it took longer than 900 s" : stderr.trim()}`, 3);
}
