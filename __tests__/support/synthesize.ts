import { App } from "cdktf/lib/app";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addLayers } from "../../main";
import { checkEnvironments } from "../../stacks/environments/check";
import { demo } from "../../stacks/environments/demo";
import type { Environment, EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { LayerStack } from "../../stacks/layer/layer-stack";

/** Terraform JSON as it is parsed: blocks by type and address. */
export interface TerraformJson {
  readonly terraform: { readonly backend?: Readonly<Record<string, Block>>; readonly [key: string]: unknown };
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output: Readonly<Record<string, Block>>;
  readonly import?: readonly Block[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of a block is its resource type's affair
export type Block = any;

/** The day on which every test judges departures. */
export const today = "2026-11-21";

class ModuleStack extends LayerStack {}

/** What the constructs made by `build` synthesize to, in a layer of an environment like demo. */
export function synthesizeModule(build: (stack: LayerStack) => void): TerraformJson {
  const app = new App({ outdir: outputFolder(), stackTraces: false });
  const stack = new ModuleStack(app, "edge", environmentOf(demo));
  build(stack);
  return terraformJson(stack);
}

/** A checked environment of one record. */
export function environmentOf(record: EnvironmentRecord, name = "demo"): Environment {
  const [environment] = checkEnvironments({ [name]: record }, today).environments;
  if (environment === undefined) throw new Error("a checked record gives an environment");
  return environment;
}

/** Every stack of the environments, by name, wired as `main.ts` wires them. */
export function synthesizeEnvironments(
  records: Readonly<Record<string, EnvironmentRecord>>,
): Readonly<Record<string, TerraformJson>> {
  const app = new App({ outdir: outputFolder(), stackTraces: false });
  for (const environment of checkEnvironments(records, today).environments) addLayers(app, environment);
  return Object.fromEntries(
    app.node.children.filter((child) => child instanceof LayerStack).map((stack) => [stack.node.id, terraformJson(stack)]),
  );
}

export function terraformJson(stack: LayerStack): TerraformJson {
  stack.prepareStack();
  stack.runAllValidations();
  const json = JSON.parse(JSON.stringify(stack.toTerraform(), withoutMetadata)) as TerraformJson;
  return { ...json, resource: json.resource ?? {}, data: json.data ?? {}, output: json.output ?? {} };
}

/** CDKTF notes in each block, under "//", which construct it came from. */
function withoutMetadata(key: string, value: unknown): unknown {
  return key === "//" ? undefined : value;
}

/** CDKTF makes an output folder for every app, also for one that is never written. */
function outputFolder(): string {
  folder ??= makeFolder();
  return folder;
}

let folder: string | undefined;

function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "palisade-test-"));
  process.once("exit", () => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}
