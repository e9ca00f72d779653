import { existsSync } from "node:fs";
import path from "node:path";

import { isInterrupted } from "../shared/clean-up";
import { ToolError } from "../shared/errors";
import { type Finished, start } from "../shared/process";
import { progress } from "../shared/progress";
import { readStack, writeStack } from "../shared/stack-files";
import type { Terraform } from "../terraform/locate";
import { forgetHashes, type Initialized, shareInit } from "../terraform/run";
import type { Emulator } from "./emulators/emulator";
import { saidBy } from "./strict/caller";
import type { EditedConfiguration } from "./limits/configuration";
import { changesOf, type Change, type Plan } from "./plan-changes";

/** What every call of Terraform in a part of the run needs. */
export interface Ground {
  readonly terraform: Terraform;
  readonly initialized: Initialized;
  /** The emulators that the calls go to: a call ends with the first of them that ends. */
  readonly emulators: readonly Emulator[];
  /** The environment that leads the provider and the backend to the emulators. */
  readonly env: NodeJS.ProcessEnv;
}

interface StateResource {
  readonly type: string;
  readonly id: string | undefined;
}

interface ShownResource {
  readonly mode: string;
  readonly type: string;
  readonly values: { readonly id?: string };
}

/** One layer's copy: a folder with the stack's files and the override file, where the real Terraform works. */
export class LayerCopy {
  constructor(
    readonly name: string,
    readonly layer: string,
    readonly folder: string,
    private readonly ground: Ground,
  ) {}

  /** As it is in the copy: without what the emulators cannot make. */
  configuration(): EditedConfiguration {
    return JSON.parse(readStack(this.folder).json) as EditedConfiguration;
  }

  /** Puts another configuration in the place of the copy's. */
  write(configuration: EditedConfiguration): void {
    writeStack(this.folder, { ...readStack(this.folder), json: JSON.stringify(configuration, undefined, 2) });
  }

  /** Once: a folder that is staged anew has its backend and its provider still. */
  async init(): Promise<void> {
    if (existsSync(path.join(this.folder, ".terraform"))) return;
    shareInit(this.ground.initialized, this.folder);
    await this.orFail(["init"]);
    forgetHashes(this.folder);
  }

  /** @param addresses what is replaced, whatever a plan says */
  async apply(addresses: readonly string[] = []): Promise<void> {
    await this.orFail(["apply", "-auto-approve", ...addresses.map((address) => `-replace=${address}`)]);
  }

  /** Brings the state up to what is there, and changes nothing in AWS. */
  async refresh(): Promise<void> {
    await this.orFail(["apply", "-refresh-only", "-auto-approve"]);
  }

  /** @param addresses what is destroyed, with all that depends on it; the whole layer where none is given */
  async destroy(addresses: readonly string[] = []): Promise<void> {
    await this.orFail(["destroy", "-auto-approve", ...addresses.map((address) => `-target=${address}`)]);
  }

  /** Plans, and gives back what would change. The plan is kept for `applyPlan`. */
  async plan(): Promise<Change[]> {
    const { status } = await this.orFail(["plan", "-detailed-exitcode", `-out=${planFile}`], [0, 2]);
    if (status === 0) return [];
    const { stdout } = await this.orFail(["show", "-json", planFile]);
    const changes = changesOf(JSON.parse(stdout) as Plan);
    if (changes.length === 0) {
      throw new ToolError(`${this.name}: terraform plan announces changes, but the plan lists no change`);
    }
    return changes;
  }

  /** Plans without reading what is there, and gives back the plan as `terraform show -json` prints it. */
  async planJson(): Promise<string> {
    await this.orFail(["plan", "-refresh=false", `-out=${planFile}`]);
    return (await this.orFail(["show", "-json", planFile])).stdout;
  }

  async applyPlan(): Promise<void> {
    await this.orFail(["apply", planFile]);
  }

  /** Plans to destroy, and gives back why Terraform refuses; undefined where it does not. */
  async refusalToDestroy(): Promise<string | undefined> {
    const { status, stderr } = await this.terraform(["plan", "-destroy"]);
    return status === 0 ? undefined : stderr;
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.orFail(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** The addresses in the state, without data sources. */
  async stateAddresses(): Promise<string[]> {
    const { stdout } = await this.orFail(["state", "list"]);
    return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("data."));
  }

  /** The resources in the state, by the ids that AWS has given them. */
  async resources(): Promise<readonly StateResource[]> {
    const { stdout } = await this.orFail(["show", "-json"]);
    const { values } = JSON.parse(stdout) as {
      readonly values?: { readonly root_module: { readonly resources?: readonly ShownResource[] } };
    };
    return (values?.root_module.resources ?? [])
      .filter(({ mode }) => mode === "managed")
      .map(({ type, values: { id } }) => ({ type, id }));
  }

  private async orFail(args: readonly string[], allowed: readonly number[] = [0]): Promise<Finished> {
    const finished = await this.terraform(args);
    if (finished.status !== null && allowed.includes(finished.status)) return finished;
    const said = finished.stderr.trim().split("\n").slice(0, 60).join("\n");
    throw new ToolError(
      `terraform ${args[0] ?? ""} of ${this.name} ended with ${finished.status ?? finished.signal ?? "?"}:\n${said}`,
    );
  }

  private async terraform([verb = "", ...args]: readonly string[]): Promise<Finished> {
    const { terraform, emulators, env } = this.ground;
    if (isInterrupted()) throw new ToolError("interrupted");
    for (const emulator of emulators) emulator.requireRunning();
    const child = await start(
      terraform.terraform.path,
      [verb, ...(verb === "state" ? [...args] : ["-no-color", ...args])],
      {
        cwd: this.folder,
        env: { ...terraform.env, ...env, ...saidBy(this.name, verb) },
        onLine: (line) => {
          // A minute's wait is told each minute: creating a load balancer is one.
          if (/: Still .*\dm0s elapsed/.test(line)) progress(`    ${this.name}: ${line}`);
        },
      },
    );
    return emulators.reduce((work, emulator) => emulator.during(work, () => child.stop()), child.finished);
  }
}

const planFile = "reviewed.tfplan";
