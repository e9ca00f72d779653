import { spawnSync } from "node:child_process";
import path from "node:path";

import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { readSynthesis } from "../tools/shared/synthesize";
import { type Validation, validateStacks } from "../tools/terraform/validate";
import { testWithTerraform } from "./support/terraform";

// The names of the tests are those of the stacks, so the synth comes before the first test and does not wait.
const outdir = path.join(scratchFolder("validate-test").path, "cdktf.out");
const synth = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
  cwd: repository,
  env: { ...process.env, CDKTF_OUTDIR: outdir },
  encoding: "utf8",
});
if (synth.status !== 0) throw new Error(`npm run synth failed:\n${synth.stderr}`);
const { stacks } = readSynthesis(outdir);

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
        expect((await validations)[index]).toMatchObject({ stack: name, diagnostics: [] });
      },
      600,
    );
  }
});
