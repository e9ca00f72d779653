import type { Stacks } from "../../controls/rules/model";
import { type TerraformJson, withoutMetadata } from "../../controls/terraform-json";
import { readJson, type SynthesizedStack } from "../shared/synthesize";

/** Reads the Terraform JSON of stacks, as the controls look at it, by the name of the stack. */
export function readStacks(stacks: readonly SynthesizedStack[]): Stacks {
  return Object.fromEntries(stacks.map(({ name, file }) => [name, terraformJson(readJson(file))]));
}

function terraformJson(read: unknown): TerraformJson {
  const json = JSON.parse(JSON.stringify(read, withoutMetadata)) as Partial<TerraformJson>;
  return { terraform: {}, provider: {}, resource: {}, data: {}, output: {}, ...json };
}
