import { DeployedRoutes } from "../../../../modules/edge/rest-api/deployed-routes";
import { synthesizeModule } from "../../../support/synthesize";

const synthesized = synthesizeModule((stack) => {
  new DeployedRoutes(stack, "deployed", {
    restApiId: "abc123",
    stageId: "ags-abc123-live",
    routes: [
      { method: "POST", path: "/orders" },
      { method: "ANY", path: "/{proxy+}" },
      { method: "GET", path: "/items/${id}" },
    ],
    deploymentAddress: "aws_api_gateway_deployment.current_deployment",
  });
}) as object as {
  readonly data: Readonly<Record<string, unknown>>;
  readonly locals: Readonly<Record<string, string>>;
  readonly check: Readonly<Record<string, unknown>>;
};

test("reads the deployed routes, by the id of the existing stage", () => {
  expect(synthesized.data).toEqual({
    aws_api_gateway_export: {
      deployed_export: {
        rest_api_id: "abc123",
        stage_name: '${trimprefix("ags-abc123-live", "ags-abc123-")}',
        export_type: "oas30",
      },
    },
  });
});

test("compares the deployed routes with the configured routes, method and path, as text", () => {
  expect(synthesized.locals).toEqual({
    deployed_leftover:
      "${setsubtract(" +
      "flatten([for path, methods in jsondecode(data.aws_api_gateway_export.deployed_export.body).paths : " +
      '[for method in keys(methods) : "${method == "x-amazon-apigateway-any-method" ? "ANY" : upper(method)} ${path}"]]), ' +
      '["ANY /{proxy+}","GET /items/$${id}","POST /orders"])}',
  });
});

test("warns of leftover routes, and says how to remove them", () => {
  expect(synthesized.check).toEqual({
    deployed_leftover: {
      assert: [
        {
          condition: "${length(local.deployed_leftover) == 0}",
          error_message:
            'The stage serves ${join(", ", local.deployed_leftover)}, which the configuration does not have: a route is deleted ' +
            "after the deployment is made. Once this is applied, run terraform apply -replace=aws_api_gateway_deployment.current_deployment",
        },
      ],
    },
  });
});
