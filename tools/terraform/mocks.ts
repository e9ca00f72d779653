import { ToolError } from "../shared/errors";
import type { Attributes, Configuration } from "./configuration";

/** What identifiers are made up from where nothing exists yet. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** A test file of Terraform, `*.tftest.json`, that plans a configuration against a mocked AWS. */
export interface FirstPlanTest {
  readonly mock_provider: { readonly aws: readonly Attributes[] };
  readonly override_data: readonly Attributes[];
  readonly run: { readonly first_plan: Attributes };
}

/**
 * The test that plans `configuration` before anything exists: the AWS provider and its aliases are mocked, and each
 * remote state that it reads gives what the layer's outputs promise.
 *
 * @param layers the configurations of the layers that it may read, by layer
 */
export function firstPlanTest(
  stack: string,
  configuration: Configuration,
  layers: ReadonlyMap<string, Configuration>,
): FirstPlanTest {
  const aliases = (configuration.provider?.["aws"] ?? [{}]).map(({ alias }) => alias);
  const place = placeOf(configuration);
  const mockData = Object.keys(configuration.data ?? {}).flatMap((type) => {
    const defaults = dataSources(place)[type];
    return defaults === undefined ? [] : [[type, { defaults }] as const];
  });
  // What a check looks at is not there yet, which a test takes for a failure.
  const checks = Object.keys(configuration.check ?? {}).map((name) => `check.${name}`);
  // Terraform refuses the empty object.
  const mocked = mockData.length === 0 ? {} : { mock_data: Object.fromEntries(mockData) };
  return {
    mock_provider: { aws: aliases.map((alias) => ({ ...(typeof alias === "string" && { alias }), ...mocked })) },
    override_data: Object.keys(configuration.data?.["terraform_remote_state"] ?? {}).map((layer) => {
      const written = layers.get(layer);
      if (written === undefined) {
        throw new ToolError(`${stack} reads the state of ${layer}, which is not among the stacks that it depends on`);
      }
      return { target: `data.terraform_remote_state.${layer}`, values: { outputs: promisedOutputs(written) } };
    }),
    run: { first_plan: { command: "plan", ...(checks.length > 0 && { expect_failures: checks }) } },
  };
}

/**
 * The JSON of a configuration without its ephemeral resources, which Terraform cannot mock: where it hands on a value of
 * one, it hands on a text. Only what is written and never kept may refer to one, so that nothing else in a plan changes.
 */
export function withoutEphemeral(json: string): string {
  const { ephemeral, ...rest } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  if (ephemeral === undefined) return json;
  return JSON.stringify(rest).replaceAll(/\bephemeral\.\w+\.\w+\.\w+/g, String.raw`\"made up for the plan\"`);
}

/** A plausible value for each output: what is known at synth as it stands, the rest by what its name says it is. */
export function promisedOutputs(written: Configuration): Attributes {
  const place = placeOf(written);
  const known = (value: unknown): boolean => typeof value !== "string" || !value.includes("${");
  return Object.fromEntries(
    Object.entries(written.output ?? {}).map(([name, { value }]) => {
      const one = name.replace(/s$/, "");
      const madeUp = (item: unknown, index: number): unknown =>
        known(item) ? item : identifier(one, String(item), place, index);
      if (Array.isArray(value)) return [name, value.map(madeUp)];
      if (known(value)) return [name, value];
      // A list that is one expression, `${aws_subnet.app[*].id}`, does not tell its length.
      if (/_(ids|arns|names|urls)$/.test(name)) return [name, [0, 1, 2].map((index) => madeUp(value, index))];
      return [name, identifier(name, String(value), place, 0)];
    }),
  );
}

/** What begins the identifiers of AWS, by the end of an output's name without `_id`. */
const prefixes: readonly (readonly [end: string, prefix: string])[] = [
  ["vpc", "vpc-"],
  ["subnet", "subnet-"],
  ["security_group", "sg-"],
  ["route_table", "rtb-"],
  ["network_acl", "acl-"],
  ["internet_gateway", "igw-"],
  ["nat_gateway", "nat-"],
  ["endpoint", "vpce-"],
  ["prefix_list", "pl-"],
  ["launch_template", "lt-"],
  ["hosted_zone", "Z0000"],
  ["user_pool", "REGION_"],
];

const numbered = (index: number, length: number): string => String(index + 1).padStart(length, "0");

function identifier(name: string, reference: string, { account, region }: Place, index: number): string {
  const number = numbered(index, 17);
  const uuid = `00000000-0000-4000-8000-${numbered(index, 12)}`;
  if (name.endsWith("_arn")) {
    const type = /(aws_\w+)\./.exec(reference)?.[1] ?? name;
    const [, arn] = arns.find(([pattern]) => pattern.test(type)) ?? [];
    return (arn ?? "arn:aws:planned:REGION:ACCOUNT:NUMBER")
      .replace("REGION", region)
      .replace("ACCOUNT", account)
      .replace("UUID", uuid)
      .replace("NUMBER", number);
  }
  if (name.endsWith("key_id")) return uuid;
  if (name.endsWith("_id")) {
    const [, prefix] = prefixes.find(([end]) => name.endsWith(`${end}_id`)) ?? [];
    return `${prefix?.replace("REGION", region) ?? "planned-"}${number}`;
  }
  if (name.endsWith("_url") || name.endsWith("_issuer")) return `https://planned-${index + 1}.example.com`;
  if (name.endsWith("ipv6_cidr_block")) return `2001:db8:${index}::/56`;
  if (name.endsWith("cidr_block")) return `10.${index}.0.0/16`;
  return `planned-${name.replaceAll("_", "-")}-${index + 1}`;
}

/** ARNs by the resource type that an output refers to; formats as in the Service Authorization Reference. */
const arns: readonly (readonly [type: RegExp, arn: string])[] = [
  [/iam_instance_profile/, "arn:aws:iam::ACCOUNT:instance-profile/planned-NUMBER"],
  [/iam_policy|boundary/, "arn:aws:iam::ACCOUNT:policy/planned-NUMBER"],
  [/iam_role|role/, "arn:aws:iam::ACCOUNT:role/planned-NUMBER"],
  [/kms|key/, "arn:aws:kms:REGION:ACCOUNT:key/UUID"],
  [/log_group/, "arn:aws:logs:REGION:ACCOUNT:log-group:planned-NUMBER"],
  [/s3_bucket|bucket/, "arn:aws:s3:::planned-NUMBER"],
  [/sns_topic|topic/, "arn:aws:sns:REGION:ACCOUNT:planned-NUMBER"],
  [/lb_target_group|target_group/, "arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/planned/00NUMBER"],
  [/lb_listener|listener/, "arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/planned/1/00NUMBER"],
  [/aws_lb|load_balancer/, "arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/planned/00NUMBER"],
  [/autoscaling_group|fleet/, "arn:aws:autoscaling:REGION:ACCOUNT:autoScalingGroup:UUID:autoScalingGroupName/planned"],
  [/secret/, "arn:aws:secretsmanager:REGION:ACCOUNT:secret:planned-NUMBER"],
  [/lambda|function/, "arn:aws:lambda:REGION:ACCOUNT:function:planned-NUMBER"],
  [/web_acl/, "arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/planned/UUID"],
  [/acm_certificate|certificate/, "arn:aws:acm:REGION:ACCOUNT:certificate/UUID"],
  [/user_pool/, "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/planned_NUMBER"],
];

/** What the data sources of AWS answer, in the shape of the real ones: a mock gives random words otherwise. */
const dataSources = ({ account, region }: Place): Readonly<Record<string, Attributes>> => ({
  aws_ami: { id: "ami-00000000000000001", image_id: "ami-00000000000000001", architecture: "arm64" },
  aws_availability_zones: {
    names: ["a", "b", "c", "d", "e", "f"].map((letter) => `${region}${letter}`),
    zone_ids: ["az1", "az2", "az3", "az4", "az5", "az6"],
  },
  aws_caller_identity: {
    account_id: account,
    arn: `arn:aws:iam::${account}:role/planner`,
    id: account,
    user_id: "AROA00000000000000001:planner",
  },
  // A first plan finds no log group that an earlier life of the environment left behind.
  aws_cloudwatch_log_groups: { log_group_names: [], arns: [] },
  aws_ec2_managed_prefix_list: { id: "pl-00000000000000001", entries: [{ cidr: "192.0.2.0/24", description: "" }] },
  aws_elb_service_account: { id: "000000000001", arn: "arn:aws:iam::000000000001:root" },
  aws_iam_policy: { arn: "arn:aws:iam::aws:policy/Planned", policy: '{"Version":"2012-10-17","Statement":[]}' },
  aws_iam_policy_document: {
    json: '{"Version":"2012-10-17","Statement":[]}',
    minified_json: '{"Version":"2012-10-17","Statement":[]}',
  },
  // Nor a role of API Gateway.
  aws_iam_roles: { names: [], arns: [] },
  aws_partition: { id: "aws", partition: "aws", dns_suffix: "amazonaws.com", reverse_dns_prefix: "com.amazonaws" },
  aws_prefix_list: { id: "pl-00000000000000002", cidr_blocks: ["192.0.2.0/24"] },
  aws_region: { id: region, name: region, endpoint: `ec2.${region}.amazonaws.com`, description: region },
  aws_route53_zone: { id: "Z00000000000000000001", zone_id: "Z00000000000000000001", name: "example.com" },
  aws_ssm_parameter: { value: "ami-00000000000000001", insecure_value: "ami-00000000000000001" },
  aws_subnets: { ids: [0, 1, 2].map((index) => `subnet-${numbered(index, 17)}`) },
  aws_vpc: { id: "vpc-00000000000000001", cidr_block: "10.0.0.0/16" },
});

function placeOf({ provider }: Configuration): Place {
  const [main = {}] = (provider?.["aws"] ?? []).filter(({ alias }) => alias === undefined);
  const [account] = (main["allowed_account_ids"] ?? []) as readonly unknown[];
  return {
    account: typeof account === "string" ? account : "123456789012",
    region: typeof main["region"] === "string" ? main["region"] : "us-east-1",
  };
}
