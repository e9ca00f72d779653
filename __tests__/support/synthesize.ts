import { App } from "cdktf";
import { join } from "node:path";
import { type Block, type TerraformJson, withoutMetadata } from "../../controls/terraform-json";
import type { Environment } from "../../stacks/environments/schema/environment";
import type { Expression } from "../../modules/shared/expression";
import type { HclBody } from "../../modules/shared/hcl";
import { hclBlocks } from "../../stacks/layer/hcl-file";
import { LayerStack } from "../../stacks/layer/layer-stack";
import { runFolder } from "./run-folder";

export type { Block, TerraformJson };

class ModuleStack extends LayerStack {}

/** What a layer's stack needs of an environment; a module needs none, and its tests load no schema. */
const environment = {
  name: "test",
  region: "eu-west-1",
  accountId: "111122223333",
  owner: "platform",
  costCentre: "web",
  tags: {},
  state: { backend: "local" },
  alarmTopicArn: "none",
  keepData: true,
  teardown: false,
} as unknown as Environment;

/** The resources of a type, each with its address. */
export const blocksOf = (json: TerraformJson, type: string) =>
  Object.entries(json.resource[type] ?? {}) as [string, Block][];

/** What the constructs made by `build` synthesize to, in a stack that has the addresses of a layer's. */
export function synthesizeModule(build: (stack: LayerStack) => void): TerraformJson {
  const stack = new ModuleStack(newApp(), "edge", environment);
  build(stack);
  return terraformJson(stack);
}

export function terraformJson(stack: LayerStack): TerraformJson {
  stack.prepareStack();
  stack.runAllValidations();
  const json = JSON.parse(JSON.stringify(stack.toTerraform(), withoutMetadata)) as Record<string, Block>;
  for (const { type, body } of hclBlocks(stack)) {
    if (type === "terraform") json[type] = { ...json[type], ...body };
    else json[type] = [...(json[type] ?? []), asJson(body)];
  }
  return { resource: {}, data: {}, output: {}, ...json } as unknown as TerraformJson;
}

/** The body of an import, moved or removed block in the syntax of JSON, where an address stands as it is. */
function asJson(body: HclBody): Block {
  const entries = Object.entries(body).map(([name, value]) => {
    if (typeof value !== "object") return [name, value];
    if (!("expression" in value)) return [name, asJson(value as HclBody)];
    const { expression } = value as Expression;
    return [name, ["from", "to"].includes(name) ? expression : `\${${expression}}`];
  });
  return Object.fromEntries(entries) as Block;
}

/** An app that is never written. CDKTF makes its output folder all the same, so that it is one for all. */
export function newApp(): App {
  return new App({ outdir: join(runFolder(), "cdktf.out"), stackTraces: false });
}
