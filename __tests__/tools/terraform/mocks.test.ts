import type { Configuration } from "../../../tools/terraform/configuration";
import { firstPlanTest, promisedOutputs, withoutEphemeral } from "../../../tools/terraform/mocks";

const provider = {
  aws: [
    { region: "eu-west-1", allowed_account_ids: ["111122223333"] },
    { alias: "us_east_1", region: "us-east-1" },
  ],
};

test("a promise gets a made-up value in the form of its name, in the layer's region and account", () => {
  const written: Configuration = {
    provider,
    output: {
      vpc_id: { value: "${aws_vpc.main.id}" },
      app_subnet_ids: { value: ["${aws_subnet.app_1.id}", "${aws_subnet.app_2.id}"] },
      data_subnet_ids: { value: "${values(aws_subnet.data)[*].id}" },
      logs_key_arn: { value: "${aws_kms_key.logs.arn}" },
      logs_key_id: { value: "${aws_kms_key.logs.key_id}" },
      web_role_arn: { value: "${module.x.arn}" },
      web_url: { value: "https://${aws_lb.public.dns_name}" },
      web_fleet_name: { value: "${aws_autoscaling_group.web.name}" },
      access_log_bucket_name: { value: "demo-network-access-logs" },
      zone_names: { value: ["eu-west-1a", "eu-west-1b"] },
      ipv6_cidr_block: { value: "${aws_vpc.main.ipv6_cidr_block}" },
    },
  };
  expect(promisedOutputs(written)).toEqual({
    vpc_id: "vpc-00000000000000001",
    app_subnet_ids: ["subnet-00000000000000001", "subnet-00000000000000002"],
    data_subnet_ids: ["subnet-00000000000000001", "subnet-00000000000000002", "subnet-00000000000000003"],
    logs_key_arn: "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000001",
    logs_key_id: "00000000-0000-4000-8000-000000000001",
    web_role_arn: "arn:aws:iam::111122223333:role/planned-00000000000000001",
    web_url: "https://planned-1.example.com",
    web_fleet_name: "planned-web-fleet-name-1",
    access_log_bucket_name: "demo-network-access-logs",
    zone_names: ["eu-west-1a", "eu-west-1b"],
    ipv6_cidr_block: "2001:db8:0::/56",
  });
});

test("mocks the provider with every alias, and answers for each data source that is read", () => {
  const { mock_provider: mocked, run } = firstPlanTest(
    "demo-edge",
    { provider, data: { aws_caller_identity: { me: {} }, aws_something_else: { it: {} } } },
    new Map(),
  );
  const mock_data = {
    aws_caller_identity: {
      defaults: {
        account_id: "111122223333",
        arn: "arn:aws:iam::111122223333:role/planner",
        id: "111122223333",
        user_id: "AROA00000000000000001:planner",
      },
    },
  };
  expect(mocked.aws).toEqual([{ mock_data }, { alias: "us_east_1", mock_data }]);
  expect(run).toEqual({ first_plan: { command: "plan" } });
});

test("overrides each remote state with what that layer promises, and with nothing else", () => {
  const { override_data: overridden } = firstPlanTest(
    "demo-edge",
    { provider, data: { terraform_remote_state: { network: {} } } },
    new Map<string, Configuration>([
      ["network", { output: { vpc_id: { value: "${aws_vpc.main.id}" } } }],
      ["compute", { output: { web_fleet_name: { value: "x" } } }],
    ]),
  );
  expect(overridden).toEqual([
    { target: "data.terraform_remote_state.network", values: { outputs: { vpc_id: "vpc-00000000000000001" } } },
  ]);
});

test("names a state that the stack reads without depending on its layer", () => {
  const configuration = { data: { terraform_remote_state: { network: {} } } };
  expect(() => firstPlanTest("demo-edge", configuration, new Map())).toThrow(
    "demo-edge reads the state of network, which is not among the stacks that it depends on",
  );
});

test("an ephemeral resource, which Terraform cannot mock, is replaced by a text", () => {
  const type = "aws_secretsmanager_random_password";
  const json = JSON.stringify({
    ephemeral: { [type]: { header: { password_length: 32 } } },
    resource: {
      aws_secretsmanager_secret_version: {
        first: { secret_string_wo: `\${jsonencode({ HEADERVALUE = ephemeral.${type}.header.random_password })}` },
      },
    },
  });
  expect(JSON.parse(withoutEphemeral(json))).toEqual({
    resource: {
      aws_secretsmanager_secret_version: {
        first: { secret_string_wo: '${jsonencode({ HEADERVALUE = "made up for the plan" })}' },
      },
    },
  });
  expect(withoutEphemeral('{"resource": {}}')).toBe('{"resource": {}}');
});
