import { ExecuteApiEndpoint } from "../../../modules/network/execute-api-endpoint";
import { synthesizeModule, type Block } from "../../support/synthesize";

const endpointOf = (privateDns: boolean): Block =>
  synthesizeModule((stack) => {
    new ExecuteApiEndpoint(stack, "execute_api", {
      name: "prod-network-execute-api",
      vpcId: "vpc-1",
      region: "eu-west-1",
      accountId: "111122223333",
      subnetIds: ["app-0", "app-1"],
      securityGroupId: "sg-endpoint",
      privateDns,
    });
  }).resource["aws_vpc_endpoint"]?.["execute_api_endpoint"];

test("is in every zone, for those whom the endpoints' group admits", () => {
  const { policy: _, ...endpoint } = endpointOf(false);
  expect(endpoint).toEqual({
    vpc_id: "vpc-1",
    service_name: "com.amazonaws.eu-west-1.execute-api",
    vpc_endpoint_type: "Interface",
    private_dns_enabled: false,
    subnet_ids: ["app-0", "app-1"],
    security_group_ids: ["sg-endpoint"],
    tags: { Name: "prod-network-execute-api" },
  });
});

test("takes over the names of public APIs only where that is said", () => {
  expect([endpointOf(false).private_dns_enabled, endpointOf(true).private_dns_enabled]).toEqual([false, true]);
});

test("leads to APIs of this account alone", () => {
  expect(JSON.parse(endpointOf(false).policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnApis",
        Effect: "Allow",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "arn:aws:execute-api:eu-west-1:111122223333:*",
      },
    ],
  });
});
