import { AbsentUserPool } from "../../../modules/identity/user-pool";
import { scratchFolder } from "../../../tools/shared/scratch";
import { initializeOnce, shareInit } from "../../../tools/terraform/run";
import { synthesizeModule } from "../../support/synthesize";
import { expectFailures, mockedStep, terraformTest, testWithTerraform } from "../../support/terraform";

const target = "data.aws_cognito_user_pools.users_left";

testWithTerraform(
  "a plan ends with an error while the user pool that was left out is there",
  async (terraform) => {
    const folder = scratchFolder("absent-user-pool").path;
    shareInit(await initializeOnce(terraform), folder);
    const { data } = synthesizeModule((stack) => {
      new AbsentUserPool(stack, "users", "prod-identity-users");
    });
    const steps = [
      mockedStep({ name: "gone", target, values: { ids: [] } }),
      mockedStep({ name: "there", target, values: { ids: ["eu-west-1_a"] }, more: expectFailures(target) }),
    ];
    expect(await terraformTest(terraform, folder, { data }, steps)).toEqual({ status: 0, said: "" });
  },
  300,
);
