import { add, blockOf, changePolicy, copyOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { resourcesOf, type Stacks } from "../../controls/rules/model";
import { fleetsReachWhatTheyNeed as control, functionsReachWhatTheyNeed } from "../../controls/rules/reachability";

type Copy = Parameters<typeof remove>[0];

holdsInEveryEnvironment(control);

const zones = [0, 1, 2];
const services = ["ssm", "ssmmessages", "kms", "logs", "monitoring"];
/** The same obstacle on the way to each service, from each zone. */
const everywhere = (obstacle: (zone: number) => string, reached: readonly string[] = services) =>
  zones.flatMap((zone) =>
    reached.map((service) => `cannot reach ${service} from subnet_app_${zone}: ${obstacle(zone)}`),
  );
const all = (obstacle: string, reached?: readonly string[]) => everywhere(() => obstacle, reached);

describe("through endpoints alone", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found, "without-nat");
  };

  test.each(["ssm", "ssmmessages", "kms", "logs", "monitoring"])(
    "finds that the endpoint of %s is missing",
    async (service) => {
      const stacks = await copyOf("without-nat");
      remove(stacks, "aws_vpc_endpoint", `endpoint_${service}`);
      expect(control(stacks).map(({ what }) => what)).toEqual(
        all("no security group rule lets the request out to the internet, and there is no endpoint", [service]),
      );
    },
  );
  finds(
    "an endpoint that does not answer under the public name",
    (stacks) => {
      blockOf(stacks, "aws_vpc_endpoint", "ssmmessages").private_dns_enabled = false;
    },
    all("no security group rule lets the request out to the internet, and there is no endpoint", ["ssmmessages"]),
  );
  finds(
    "a VPC that does not resolve names",
    (stacks) => {
      blockOf(stacks, "aws_vpc").enable_dns_hostnames = false;
    },
    all("the VPC does not resolve the private name of the endpoint"),
  );
  finds(
    "endpoints that admit nobody",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_ingress_rule", "endpoint_app");
    },
    all("no security group rule of the endpoint admits the request"),
  );
  finds(
    "endpoints that admit another port",
    (stacks) => {
      const rule = blockOf(stacks, "aws_vpc_security_group_ingress_rule", "endpoint_app");
      rule.from_port = rule.to_port = 80;
    },
    all("no security group rule of the endpoint admits the request"),
  );
  finds(
    "instances that may call no endpoint",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_egress_rule", "app_endpoint");
    },
    all("no security group rule lets the request out to the endpoint"),
  );
  finds(
    "instances in another group than the rules are for",
    (stacks) => {
      blockOf(stacks, "aws_launch_template").network_interfaces[0].security_groups = ["sg-elsewhere"];
    },
    zones.flatMap((zone) => [
      ...services.map(
        (service) =>
          `cannot reach ${service} from subnet_app_${zone}: no security group rule lets the request out to the endpoint`,
      ),
      `cannot reach s3 from subnet_app_${zone}: no security group rule lets the request out to the gateway endpoint`,
    ]),
  );
  finds(
    "an ACL that refuses requests to endpoints in other zones",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_https_in");
    },
    everywhere((zone) => `the network ACL of subnet_app_${zone === 0 ? 1 : 0} does not admit requests`),
  );
  finds(
    "an ACL that refuses the endpoints' answers",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_answers_out");
      remove(stacks, "aws_network_acl_rule", "app_cloudfront_answers_out");
    },
    everywhere((zone) => `the network ACL of subnet_app_${zone === 0 ? 1 : 0} does not let answers out`),
  );
  finds(
    "an ACL with a hole in the ports of answers",
    (stacks) => {
      for (const { name, block } of appEntries(stacks, /_answers_in$/)) {
        if (!name.includes("low")) block.from_port = 40_000;
      }
    },
    zones.flatMap((zone) => [
      ...services.map(
        (service) =>
          `cannot reach ${service} from subnet_app_${zone}: the network ACL of subnet_app_${zone} does not admit answers`,
      ),
      `cannot reach s3 from subnet_app_${zone}: the network ACL of subnet_app_${zone} does not admit answers`,
    ]),
  );
  finds(
    "an endpoint whose policy is for another account",
    (stacks) => {
      changePolicy(blockOf(stacks, "aws_vpc_endpoint", "ssmmessages"), "policy", ([statement]) => [
        { ...statement, Condition: { StringEquals: { "aws:PrincipalAccount": "210987654321" } } },
      ]);
    },
    all("the policy of the endpoint refuses ssmmessages:OpenControlChannel", ["ssmmessages"]),
  );
});

describe("to S3", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, obstacle: (zone: number) => string) => {
    findsWhen(control, fault, breaks, everywhere(obstacle, ["s3"]), "without-nat");
  };

  finds(
    "a gateway endpoint that is on no route table of the instances",
    (stacks) => {
      blockOf(stacks, "aws_vpc_endpoint", "s3").route_table_ids = ["${aws_route_table.route_public.id}"];
    },
    () => "no security group rule lets the request out to the internet, and there is no endpoint",
  );
  finds(
    "instances that may not call it",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_egress_rule", "app_s3");
    },
    () => "no security group rule lets the request out to the gateway endpoint",
  );
  finds(
    "a policy that refuses Amazon Linux's packages",
    (stacks) => {
      changePolicy(blockOf(stacks, "aws_vpc_endpoint", "s3"), "policy", (statements) =>
        statements.map((statement) => ({
          ...statement,
          Resource: [statement.Resource].flat().filter((resource: string) => !resource.includes("al2023")),
        })),
      );
    },
    () => "the policy of the gateway endpoint refuses arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/core",
  );
  finds(
    "a policy that wants credentials of who reads packages",
    (stacks) => {
      changePolicy(blockOf(stacks, "aws_vpc_endpoint", "s3"), "policy", (statements) =>
        statements.map((statement) => ({
          ...statement,
          Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
        })),
      );
    },
    () => "the policy of the gateway endpoint refuses arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/core",
  );
  finds(
    "an ACL that refuses answers from beyond the VPC",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_high_answers_in");
    },
    (zone) => `the network ACL of subnet_app_${zone} does not admit answers`,
  );
  finds(
    "an ACL that refuses requests beyond the VPC",
    (stacks) => {
      blockOf(stacks, "aws_network_acl_rule", "app_https_out").cidr_block = "10.20.0.0/16";
    },
    (zone) => `the network ACL of subnet_app_${zone} does not let requests out`,
  );
});

describe("through NAT alone", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found, "nat-alone");
  };

  finds(
    "a zone whose route is missing",
    (stacks) => {
      remove(stacks, "aws_route", "app_1_nat");
    },
    services.map(
      (service) =>
        `cannot reach ${service} from subnet_app_1: the subnet has neither an endpoint, nor NAT, nor a route to the internet`,
    ),
  );
  finds(
    "gateways that cannot reach the internet themselves",
    (stacks) => {
      remove(stacks, "aws_route", "public_internet");
    },
    all("the NAT gateway has no route to the internet"),
  );
  finds(
    "an ACL that refuses the gateways' answers",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "public_high_answers_in");
    },
    everywhere((zone) => `the network ACL of subnet_public_${zone} refuses the NAT gateway's traffic`),
  );
  finds(
    "an ACL that refuses the gateways' answers on one port alone",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "public_remaining_answers_in");
    },
    everywhere((zone) => `the network ACL of subnet_public_${zone} refuses the NAT gateway's traffic`),
  );
  finds(
    "instances that may not call the internet",
    (stacks) => {
      blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_anywhere").cidr_ipv4 = "10.0.0.0/8";
    },
    zones.flatMap((zone) => [
      ...services.map(
        (service) =>
          `cannot reach ${service} from subnet_app_${zone}: no security group rule lets the request out to the internet, and there is no endpoint`,
      ),
      `cannot reach s3 from subnet_app_${zone}: no security group rule lets the request out to the gateway endpoint`,
    ]),
  );
});

describe("through a public address", () => {
  findsWhen(
    control,
    "an instance in a public subnet without a public address",
    (stacks) => {
      blockOf(stacks, "aws_launch_template").network_interfaces[0].associate_public_ip_address = "false";
    },
    [0, 1].flatMap((zone) =>
      ["ssm", "ssmmessages", "kms", "logs"].map(
        (service) =>
          `cannot reach ${service} from subnet_public_${zone}: the route leads to an internet gateway, but the caller has no public address`,
      ),
    ),
    "trial",
  );
});

findsWhen(
  control,
  "a fleet whose subnets are in no stack",
  (stacks) => {
    add(stacks, "production-compute", "aws_autoscaling_group", "other", { vpc_zone_identifier: ["subnet-1"] });
  },
  ["is in no subnet of the stacks"],
);

describe("functions in the VPC", () => {
  holdsInEveryEnvironment(functionsReachWhatTheyNeed);

  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[], environment = "database") => {
    findsWhen(functionsReachWhatTheyNeed, fault, breaks, found, environment);
  };
  const fromEach = (what: string, obstacle: (zone: number) => string, of = zones) =>
    of.map((zone) => `cannot reach ${what} from subnet_app_${zone}: ${obstacle(zone)}`);

  finds(
    "an endpoint that does not admit them",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_ingress_rule", "endpoint_functions");
    },
    fromEach("secretsmanager", () => "no security group rule of the endpoint admits the request"),
  );
  finds(
    "that Secrets Manager has no endpoint, and their group no way past it",
    (stacks) => {
      remove(stacks, "aws_vpc_endpoint", "endpoint_secretsmanager");
    },
    fromEach(
      "secretsmanager",
      () => "no security group rule lets the request out to the internet, and there is no endpoint",
    ),
  );
  finds(
    "that NAT, their one way, is missing",
    (stacks) => {
      for (const zone of [0, 1]) remove(stacks, "aws_route", `app_${zone}_nat`);
    },
    fromEach(
      "secretsmanager",
      () => "the subnet has neither an endpoint, nor NAT, nor a route to the internet",
      [0, 1],
    ),
    "database-weak",
  );
  finds(
    "an ACL that refuses the answers to one port from which they call",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_remaining_answers_in");
    },
    fromEach("secretsmanager", (zone) => `the network ACL of subnet_app_${zone} does not admit answers`, [0, 1]),
    "database-weak",
  );
  finds(
    "one in the database's group, which admits nobody from itself",
    (stacks) => {
      blockOf(stacks, "aws_lambda_function", "query_player").vpc_config.security_group_ids = [
        "${data.terraform_remote_state.network.outputs.database_security_group_id}",
      ];
    },
    zones.flatMap((zone) => [
      `cannot reach secretsmanager from subnet_app_${zone}: no security group rule lets the request out to the endpoint`,
      `cannot reach the database from subnet_app_${zone}: no security group rule lets the request out to the database`,
    ]),
  );
  finds(
    "one in the data tier, from which nothing leads out",
    (stacks) => {
      const config = blockOf(stacks, "aws_lambda_function", "query_player").vpc_config;
      config.subnet_ids = String(config.subnet_ids).replace("app_subnet_ids", "data_subnet_ids");
    },
    zones.flatMap((zone) => [
      `cannot reach secretsmanager from subnet_data_${zone}: the network ACL of subnet_data_${zone} does not let requests out`,
      `cannot reach the database from subnet_data_${zone}: the network ACL of subnet_data_${zone} refuses its egress`,
    ]),
  );
  finds(
    "a database that does not admit them",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_ingress_rule", "database_functions");
    },
    fromEach("the database", () => "no security group rule of the database admits the request"),
  );
  finds(
    "an ACL that refuses the database's answers",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "data_answers_out");
    },
    fromEach("the database", () => "the network ACL of subnet_data_0 refuses its egress"),
  );
  finds(
    "one whose subnets are not known",
    (stacks) => {
      blockOf(stacks, "aws_lambda_function", "query_player").vpc_config.subnet_ids = ["subnet-1", "subnet-2"];
    },
    ["is not in two subnets of the stacks"],
  );
});

function appEntries(stacks: Stacks, name: RegExp) {
  return resourcesOf(stacks, "aws_network_acl_rule").filter(
    (entry) => entry.name.includes("_app_") && name.test(entry.name),
  );
}
