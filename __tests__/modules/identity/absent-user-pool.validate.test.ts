import { writeFileSync } from "node:fs";
import path from "node:path";

import { AbsentUserPool } from "../../../modules/identity/user-pool";
import { run } from "../../../tools/shared/process";
import { scratchFolder } from "../../../tools/shared/scratch";
import { initializeOnce, shareInit } from "../../../tools/terraform/run";
import { synthesizeModule } from "../../support/synthesize";
import { testWithTerraform } from "../../support/terraform";

const left = "data.aws_cognito_user_pools.users_left";
const step = (name: string, ids: readonly string[], more = "") => `
run "${name}" {
  command = plan
  override_data {
    target = ${left}
    values = { ids = ${JSON.stringify(ids)} }
  }
  ${more}
}
`;

testWithTerraform(
  "a plan ends with an error while the user pool that was left out is there",
  async (terraform) => {
    const folder = scratchFolder("absent-user-pool").path;
    shareInit(await initializeOnce(terraform), folder);
    const { data } = synthesizeModule((stack) => {
      new AbsentUserPool(stack, "users", "prod-identity-users");
    });
    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify({ data }));
    const steps = [step("gone", []), step("there", ["eu-west-1_a"], `expect_failures = [${left}]`)];
    writeFileSync(path.join(folder, "pool.tftest.hcl"), ['mock_provider "aws" {}', ...steps].join("\n"));
    const { status, stdout, stderr } = await run(terraform.terraform.path, ["test", "-no-color"], {
      cwd: folder,
      env: terraform.env,
      timeoutSeconds: 120,
    });
    expect({ status, said: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  },
  300,
);
