import type { App } from "cdktf";
import { addLayers } from "../../main";
import { checkEnvironments } from "../../stacks/environments/check";
import type { Environment, EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { layers, type Layer } from "../../stacks/layer/layer";
import { LayerStack } from "../../stacks/layer/layer-stack";
import { Reads } from "./reads";
import { newApp, terraformJson, type TerraformJson } from "./synthesize";
import { today } from "./today";

/** A checked environment of one record. */
export function environmentOf(record: EnvironmentRecord, name = "demo"): Environment {
  const [environment] = checkEnvironments({ [name]: record }, today).environments;
  if (environment === undefined) throw new Error("a checked record gives an environment");
  return environment;
}

/** One layer's stack of an environment of one record, which is called "it". */
export function layerOf(record: EnvironmentRecord, layer: Layer): TerraformJson {
  const json = stacksOf({ it: record }).get(`it-${layer}`)?.();
  if (json === undefined) throw new Error(`an environment has the layer ${layer}`);
  return json;
}

/** Every stack of the environments, by name, wired as `main.ts` wires them. */
export function synthesizeEnvironments(
  records: Readonly<Record<string, EnvironmentRecord>>,
): Readonly<Record<string, TerraformJson>> {
  return Object.fromEntries([...stacksOf(records)].map(([name, json]) => [name, json()]));
}

/** The stacks of an environment that is looked at once: nothing of it is kept for another asking. */
export const synthesizeOnce = (record: EnvironmentRecord): Readonly<Record<string, TerraformJson>> =>
  Object.fromEntries(built({ it: record }).map((stack) => [stack.node.id, terraformJson(stack)]));

/** The stacks of an environment, and what each layer read of the environment to make them. */
export interface RecordedStacks {
  readonly stacks: Readonly<Record<string, TerraformJson>>;
  readonly reads: Reads<Layer>;
}

/**
 * The stacks of an environment that is looked at once, with what is read of the environment.
 *
 * @param before those of a record like this one. A layer that reads the same of both, as the layers below it do, has the
 * same JSON, which is not made again.
 */
export function synthesizeRecorded(record: EnvironmentRecord, before?: RecordedStacks): RecordedStacks {
  const environment = environmentOf(record, "it");
  const app = newApp();
  let writing: Layer | undefined;
  // A stack is a child of the app from the first call of its constructor on; before there is one, the first is decided on.
  const reads = new Reads<Layer>(() => writing ?? layerStacksOf(app).at(-1)?.layer ?? layers[0]);
  addLayers(app, reads.recorded(environment));
  const stacks: Record<string, TerraformJson> = {};
  let known = before;
  for (const layer of layers) {
    writing = layer;
    if (known?.reads.isSame(layer, environment) === false) known = undefined;
    const stack = layerStacksOf(app).find((one) => one.layer === layer);
    if (stack !== undefined) stacks[stack.node.id] = known?.stacks[stack.node.id] ?? terraformJson(stack);
  }
  return { stacks, reads };
}

/** A stack's JSON, made when it is first asked for; each asking gives a copy. */
type LazyJson = () => TerraformJson;

const known = new Map<string, ReadonlyMap<string, LazyJson>>();

/** The stacks of the environments, which records that were asked for before share. */
function stacksOf(records: Readonly<Record<string, EnvironmentRecord>>): ReadonlyMap<string, LazyJson> {
  const asked = JSON.stringify(records);
  const stacks = known.get(asked) ?? new Map(built(records).map((stack) => [stack.node.id, lazyJson(stack)]));
  known.set(asked, stacks);
  return stacks;
}

function built(records: Readonly<Record<string, EnvironmentRecord>>): LayerStack[] {
  const app = newApp();
  for (const environment of checkEnvironments(records, today).environments) addLayers(app, environment);
  return layerStacksOf(app);
}

const layerStacksOf = (app: App): LayerStack[] => app.node.children.filter((child) => child instanceof LayerStack);

function lazyJson(stack: LayerStack): LazyJson {
  let text: string | undefined;
  return () => JSON.parse((text ??= JSON.stringify(terraformJson(stack)))) as TerraformJson;
}
