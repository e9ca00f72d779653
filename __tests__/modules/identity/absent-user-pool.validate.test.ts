import { AbsentUserPool } from "../../../modules/identity/user-pool";
import { synthesizeModule } from "../../support/synthesize";
import { expectFailures, terraformTest, testWithTerraform } from "../../support/terraform";

const target = "data.aws_cognito_user_pools.users_left";

testWithTerraform(
  "a plan ends with an error while the user pool that was left out is there",
  async (terraform) => {
    const { data } = synthesizeModule((stack) => {
      new AbsentUserPool(stack, "users", "prod-identity-users");
    });
    const steps = [
      { name: "gone", target, values: { ids: [] } },
      { name: "there", target, values: { ids: ["eu-west-1_a"] }, more: expectFailures(target) },
    ];
    expect(await terraformTest(terraform, { users: { configuration: { data }, steps } })).toEqual({
      status: 0,
      said: "",
    });
  },
  300,
);
