import { ResourceServer } from "../../../modules/identity/resource-server";
import { synthesizeModule } from "../../support/synthesize";

test("declares the scopes that it is given, and no other", () => {
  const { resource } = synthesizeModule((stack) => {
    new ResourceServer(stack, "api", {
      userPoolId: "eu-west-1_a1b2c3",
      identifier: "api",
      scopes: { read: "Read what the API has", write: "Change what the API has" },
    });
  });
  expect(resource).toEqual({
    aws_cognito_resource_server: {
      api_resource_server: {
        user_pool_id: "eu-west-1_a1b2c3",
        identifier: "api",
        name: "api",
        scope: [
          { scope_name: "read", scope_description: "Read what the API has" },
          { scope_name: "write", scope_description: "Change what the API has" },
        ],
      },
    },
  });
});
