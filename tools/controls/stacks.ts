import type { Stacks } from "../../controls/rules/model";
import type { TerraformJson } from "../../controls/terraform-json";
import { readJson, type SynthesizedStack } from "../shared/synthesize";

/** Reads the Terraform JSON of stacks, as the controls look at it, by the name of the stack. */
export function readStacks(stacks: readonly SynthesizedStack[]): Stacks {
  return Object.fromEntries(stacks.map(({ name, file }) => [name, terraformJson(readJson(file))]));
}

function terraformJson(read: unknown): TerraformJson {
  const json = withoutMetadata(read) as Partial<TerraformJson>;
  return { terraform: {}, provider: {}, resource: {}, data: {}, output: {}, ...json };
}

/** CDKTF notes in each block, under "//", which construct it comes from. */
function withoutMetadata(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMetadata);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === "//" ? [] : [[key, withoutMetadata(item)]])),
  );
}
