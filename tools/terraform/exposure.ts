import { BlockList } from "node:net";

import type { Attributes } from "./configuration";

/** A resource of a plan with the attributes that are known before apply. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly after: Attributes;
}

export const knownAfterApply = "(known after apply)";

/** One way from the internet into what is planned. */
export interface Opening {
  readonly address: string;
  /** In AWS's words: `admits 0.0.0.0/0 on tcp 443`. */
  readonly what: string;
}

/** What is open to the internet, read from the planned values and not from names. */
export function openingsOf(resources: readonly PlannedResource[]): Opening[] {
  return resources.flatMap(({ address, type, after }) =>
    (openings[type]?.(after) ?? []).map((what) => ({ address, what })),
  );
}

type Detector = (after: Attributes) => string[];

const always =
  (what: string): Detector =>
  () => [what];
const when =
  (test: (after: Attributes) => boolean, what: string): Detector =>
  (after) =>
    test(after) ? [what] : [];

const rulesIn =
  (attribute: string): Detector =>
  (after) =>
    blocks(after[attribute]).flatMap(admits);
const networkAclRulesIn: Detector = (after) => blocks(after["ingress"]).flatMap((rule) => networkAclAdmits(rule));
const loadBalancer = when(({ internal }) => internal !== true, "internet-facing load balancer");
const publicDatabase = when((after) => after["publicly_accessible"] === true, "publicly accessible");

const openings: Readonly<Record<string, Detector>> = {
  aws_alb: loadBalancer,
  aws_api_gateway_rest_api: when(
    (after) => !blocks(after["endpoint_configuration"]).some(({ types }) => strings(types).includes("PRIVATE")),
    "API reachable from the internet",
  ),
  aws_apigatewayv2_api: always("API reachable from the internet"),
  aws_cloudfront_distribution: when(({ enabled }) => enabled !== false, "distribution"),
  aws_cognito_user_pool_domain: always("sign-in pages"),
  aws_db_instance: publicDatabase,
  aws_default_network_acl: networkAclRulesIn,
  aws_default_security_group: rulesIn("ingress"),
  aws_eip: when(({ instance }) => instance !== undefined && instance !== null, "elastic IP of an instance"),
  aws_eip_association: always("elastic IP of an instance or a network interface"),
  aws_instance: when(({ associate_public_ip_address: is }) => is === true, "public IP address"),
  aws_lambda_function_url: when(({ authorization_type: type }) => type !== "AWS_IAM", "function URL without IAM"),
  aws_launch_template: (after) =>
    blocks(after["network_interfaces"])
      .filter(({ associate_public_ip_address: is }) => String(is) === "true")
      .map(() => "instances with a public IP address"),
  aws_lb: loadBalancer,
  aws_network_acl: networkAclRulesIn,
  aws_network_acl_rule: (after) => (after["egress"] === true ? [] : networkAclAdmits(after)),
  aws_rds_cluster_instance: publicDatabase,
  aws_redshift_cluster: publicDatabase,
  aws_route: (after) =>
    // What leads to a NAT gateway, an endpoint or an instance has another attribute.
    strings(after["gateway_id"]).some((id) => id === knownAfterApply || id.startsWith("igw-"))
      ? internetBlocks(after["destination_cidr_block"], after["destination_ipv6_cidr_block"]).map(
          (block) => `routes ${block} to an internet gateway`,
        )
      : [],
  aws_s3_bucket_policy: (after) => (admitsAnybody(after["policy"]) ? ["policy that admits anybody"] : []),
  aws_s3_bucket_public_access_block: when(
    (after) =>
      ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].some(
        (name) => after[name] !== true,
      ),
    "public access not blocked as a whole",
  ),
  aws_security_group: rulesIn("ingress"),
  aws_security_group_rule: (after) => (after["type"] === "ingress" ? admits(after) : []),
  aws_subnet: when(({ map_public_ip_on_launch: does }) => does === true, "gives public IP addresses at launch"),
  aws_vpc_security_group_ingress_rule: admits,
};

/** One rule of a security group, whichever resource it is written in. */
function admits(rule: Attributes): string[] {
  const sources = internetBlocks(rule["cidr_ipv4"], rule["cidr_ipv6"], rule["cidr_blocks"], rule["ipv6_cidr_blocks"]);
  const lists = strings(rule["prefix_list_id"], rule["prefix_list_ids"]).map((list) => `prefix list ${list}`);
  const protocol = rule["ip_protocol"] ?? rule["protocol"];
  return [...sources, ...lists].map((source) => `admits ${source} on ${ports(protocol, rule)}`);
}

function networkAclAdmits(rule: Attributes): string[] {
  if ((rule["rule_action"] ?? rule["action"]) !== "allow") return [];
  return internetBlocks(rule["cidr_block"], rule["ipv6_cidr_block"]).map(
    (source) => `admits ${source} on ${ports(rule["protocol"], rule)}`,
  );
}

function ports(protocol: unknown, rule: Attributes): string {
  const names: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };
  const [from, to] = [rule["from_port"], rule["to_port"]].map((port) => (typeof port === "number" ? port : undefined));
  if (typeof protocol !== "string" || protocol === "-1" || protocol === "all") return "every protocol and port";
  const name = names[protocol] ?? protocol;
  if (from === undefined || from === -1 || to === undefined) return name;
  return from === to ? `${name} ${from}` : `${name} ${from}-${to}`;
}

/** Blocks that no address of the internet is in: RFC 1918, 6598, 3927, 1122, 4193, 4291. */
function privateBlocks(): BlockList {
  const list = new BlockList();
  for (const block of [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "127.0.0.0/8",
  ]) {
    const [network = "", prefix] = block.split("/");
    list.addSubnet(network, Number(prefix), "ipv4");
  }
  list.addSubnet("fc00::", 7, "ipv6");
  list.addSubnet("fe80::", 10, "ipv6");
  return list;
}

/** Of the CIDR blocks given, those that hold an address of the internet. */
function internetBlocks(...values: readonly unknown[]): string[] {
  const isPrivate = privateBlocks();
  return strings(...values).filter((block) => {
    const [network = "", prefix = "0"] = block.split("/");
    const family = network.includes(":") ? "ipv6" : "ipv4";
    // A block wider than the widest private one, such as 8.0.0.0/5, holds public addresses wherever it begins.
    const isWide = Number(prefix) < (family === "ipv6" ? 7 : 8);
    return block !== knownAfterApply && (isWide || !isPrivate.check(network, family));
  });
}

/** An Allow for everybody that no condition narrows. */
function admitsAnybody(policy: unknown): boolean {
  return statementsOf(policy).some(({ Effect, Principal, Condition }) => {
    const anybody = Principal === "*" || strings((Principal as Attributes | undefined)?.["AWS"]).includes("*");
    return Effect === "Allow" && anybody && Condition === undefined;
  });
}

/** The statements of a policy; none where it is an expression or known only after apply. */
function statementsOf(policy: unknown): Attributes[] {
  if (typeof policy !== "string" || !policy.startsWith("{")) return [];
  const { Statement } = JSON.parse(policy) as { readonly Statement?: Attributes | readonly Attributes[] };
  return [Statement ?? []].flat();
}

const strings = (...values: readonly unknown[]): string[] =>
  values.flat().filter((value): value is string => typeof value === "string" && value !== "");

const blocks = (value: unknown): Attributes[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).filter(
    (block): block is Attributes => typeof block === "object" && block !== null,
  );
