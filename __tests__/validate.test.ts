import { spawnSync } from "node:child_process";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { readSynthesis } from "../tools/shared/synthesize";
import { type Validation, validateStacks } from "../tools/terraform/validate";
import { testWithTerraform } from "./support/terraform";

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

let validations: Promise<Validation[]> | undefined;

test("there are stacks to validate", () => {
  expect(stacks.length).toBeGreaterThan(0);
});

describe("Terraform with the real AWS provider accepts", () => {
  for (const [index, { name }] of stacks.entries()) {
    testWithTerraform(
      name,
      async (terraform) => {
        // The first test validates all of them, side by side.
        validations ??= validateStacks(terraform, stacks);
        const { stack, diagnostics = [] } = (await validations)[index] ?? {};
        const others = diagnostics.filter((diagnostic) => !isDeepStrictEqual(diagnostic, admitted));
        expect([stack, others]).toEqual([name, []]);
      },
      600,
    );
  }
});
