import type { Attributes } from "../../../tools/terraform/configuration";
import { knownAfterApply, openingsOf } from "../../../tools/terraform/exposure";

const openings = (type: string, after: Attributes): string[] =>
  openingsOf([{ address: `${type}.it`, type, after }]).map(({ what }) => what);

test.each<[type: string, after: Attributes, what: string[]]>([
  [
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ["admits 0.0.0.0/0 on tcp 443"],
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv6: "::/0", ip_protocol: "udp", from_port: 20, to_port: 25 },
    ["admits ::/0 on udp 20-25"],
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv4: "8.0.0.0/5", ip_protocol: "-1" },
    ["admits 8.0.0.0/5 on every protocol and port"],
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    { prefix_list_id: "pl-1", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ["admits prefix list pl-1 on tcp 443"],
  ],
  [
    "aws_security_group_rule",
    { type: "ingress", cidr_blocks: ["10.0.0.0/8", "198.51.100.0/24"], protocol: "6", from_port: 22, to_port: 22 },
    ["admits 198.51.100.0/24 on tcp 22"],
  ],
  [
    "aws_security_group",
    {
      ingress: [
        { cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"], protocol: "tcp", from_port: 80, to_port: 80 },
      ],
    },
    ["admits 0.0.0.0/0 on tcp 80", "admits ::/0 on tcp 80"],
  ],
  [
    "aws_network_acl_rule",
    { egress: false, rule_action: "allow", cidr_block: "0.0.0.0/0", protocol: "6", from_port: 1024, to_port: 65535 },
    ["admits 0.0.0.0/0 on tcp 1024-65535"],
  ],
  [
    "aws_network_acl",
    { ingress: [{ action: "allow", cidr_block: "0.0.0.0/0", protocol: "-1", from_port: 0, to_port: 0 }] },
    ["admits 0.0.0.0/0 on every protocol and port"],
  ],
  ["aws_lb", { internal: false }, ["internet-facing load balancer"]],
  ["aws_lb", {}, ["internet-facing load balancer"]],
  ["aws_subnet", { map_public_ip_on_launch: true }, ["gives public IP addresses at launch"]],
  [
    "aws_launch_template",
    { network_interfaces: [{ associate_public_ip_address: "true" }] },
    ["instances with a public IP address"],
  ],
  [
    "aws_route",
    { gateway_id: knownAfterApply, destination_cidr_block: "0.0.0.0/0" },
    ["routes 0.0.0.0/0 to an internet gateway"],
  ],
  [
    "aws_s3_bucket_policy",
    { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject" }] }) },
    ["policy that admits anybody"],
  ],
  ["aws_s3_bucket_public_access_block", { block_public_acls: true }, ["public access not blocked as a whole"]],
  [
    "aws_api_gateway_rest_api",
    { endpoint_configuration: [{ types: ["REGIONAL"] }] },
    ["API reachable from the internet"],
  ],
  ["aws_db_instance", { publicly_accessible: true }, ["publicly accessible"]],
])("%s %j is open", (type, after, what) => {
  expect(openings(type, after)).toEqual(what);
});

test.each<[type: string, after: Attributes]>([
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "10.1.0.0/16", ip_protocol: "-1" }],
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv6: "fd00::/8", ip_protocol: "-1" }],
  ["aws_vpc_security_group_ingress_rule", { referenced_security_group_id: knownAfterApply, ip_protocol: "-1" }],
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: knownAfterApply, ip_protocol: "-1" }],
  ["aws_vpc_security_group_egress_rule", { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }],
  ["aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"], protocol: "-1" }],
  ["aws_network_acl_rule", { egress: true, rule_action: "allow", cidr_block: "0.0.0.0/0", protocol: "-1" }],
  ["aws_network_acl_rule", { egress: false, rule_action: "deny", cidr_block: "0.0.0.0/0", protocol: "-1" }],
  ["aws_lb", { internal: true }],
  ["aws_subnet", { map_public_ip_on_launch: false }],
  ["aws_launch_template", { network_interfaces: [{ associate_public_ip_address: "false" }] }],
  ["aws_route", { gateway_id: null, nat_gateway_id: knownAfterApply, destination_cidr_block: "0.0.0.0/0" }],
  ["aws_eip", { instance: null, domain: "vpc" }],
  ["aws_s3_bucket_policy", { policy: JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*" }] }) }],
  ["aws_s3_bucket_policy", { policy: knownAfterApply }],
  ["aws_api_gateway_rest_api", { endpoint_configuration: [{ types: ["PRIVATE"] }] }],
  ["aws_vpc", { cidr_block: "10.0.0.0/16" }],
])("%s %j is not", (type, after) => {
  expect(openings(type, after)).toEqual([]);
});
