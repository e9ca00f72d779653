import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { copyStack, hclBlocksOf, readStack } from "../tools/shared/stack-files";
import { readSynthesis, type SynthesizedStack } from "../tools/shared/synthesize";
import type { Configuration } from "../tools/terraform/configuration";
import type { Terraform } from "../tools/terraform/locate";
import { diagnosticOf, type ReportedDiagnostic } from "../tools/terraform/validate";
import { testWithTerraform, withModules } from "./support/terraform";

// The names of the tests are those of the stacks, so the synth comes before the first test and does not wait.
const outdir = path.join(scratchFolder("validate-test").path, "cdktf.out");
const synth = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
  cwd: repository,
  // The environments of the project, and not those of the tests.
  env: { ...process.env, CDKTF_OUTDIR: outdir, PALISADE_RECORDS: undefined },
  encoding: "utf8",
});
if (synth.status !== 0) throw new Error(`npm run synth failed:\n${synth.stderr}`);
const { stacks } = readSynthesis(outdir);

/**
 * The one warning that is admitted, word for word. The attribute is false by default too, but version 6 of the provider
 * resets the account's setting on every destroy: an attribute that is written is then refused, where one that is left out
 * would change its meaning in silence (Terraform AWS Provider Version 6 Upgrade Guide).
 */
const admitted = {
  severity: "warning",
  address: "aws_api_gateway_account.api_gateway_account",
  summary: "Attribute Deprecated",
  detail: 'The "reset_on_delete" attribute will be removed in a future version of the provider',
};

interface InModule extends ReportedDiagnostic {
  readonly range?: { readonly filename: string };
}

/**
 * The diagnostics of `terraform validate` for every stack, by the stack's name. Each stack is a module of one configuration,
 * so that the provider's schema is loaded once (`npm run validate` validates each stack by itself). Terraform admits
 * import blocks in a root module alone: here an output holds the two references of each.
 */
async function validateTogether(
  terraform: Terraform,
  all: readonly SynthesizedStack[],
): Promise<ReadonlyMap<string, readonly InModule[]>> {
  const folder = path.join(scratchFolder("validate-test").path, "all");
  mkdirSync(folder);
  const modules = all.map(({ name }) => [name, { source: `./${name}` }]);
  writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ module: Object.fromEntries(modules) as object }));
  for (const stack of all) copyStack(stack.folder, path.join(folder, stack.name), asModule(stack.folder));
  const call = await withModules(terraform, folder, 300);
  const { stdout } = await call("validate", "-json");
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly InModule[] };
  const stackOf = ({ range }: InModule): string => range?.filename.split("/")[0] ?? "";
  return new Map(
    ["", ...all.map(({ name }) => name)].map((name) => [name, diagnostics.filter((found) => stackOf(found) === name)]),
  );
}

function asModule(folder: string): { readonly json: string; readonly hcl: string } {
  const { json, hcl } = readStack(folder);
  const { terraform, ...rest } = JSON.parse(json) as Configuration & { readonly terraform: object };
  const blocks = hclBlocksOf(hcl).map((block, index) =>
    block.replace(
      /^import \{\n +for_each = (.*)\n +to += (.*)\n +id += .*\n\}/,
      `output "import_${index}" {\n  value = [$1, $2]\n  sensitive = true\n}`,
    ),
  );
  return { json: JSON.stringify({ ...rest, terraform: { ...terraform, backend: undefined } }), hcl: blocks.join("") };
}

let validated: ReturnType<typeof validateTogether> | undefined;

test("there are stacks to validate", () => {
  expect(stacks.length).toBeGreaterThan(0);
});

describe("Terraform with the real AWS provider accepts", () => {
  for (const { name } of stacks) {
    testWithTerraform(
      name,
      async (terraform) => {
        validated ??= validateTogether(terraform, stacks);
        const diagnostics = await validated;
        const told = [...(diagnostics.get("") ?? []), ...(diagnostics.get(name) ?? [])].map(diagnosticOf);
        expect(told.filter((diagnostic) => !isDeepStrictEqual(diagnostic, admitted))).toEqual([]);
      },
      600,
    );
  }
});
