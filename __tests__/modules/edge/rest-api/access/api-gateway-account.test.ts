import {
  ApiGatewayAccount,
  LeftApiGatewayAccount,
} from "../../../../../modules/edge/rest-api/access/api-gateway-account";
import { synthesizeModule } from "../../../../support/synthesize";

const boundaryArn = "arn:aws:iam::111122223333:policy/boundary";
const json = synthesizeModule((stack) => {
  new ApiGatewayAccount(stack, "api_gateway", { roleName: "prod-edge-api-gateway-logs", boundaryArn });
});
const resources = json.resource;

test("sets the account's role after the role can write, and does not reset the setting on destroy", () => {
  expect(resources["aws_api_gateway_account"]).toEqual({
    api_gateway_account: {
      cloudwatch_role_arn: "${aws_iam_role.api_gateway_role.arn}",
      reset_on_delete: false,
      depends_on: ["aws_iam_role_policy_attachment.api_gateway_push_to_cloudwatch_logs"],
    },
  });
});

test("has a role for API Gateway alone, within the boundary, which may write logs", () => {
  const { assume_role_policy: trust, ...role } = (resources["aws_iam_role"] ?? {})["api_gateway_role"];
  expect(role).toEqual({
    name: "prod-edge-api-gateway-logs",
    description: "Lets API Gateway write the execution logs of this account's REST APIs",
    permissions_boundary: boundaryArn,
  });
  expect(JSON.parse(trust as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ApiGateway",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  });
  expect(resources["aws_iam_role_policy_attachment"]).toEqual({
    api_gateway_push_to_cloudwatch_logs: {
      role: "${aws_iam_role.api_gateway_role.name}",
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    },
  });
});

test("adopts the role of this name, if such a role was left", () => {
  expect(json.data["aws_iam_roles"]).toEqual({
    api_gateway_existing_roles: { name_regex: "^prod-edge-api-gateway-logs$" },
  });
  expect(json.import).toEqual([
    {
      for_each:
        '${toset([for name in data.aws_iam_roles.api_gateway_existing_roles.names : name if name == "prod-edge-api-gateway-logs"])}',
      to: "aws_iam_role.api_gateway_role",
      id: "${each.value}",
    },
  ]);
});

test("if it is removed, all its resources are left in AWS, and nothing is destroyed", () => {
  const { removed = [] } = synthesizeModule((stack) => {
    new LeftApiGatewayAccount(stack, "api_gateway");
  });
  const made = Object.entries(resources).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `${type}.${name}`),
  );
  expect(removed).toEqual([
    { from: "aws_api_gateway_account.api_gateway_account", lifecycle: { destroy: false } },
    { from: "aws_iam_role_policy_attachment.api_gateway_push_to_cloudwatch_logs", lifecycle: { destroy: false } },
    { from: "aws_iam_role.api_gateway_role", lifecycle: { destroy: false } },
  ]);
  expect((removed as { from: string }[]).map(({ from }) => from).sort()).toEqual(made.sort());
});
