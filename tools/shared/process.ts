import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { endBeforeExit, isInterrupted } from "./clean-up";
import { ToolError, messageOf } from "./errors";

interface StartOptions {
  /** Folder that the process starts in. @default the folder of this process */
  readonly cwd?: string;
  /** The whole environment of the process. @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Called with each line as it comes. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Whether the output is kept: turn it off where `onLine` takes what it needs out of much output. @default true */
  readonly keepOutput?: boolean;
  /** Seconds that the process has to end by itself once it is told to, before it is killed. @default 3 */
  readonly graceSeconds?: number;
}

export interface RunOptions extends StartOptions {
  /** The process is ended after so many seconds, and `timedOut` says so. @default no limit */
  readonly timeoutSeconds?: number;
  /** Text for the standard input. @default none, the input is closed */
  readonly input?: string;
}

export interface Finished {
  /** Exit status, null where a signal ended the process. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly seconds: number;
}

export interface Running {
  readonly pid: number;
  /** Settles when the process has ended and its output is read. Never rejects. */
  readonly finished: Promise<Finished>;
  /** False once the process has ended. */
  isRunning(): boolean;
  /** What it has written so far, both streams as they came. */
  output(): string;
  /** Ends the process with everything that it started: SIGTERM, then SIGKILL after the grace. */
  stop(): Promise<void>;
}

/**
 * Starts a process in a process group of its own, so that ending it ends its children too: `terraform` leaves its
 * provider behind otherwise. It does not outlive this process, also on a signal.
 */
export async function start(command: string, args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const { cwd, env, onLine, keepOutput = true, graceSeconds = 3, input } = options;
  const began = performance.now();
  const child = spawn(command, [...args], {
    cwd,
    env,
    detached: true,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const pid = await spawned(child, command);
  const kept = { stdout: [] as string[], stderr: [] as string[], both: [] as string[] };
  for (const stream of ["stdout", "stderr"] as const) {
    const source = child[stream];
    if (source === null) continue;
    createInterface({ input: source, crlfDelay: Infinity }).on("line", (line) => {
      if (keepOutput) {
        kept[stream].push(line);
        kept.both.push(line);
      }
      onLine?.(line, stream);
    });
  }
  // A child that ends without reading its input breaks the pipe; its exit status tells what happened.
  child.stdin?.on("error", () => undefined).end(input);

  let running = true;
  const finished = new Promise<Finished>((resolve) => {
    child.once("exit", () => {
      running = false;
      // Whatever the leader left behind in its group would keep the pipes open.
      killGroup(pid, "SIGKILL");
    });
    child.once("close", (status, signal) => {
      forget();
      const seconds = (performance.now() - began) / 1000;
      const [stdout, stderr] = [kept.stdout.join("\n"), kept.stderr.join("\n")];
      resolve({ status, signal, stdout, stderr, timedOut: false, seconds });
    });
  });
  const stop = async (): Promise<void> => {
    if (running) killGroup(pid, "SIGTERM");
    const timer = setTimeout(() => {
      killGroup(pid, "SIGKILL");
    }, graceSeconds * 1000);
    await finished;
    clearTimeout(timer);
  };
  const forget = endBeforeExit({
    end: stop,
    endNow: () => {
      killGroup(pid, "SIGKILL");
    },
  });
  return { pid, finished, isRunning: () => running, output: () => kept.both.join("\n"), stop };
}

/** Runs a process to its end and gives back what it wrote. A status other than 0 is for the caller to judge. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = await start(command, args, options);
  let timedOut = false;
  const timer =
    options.timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          void child.stop();
        }, options.timeoutSeconds * 1000);
  const finished = await child.finished;
  clearTimeout(timer);
  // Ended by a signal to this process, which is about to exit: what it came to is nobody's finding.
  if (isInterrupted()) return new Promise(() => undefined);
  return { ...finished, timedOut };
}

function spawned(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      reject(new ToolError(`${command} cannot be started: ${messageOf(error)}`, 3));
    });
    child.once("spawn", () => {
      resolve(child.pid ?? 0);
    });
  });
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended already.
  }
}
