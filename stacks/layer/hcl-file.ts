import { TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expression } from "../../modules/shared/expression";
import { HclElement, writeHcl, type HclBlock } from "../../modules/shared/hcl";

type Json = Record<string, unknown>;

/**
 * The blocks of a stack's `terraform.tf`, which lies beside its `cdk.tf.json`. Terraform reads both as one configuration.
 * In JSON these blocks would make checkov (3.3.30) skip the whole file, with exit status 0.
 */
export function hclBlocks(stack: TerraformStack): HclBlock[] {
  return [
    { type: "terraform", body: { required_version: ">= 1.11" } },
    ...stack.node.findAll().flatMap((node) => (node instanceof HclElement ? [node.block] : movesOf(node))),
  ];
}

/** Has CDKTF write `terraform.tf` wherever it writes the stack's JSON. */
export function addHclFile(stack: TerraformStack): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      writeFileSync(join(session.outdir, workingDirectory, "terraform.tf"), writeHcl(hclBlocks(stack)));
    },
  };
}

/** Removes from a stack's JSON what `terraform.tf` has. Throws for what belongs there and would be in JSON alone. */
export function withoutHclBlocks(stack: TerraformStack, written: Readonly<Json>): Json {
  const { moved: _, ...json } = written;
  const settings = (json["terraform"] ?? {}) as Readonly<Json>;
  const misplaced = [
    ...["import", "removed"].filter((type) => type in json),
    ...("required_version" in settings ? ["terraform.required_version"] : []),
  ];
  if (misplaced.length > 0) {
    throw new Error(
      `${stack.node.id}: ${misplaced.join(", ")} in a stack's JSON makes scanners skip the file; make an HclElement instead`,
    );
  }
  return json;
}

/** The `moved` blocks that `moveFromId` asks for. */
function movesOf(node: IConstruct): HclBlock[] {
  if (!TerraformResource.isTerraformResource(node) || !node.hasResourceMove()) return [];
  const { moved = [] } = node.toTerraform() as { readonly moved?: readonly { from: string; to: string }[] };
  return moved.map(({ from, to }) => ({ type: "moved", body: { from: expression(from), to: expression(to) } }));
}
