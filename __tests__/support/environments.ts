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
  const stack = synthesizeEnvironments({ it: record })[`it-${layer}`];
  if (stack === undefined) throw new Error(`an environment has the layer ${layer}`);
  return stack;
}

/**
 * Every stack of the environments, by name, wired as `main.ts` wires them. Records that were asked for before give what
 * they gave then, in a copy.
 */
export function synthesizeEnvironments(
  records: Readonly<Record<string, EnvironmentRecord>>,
): Readonly<Record<string, TerraformJson>> {
  const asked = JSON.stringify(records);
  const text = known.get(asked) ?? JSON.stringify(synthesized(records));
  known.set(asked, text);
  return JSON.parse(text) as Readonly<Record<string, TerraformJson>>;
}

const known = new Map<string, string>();

function synthesized(records: Readonly<Record<string, EnvironmentRecord>>): Readonly<Record<string, TerraformJson>> {
  const app = newApp();
  for (const environment of checkEnvironments(records, today).environments) addLayers(app, environment);
  const stacks = app.node.children.filter((child) => child instanceof LayerStack);
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, terraformJson(stack)]));
}
