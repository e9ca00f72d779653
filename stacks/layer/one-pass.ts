import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformOutput, Tokenization } from "cdktf";
import type { TerraformStack } from "cdktf";
import { deepMerge } from "cdktf/lib/util";

type Json = Record<string, unknown>;

interface WrittenStack {
  readonly cdktfVersion: string;
  /** What `addOverride` has gathered. */
  readonly overrides: Json;
}

/**
 * The Terraform JSON of a stack, as CDKTF's own `toTerraform` gives it, with each element resolved once. CDKTF resolves it
 * three times (a search for references to other stacks, the element, the whole), which is a quarter of a large synth. A
 * reference to another stack is found on the way, where CDKTF's own search would find it.
 */
export function inOnePass(stack: TerraformStack, { cdktfVersion, overrides }: WrittenStack): Json {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolve = (value: unknown): Json =>
    Tokenization.resolve(value, { scope: stack, resolver, preparing: true }) as Json;
  const metadata: Json = { version: cdktfVersion, stackName: stack.node.id, backend: "local" };
  if (Object.keys(overrides).length > 0) metadata["overrides"] = { stack: Object.keys(overrides) };
  const outputs: Json = {};
  const json: Json = { "//": { metadata, outputs } };
  for (const element of stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node))) {
    deepMerge(metadata, resolve(element.toMetadata()));
    deepMerge(json, resolve(element.toTerraform()));
    if (TerraformOutput.isTerraformOutput(element)) deepMerge(outputs, atItsPath(element));
  }
  deepMerge(json, resolve(overrides));
  return json;
}

/** The output's name under the ids of its path, as the CDKTF command line looks it up. */
function atItsPath(output: TerraformOutput): Json {
  const path = output.node.path.split("/");
  const last = path.pop() ?? output.node.id;
  return path.reduceRight<Json>((inner, id) => ({ [id]: inner }), { [last]: output.friendlyUniqueId });
}
