import { writeFileSync } from "node:fs";
import path from "node:path";

import { MissingTool, ToolError } from "../shared/errors";
import { inParallel, parallelRuns } from "../shared/in-parallel";
import { run } from "../shared/process";
import { scratchFolder } from "../shared/scratch";
import { copyStack, readStack } from "../shared/stack-files";
import type { SynthesizedStack } from "../shared/synthesize";
import { type Configuration, readConfiguration } from "./configuration";
import { type Opening, type PlannedResource, openingsOf } from "./exposure";
import type { Terraform } from "./locate";
import { firstPlanTest, withoutEphemeral } from "./mocks";
import { type TestPlan, plannedResources } from "./planned-resources";
import { type Initialized, initializeOnce, shareInit } from "./run";

export interface FirstPlan {
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  /** How many resources a first apply adds, by type. */
  readonly toAdd: Readonly<Record<string, number>>;
  readonly open: readonly Opening[];
  /** What keeps the layer from being planned; empty where it plans. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** The messages of `terraform test -json`, as far as they are read. */
export interface Message {
  readonly type?: string;
  readonly "@testfile"?: string;
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly snippet?: { readonly context?: string | null };
  };
  readonly test_plan?: TestPlan;
  readonly test_run?: { readonly path: string; readonly status?: string };
}

/**
 * Plans every stack before any of them exists, without credentials and without the network: `terraform test` with a
 * mocked AWS, each remote state overridden from the contract.
 *
 * @param stacks what is planned, with all that it depends on
 */
export async function planFirst(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  onResult: (plan: FirstPlan) => void = () => undefined,
): Promise<FirstPlan[]> {
  const initialized = await initializeOnce(terraform);
  const scratch = scratchFolder("plan");
  const configurations = new Map(stacks.map((stack) => [stack, readConfiguration(stack.file)]));
  return inParallel(stacks, parallelRuns(), async (stack) => {
    const layers = new Map(
      stacks.flatMap((other) => {
        const configuration = configurations.get(other);
        return configuration && stack.dependencies.includes(other.name) ? [[other.layer, configuration]] : [];
      }),
    );
    const folder = path.join(scratch.path, stack.name);
    const plan = await planStack(terraform, initialized, stack, folder, layers).catch((error: unknown) => {
      if (!(error instanceof ToolError) || error instanceof MissingTool) throw error;
      return planOf(stack, [], [error.message], 0);
    });
    onResult(plan);
    return plan;
  });
}

async function planStack(
  { terraform, env }: Terraform,
  initialized: Initialized,
  stack: SynthesizedStack,
  folder: string,
  layers: ReadonlyMap<string, Configuration>,
): Promise<FirstPlan> {
  const { json, hcl } = readStack(stack.folder);
  copyStack(stack.folder, folder, { json: withoutEphemeral(json), hcl });
  const configuration = readConfiguration(stack.file);
  const test = firstPlanTest(stack.name, configuration, layers);
  writeFileSync(path.join(folder, "first-plan.tftest.json"), JSON.stringify(test, undefined, 2));
  shareInit(initialized, folder);

  const faults: string[] = [];
  let planned: TestPlan | undefined;
  const { status, stderr, timedOut, seconds } = await run(terraform.path, ["test", "-json", "-verbose"], {
    cwd: folder,
    env,
    timeoutSeconds: 180,
    // The plan comes as one line of 14 MB, most of it the provider's schema.
    keepOutput: false,
    onLine: (line, stream) => {
      if (stream !== "stdout") return;
      const { type, diagnostic, test_plan: plan } = JSON.parse(line) as Message;
      if (type === "test_plan") planned = plan ?? {};
      if (diagnostic?.severity === "error") faults.push(told(diagnostic));
    },
  });
  if (timedOut) faults.push("terraform test took longer than 180 s");
  else if (faults.length === 0 && (status !== 0 || planned === undefined)) {
    faults.push(stderr.trim() || `terraform test ended with ${status ?? "a signal"} and gave no plan`);
  }
  const resources = faults.length > 0 || planned === undefined ? [] : plannedResources(planned, configuration);
  return planOf(stack, resources, faults, seconds);
}

function planOf(
  { name, environment, layer }: SynthesizedStack,
  resources: readonly PlannedResource[],
  faults: readonly string[],
  seconds: number,
): FirstPlan {
  const [toAdd, open] = [countByType(resources), openingsOf(resources)];
  return { stack: name, environment, layer, toAdd, open, faults, seconds };
}

/** A diagnostic as a sentence, with the address of the resource that it is about. */
export function told({ summary, detail, snippet }: NonNullable<Message["diagnostic"]>): string {
  const address = snippet?.context?.replace(/^resource\./, "");
  return [address, summary, detail?.replace(/\s+/g, " ")].filter((part) => part).join(": ");
}

function countByType(resources: readonly PlannedResource[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => one.localeCompare(other)));
}
