import { addLayers } from "../../main";
import { checkEnvironments } from "../../stacks/environments/check";
import type { Environment, EnvironmentRecord } from "../../stacks/environments/schema/environment";
import type { Layer } from "../../stacks/layer/layer";
import { LayerStack } from "../../stacks/layer/layer-stack";
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
  return app.node.children.filter((child) => child instanceof LayerStack);
}

function lazyJson(stack: LayerStack): LazyJson {
  let text: string | undefined;
  return () => JSON.parse((text ??= JSON.stringify(terraformJson(stack)))) as TerraformJson;
}
