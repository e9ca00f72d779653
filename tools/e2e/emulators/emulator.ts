import { existsSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { type RunOptions, type Running, start } from "../../shared/process";
import { scratchFolder } from "../../shared/scratch";
import type { EmulatorName } from "../limits/limit";
import { installEmulator, packagesOf } from "./install";
import { freePort, isTaken } from "./port";

/** The account that both emulators answer for. */
export const emulatedAccount = "123456789012";

/** An emulator that has started: a process of this tool alone, on the loopback interface. */
export class Emulator {
  constructor(
    readonly name: EmulatorName,
    readonly port: number,
    private readonly process: Running,
    private readonly lastLines: readonly string[],
  ) {}

  /** With the address, not `localhost`: for an address alone the S3 clients leave the bucket out of the host name. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * Gives back what `work` gives, or fails at once when the emulator ends before it: `end` is called then, and has to
   * end the work, which would otherwise fail slowly and for a reason that nobody recognizes.
   */
  async during<Result>(work: Promise<Result>, end: () => Promise<void>): Promise<Result> {
    let isDone = false;
    const ended = this.process.finished.then(async () => {
      if (!isDone) await end();
    });
    try {
      await Promise.race([work, ended]);
      this.requireRunning();
      return await work;
    } finally {
      isDone = true;
    }
  }

  requireRunning(): void {
    if (!this.process.isRunning()) throw new ToolError(this.whyItEnded());
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  private whyItEnded(): string {
    const lines = this.lastLines.map((line) => `    ${line}`).join("\n");
    return `the emulator ${this.name} on port ${this.port} ended in the middle of the run. Its last lines:\n${lines}`;
  }
}

export interface StartEmulatorOptions {
  /** The region that MiniStack answers for; moto answers for any. */
  readonly region: string;
  /** @default a free one */
  readonly port?: number;
  /**
   * Whether MiniStack checks who calls, as an API's IAM route and its resource policy need it. It then knows only the roles
   * that were made at itself.
   *
   * @default false
   */
  readonly checksCallers?: boolean;
  /** Variables of MiniStack's process, which those of its functions have too. @default none */
  readonly variables?: NodeJS.ProcessEnv;
  /** The file that the strict front writes each call of AWS's API to, a JSON line each. @default none */
  readonly calls?: string;
  /**
   * Whether the strict front refuses what AWS refuses and an emulator does: deletion of what is in use.
   *
   * @default false, so that one run finds all
   */
  readonly refuses?: boolean;
  /**
   * The file by which MiniStack tells moto what it refers to: without it moto deletes a web ACL that a distribution has.
   *
   * @default none
   */
  readonly references?: string;
}

/** Starts an emulator and waits until it answers. It ends with this process at the latest. */
export async function startEmulator(name: EmulatorName, options: StartEmulatorOptions): Promise<Emulator> {
  const { region, port, checksCallers = false, variables = {}, calls, refuses = false, references } = options;
  const chosen = port ?? (await freePort());
  const fault = `port ${chosen} is taken: the emulator ${name} cannot start there. Give another port with --port, or leave --port out`;
  if (await isTaken(chosen)) throw new ToolError(fault);
  const python = await installEmulator(name);
  const lines: string[] = [];
  const scratch = scratchFolder(name).path;
  const child = await start(python, launch[name](chosen).args, {
    env: {
      ...quietEnvironment(),
      ...launch[name](chosen).env,
      ...(name === "ministack" && { MINISTACK_REGION: region, AUTH: String(checksCallers), ...variables }),
      STRICT_PACKAGES: packagesOf(await installEmulator("moto")),
      STRICT_REFUSES: String(refuses),
      ...(calls !== undefined && { STRICT_CALLS: calls }),
      ...(references !== undefined && { STRICT_REFERENCES: references }),
      TMPDIR: scratch,
    },
    keepOutput: false,
    onLine: (line) => {
      lines.push(line);
      if (lines.length > 15) lines.shift();
    },
  } satisfies RunOptions);
  const emulator = new Emulator(name, chosen, child, lines);
  await answers(emulator, child, lines);
  if (calls !== undefined && !existsSync(calls)) {
    await emulator.stop();
    throw new ToolError(`the emulator ${name} started without the strict front, which would have made ${calls}`);
  }
  return emulator;
}

const launch: Readonly<Record<EmulatorName, (port: number) => { args: string[]; env: NodeJS.ProcessEnv }>> = {
  moto: (port) => ({
    args: [path.join(__dirname, "run-moto.py"), "-H", "127.0.0.1", "-p", String(port)],
    env: { MOTO_IAM_LOAD_MANAGED_POLICIES: "true", MOTO_EC2_LOAD_DEFAULT_AMIS: "true" },
  }),
  ministack: (port) => ({
    args: [path.join(__dirname, "run-ministack.py")],
    env: {
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: "0",
      PERSIST_STATE: "0",
      MINISTACK_ACCOUNT_ID: emulatedAccount,
      // The two below are for its functions, which have all of these.
      NODE_OPTIONS: `--require=${JSON.stringify(path.join(__dirname, "names-here.cjs"))}`,
      // With a name: an account goes before the name of a host, and before no address.
      AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: `http://localhost:${port}`,
    },
  }),
};

/** Without the user's own AWS settings, which an emulator has no business with. */
const quietEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));

async function answers(emulator: Emulator, child: Running, lines: readonly string[]): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (!child.isRunning()) {
      throw new ToolError(
        `the emulator ${emulator.name} ended as it started on port ${emulator.port}:\n${lines.join("\n")}`,
      );
    }
    try {
      await fetch(emulator.url, { signal: AbortSignal.timeout(2000) });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  await emulator.stop();
  throw new ToolError(
    `the emulator ${emulator.name} does not answer on port ${emulator.port} after 60 s:\n${lines.join("\n")}`,
  );
}
