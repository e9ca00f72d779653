import { spawnSync } from "node:child_process";
import os from "node:os";

import { findOnPath } from "../terraform/locate";

export interface Program {
  readonly name: string;
  /** Arguments with which it tells its version. */
  readonly versionArguments: readonly string[];
  /** What a run of it must not fail at, beyond its being there, such as a module of Python. @default nothing */
  readonly check?: { readonly arguments: readonly string[]; readonly fault: string };
  /** Names of its packages. */
  readonly debian: string;
  readonly homebrew: string;
}

export type FoundProgram = { readonly path: string; readonly version: string } | { readonly missing: string };

/** Looks for a program on PATH and where Debian puts daemons, which is often not on it. */
export function findProgram({ name, versionArguments, check, ...packages }: Program): FoundProgram {
  const env = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin` };
  const path = findOnPath(name, env);
  if (path === undefined) return { missing: `${name} is not on PATH. ${installLine(packages)}` };
  const { stdout, stderr } = spawnSync(path, versionArguments, { encoding: "utf8" });
  const version = /\d+(\.\d+)+/.exec(`${stdout}\n${stderr}`)?.[0] ?? "of unknown version";
  if (check !== undefined && spawnSync(path, check.arguments).status !== 0) {
    return { missing: `${path} ${check.fault}. ${installLine(packages)}` };
  }
  return { path, version };
}

function installLine({ debian, homebrew }: Pick<Program, "debian" | "homebrew">): string {
  if (process.platform === "darwin") return `Install it: "brew install ${homebrew}".`;
  const administrator = os.userInfo().uid === 0 ? "" : "sudo ";
  return `Install it: "${administrator}apt-get install -y ${debian}" on Debian and Ubuntu.`;
}
