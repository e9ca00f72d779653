import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfigurationError } from "../modules/shared/configuration-error";

/**
 * The path of this synth's own folder, beside the output folder. Nothing is written to it before everything is made. Removes
 * the folders of synths that were killed.
 */
export function unfinishedFolder(outputFolder: string): string {
  const [folder, prefix] = [dirname(outputFolder), `${basename(outputFolder)}.unfinished-`];
  // CDKTF creates its output folder, but no folder above it.
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const left = readdirSync(folder).filter((name) => name.startsWith(prefix));
  for (const name of left)
    if (!isRunning(Number(name.slice(prefix.length)))) rmSync(join(folder, name), { recursive: true, force: true });
  return join(folder, `${prefix}${process.pid}`);
}

/**
 * Moves what a synth wrote into the output folder, one synth at a time.
 *
 * What Terraform has put into the folder of a stack stays there. The folder of a stack that this synth did not make is moved
 * to `former-stacks`, with all that Terraform has put into it, so that nobody deploys it by a glob over `stacks`.
 *
 * @param staysOf whether a stack that this synth did not make stays: it is of an environment that this synth does not make
 * @returns the new places of the folders that were moved
 */
export async function moveInto(
  outputFolder: string,
  unfinished: string,
  staysOf: (stack: string) => boolean,
): Promise<string[]> {
  const lock = `${outputFolder}.lock`;
  await take(lock);
  try {
    const [oldStacks, newStacks] = [join(outputFolder, "stacks"), join(unfinished, "stacks")];
    mkdirSync(oldStacks, { recursive: true });
    const names = readdirSync(newStacks);
    const former = readdirSync(oldStacks)
      .filter((name) => !names.includes(name) && !staysOf(name))
      .map((name) => moveAside(join(oldStacks, name), join(outputFolder, "former-stacks", name)));
    for (const name of names) {
      for (const entry of written) rmSync(join(oldStacks, name, entry), { recursive: true, force: true });
      moveEntries(join(newStacks, name), join(oldStacks, name));
    }
    rmSync(newStacks, { recursive: true });
    moveEntries(unfinished, outputFolder);
    return former;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What a synth may write into the folder of a stack. */
const written = ["cdk.tf.json", "terraform.tf", "assets"];

const waits = { forMs: 60_000, betweenMs: 50 };

/** Takes the lock: waits until no other synth moves anything. The lock of a process that has ended is removed. */
async function take(lock: string): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = 0; ; waited += waits.betweenMs) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = holderOf(lock);
    if (holder !== undefined && !isRunning(holder)) rmSync(lock, { force: true });
    else if (waited >= waits.forMs)
      throw ConfigurationError.of(
        `${lock} is held by ${holder === undefined ? "" : `process ${holder}, `}another synth; wait until the other synth ends, or remove ${lock} if no other synth runs`,
      );
    else await new Promise((done) => setTimeout(done, waits.betweenMs));
  }
}

/** The process that holds the lock. Undefined if the lock is gone, or about to be written. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Moves a folder to a free name, so that an earlier copy of the same stack is not replaced. */
function moveAside(from: string, to: string): string {
  mkdirSync(dirname(to), { recursive: true });
  let free = to;
  for (let count = 2; existsSync(free); count++) free = `${to}-${count}`;
  renameSync(from, free);
  return free;
}

function moveEntries(from: string, to: string): void {
  if (!existsSync(to)) mkdirSync(to);
  for (const entry of readdirSync(from)) {
    rmSync(join(to, entry), { recursive: true, force: true });
    renameSync(join(from, entry), join(to, entry));
  }
}
