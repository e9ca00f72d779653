import { InterfaceEndpoints } from "../../../modules/network/interface-endpoints";
import { synthesizeModule, type Block } from "../../support/synthesize";

const endpointsOf = (ec2messages?: boolean) =>
  Object.values(
    synthesizeModule((stack) => {
      new InterfaceEndpoints(stack, "endpoint", {
        name: (role) => `prod-network-${role}`,
        vpcId: "vpc-1",
        region: "eu-west-1",
        accountId: "111122223333",
        subnetIds: ["app-0", "app-1"],
        securityGroupId: "sg-endpoint",
        ec2messages,
      });
    }).resource["aws_vpc_endpoint"] ?? {},
  ) as Block[];

const services = ["ssm", "ssmmessages", "logs", "kms", "secretsmanager", "monitoring"];

test("serves Session Manager, logs, keys, secrets and metrics, under their public names, in every zone", () => {
  expect(endpointsOf().map(({ service_name }) => service_name as string)).toEqual(
    services.map((service) => `com.amazonaws.eu-west-1.${service}`),
  );
  for (const endpoint of endpointsOf()) {
    expect(endpoint).toMatchObject({
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["app-0", "app-1"],
      security_group_ids: ["sg-endpoint"],
    });
  }
});

test("has ec2messages only for those who need it", () => {
  expect(endpointsOf(true).map(({ service_name }) => service_name as string)).toEqual(
    [...services, "ec2messages"].map((service) => `com.amazonaws.eu-west-1.${service}`),
  );
});

test("serves identities of its own account alone", () => {
  for (const { policy } of endpointsOf()) {
    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OwnIdentities",
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
        },
      ],
    });
  }
});
