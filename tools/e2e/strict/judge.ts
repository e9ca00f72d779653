import path from "node:path";

import { ToolError } from "../../shared/errors";
import { type Finished, run } from "../../shared/process";
import { repository } from "../../shared/repository";
import { installEmulator, packagesOf } from "../emulators/install";
import type { EmulatorName } from "../limits/limit";

/** A value that AWS would refuse, in all the calls that have it. */
export interface Refusal {
  readonly service: string;
  readonly operation: string;
  /** Where the value is: `.Tags[0].Key`. */
  readonly member: string;
  readonly value: unknown;
  readonly rule: string;
  /** AWS's own, where the rule is from its documentation. */
  readonly sentence: string;
  readonly source: string;
  /** The stack whose Terraform called; empty where somebody else did. */
  readonly layer: string;
  readonly emulator: string;
  /** The members of the first call that name what it is about. */
  readonly resource: Readonly<Record<string, string>>;
  readonly phases: readonly string[];
  readonly times: number;
}

/** What the calls of a run come to. */
export interface JudgedCalls {
  readonly botocore: string;
  readonly calls: number;
  readonly operations: number;
  readonly services: readonly string[];
  /** Requests to AWS's API of which nobody knows which call they are, with how often each came. */
  readonly unidentified: Readonly<Record<string, number>>;
  /** Calls that could not be judged, with how often each came. */
  readonly unreadable: Readonly<Record<string, number>>;
  readonly violations: readonly Refusal[];
  readonly catalogue: {
    /** How many members the layers send that no model constrains and whose documentation has words of a constraint. */
    readonly worded: number;
    /** Those of them that no entry of the catalogue judges, a line each. */
    readonly unjudged: readonly string[];
    /** How many rules of the catalogue met a value. */
    readonly met: number;
    /** The rules that met none. */
    readonly unmet: readonly string[];
  };
  readonly mutations: {
    /** How many of each kind were seen. */
    readonly seen: Readonly<Record<string, number>>;
    readonly unseen: readonly string[];
    /** Mutations that AWS's models admit. */
    readonly legal: readonly string[];
  };
  /** Per layer and phase each operation, with what it was about. */
  readonly callers: unknown;
}

const emulators = path.join(repository, "tools/e2e/emulators");
const tests = path.join(repository, "__tests__/tools/e2e/emulators/strict");

/** Judges recorded calls, by the models of AWS's services that moto's botocore has: seconds, and no emulator. */
export async function judgeCalls(files: readonly string[]): Promise<JudgedCalls> {
  const { stdout } = await python(["-m", "strict.judge", ...files], "the recorded calls cannot be judged");
  return JSON.parse(stdout) as JudgedCalls;
}

/** Runs the tests of the front itself, and gives back how many there are. */
export async function ownTests(): Promise<number> {
  const counts = [await testsIn(tests, "moto"), await testsIn(path.join(tests, "in_ministack"), "ministack")];
  return counts.reduce((total, count) => total + count, 0);
}

async function testsIn(folder: string, emulator: EmulatorName): Promise<number> {
  const args = ["-m", "unittest", "discover", "-s", folder];
  const { stderr } = await python(args, "a test of the strict front failed", emulator);
  const [, count] = /^Ran (\d+) tests? in /m.exec(stderr) ?? [];
  if (count === undefined || count === "0") throw new ToolError(`no test of the strict front was found in ${folder}`);
  return Number(count);
}

async function python(args: readonly string[], fault: string, emulator: EmulatorName = "moto"): Promise<Finished> {
  // MiniStack keeps its own packages, and has moto's after them, as its launcher does.
  const packages = emulator === "moto" ? [] : [tests, packagesOf(await installEmulator("moto"))];
  const finished = await run(await installEmulator(emulator), args, {
    env: { ...process.env, PYTHONPATH: [emulators, ...packages].join(path.delimiter), PYTHONDONTWRITEBYTECODE: "1" },
  });
  const said = finished.stderr.trim().split("\n").slice(-60).join("\n");
  if (finished.status !== 0) throw new ToolError(`${fault}:\n${said}`);
  return finished;
}
