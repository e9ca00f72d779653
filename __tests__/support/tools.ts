import { createRequire } from "node:module";
import { join } from "node:path";
import { run } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";

/** One call of a tool: `npm run <name> -- <args>`. */
interface ToolRun {
  /** Its file in `tools`, without the ending. */
  readonly name: string;
  readonly args: readonly string[];
  /** What it has in its environment besides, or in place of, what this process has. @default nothing else */
  readonly env?: Readonly<Record<string, string>>;
}

interface ToolRunResult {
  readonly status: NodeJS.Process["exitCode"];
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Has the runs done before the first test, and gives back the function that tells what each came to. One process does
 * them all, since to start one costs more than a run that is refused; it must end by itself once they are done, with the
 * exit status that the last one set.
 */
export function runTools(runs: readonly ToolRun[]): (name: string, ...args: string[]) => ToolRunResult {
  const keyOf = (name: string, args: readonly string[]): string => [name, ...args].join(" ");
  const results = new Map<string, ToolRunResult>();
  beforeAll(async () => {
    const args = ["--import", "tsx", __filename, JSON.stringify(runs)];
    const { status, stdout, stderr } = await run(process.execPath, args, { cwd: repository });
    expect(stderr).toBe("");
    const all = JSON.parse(stdout) as readonly ToolRunResult[];
    expect(status).toBe(all.at(-1)?.status);
    for (const [index, { name, args }] of runs.entries()) {
      const result = all[index];
      if (result !== undefined) results.set(keyOf(name, args), result);
    }
  }, 60_000);
  return (name, ...args) => {
    const result = results.get(keyOf(name, args));
    if (result === undefined) throw new Error(`${keyOf(name, args)} is not among the runs that were asked for`);
    return result;
  };
}

/** The process of `runTools`: prints what each run came to, as JSON. */
async function main(runs: readonly ToolRun[]): Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  // Each run listens for faults of the output.
  process.stdout.setMaxListeners(0);
  const results: ToolRunResult[] = [];
  for (const one of runs) results.push(await runHere(one));
  print(JSON.stringify(results));
}

async function runHere({ name, args, env = {} }: ToolRun): Promise<ToolRunResult> {
  const file = join(__dirname, `../../tools/${name}.ts`);
  const written = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      written[stream] += String(text);
      return true;
    };
  }
  const inherited = process.env;
  process.env = { ...inherited, ...env };
  process.argv = [process.execPath, file, ...args];
  process.exitCode = undefined;
  // A tool runs when it is loaded, and sets its exit status last.
  const load = createRequire(__filename);
  Reflect.deleteProperty(load.cache, file);
  load(file);
  while (exitStatus() === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
  process.env = inherited;
  return { ...written, status: exitStatus() };
}

const exitStatus = (): ToolRunResult["status"] => process.exitCode;

if (require.main === module) void main(JSON.parse(process.argv[2] ?? "[]") as ToolRun[]);
