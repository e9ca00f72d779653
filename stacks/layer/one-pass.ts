import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { asText } from "../../modules/shared/expression";

type Json = Record<string, unknown>;

interface WrittenStack {
  readonly cdktfVersion: string;
  /** What `addOverride` has gathered. */
  readonly overrides: Readonly<Json>;
}

/**
 * The Terraform JSON of a stack, as CDKTF's own `toTerraform` gives it, with each element resolved once. CDKTF resolves an
 * element three times (a search for references to other stacks, the element, the whole), which is a quarter of a large
 * synth. The one pass finds a reference to another stack where CDKTF's own search would find it.
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
    merge(metadata, resolve(element.toMetadata()));
    merge(json, resolve(asText(element.toTerraform())));
    if (TerraformOutput.isTerraformOutput(element)) merge(outputs, atItsPath(element));
  }
  merge(json, resolve(overrides));
  return json;
}

/** The output's name under the ids of its path, as the CDKTF command line looks it up. */
function atItsPath(output: TerraformOutput): Json {
  const path = output.node.path.split("/");
  const last = path.pop() ?? output.node.id;
  return path.reduceRight<Json>((inner, id) => ({ [id]: inner }), { [last]: output.friendlyUniqueId });
}

/** Merges `added` into `target`: blocks of one name merge, lists are concatenated. */
function merge(target: Json, added: Json): void {
  for (const [key, value] of Object.entries(added)) {
    const there = target[key];
    if (Array.isArray(there) && Array.isArray(value)) target[key] = [...(there as unknown[]), ...(value as unknown[])];
    else if (isBlock(there) && isBlock(value)) merge(there, value);
    else target[key] = value;
  }
}

function isBlock(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
