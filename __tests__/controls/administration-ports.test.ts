import { add, blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  noNetworkAclAdmitsAdministration,
  noSecurityGroupAdmitsAdministration,
} from "../../controls/rules/administration-ports";

describe("security groups", () => {
  const control = noSecurityGroupAdmitsAdministration;
  const rule = "aws_vpc_security_group_ingress_rule";
  const withRule = (block: object) => (stacks: Parameters<typeof add>[0]) => {
    add(stacks, "production-network", rule, "extra", { security_group_id: "sg-1", cidr_ipv4: "10.0.0.0/8", ...block });
  };

  holdsInEveryEnvironment(control);
  findsWhen(control, "SSH", withRule({ ip_protocol: "tcp", from_port: 22, to_port: 22 }), ["its ports include 22"]);
  findsWhen(control, "a range around SSH", withRule({ ip_protocol: "6", from_port: 20, to_port: 25 }), [
    "its ports include 22",
  ]);
  findsWhen(
    control,
    "a range around Remote Desktop",
    withRule({ ip_protocol: "udp", from_port: 1024, to_port: 65535 }),
    ["its ports include 3389"],
  );
  const both = ["its ports include 22", "its ports include 3389"];
  findsWhen(control, "every protocol", withRule({ ip_protocol: "-1" }), both);
  findsWhen(control, "every port", withRule({ ip_protocol: "tcp", from_port: -1, to_port: -1 }), both);
  findsWhen(control, "no ports given", withRule({ ip_protocol: "tcp" }), both);
  findsWhen(
    control,
    "nothing in ICMP, which has no ports",
    withRule({ ip_protocol: "icmp", from_port: 3, to_port: 4 }),
    [],
  );
  findsWhen(
    control,
    "an egress rule for these ports",
    (stacks) => {
      blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_s3").ip_protocol = "-1";
    },
    both,
  );
});

describe("network ACLs", () => {
  const control = noNetworkAclAdmitsAdministration;
  const acl = "${aws_network_acl.network_acl_app.id}";
  const withEntries =
    (...entries: object[]) =>
    (stacks: Parameters<typeof add>[0]) => {
      entries.forEach((entry, index) => {
        const block = {
          network_acl_id: acl,
          egress: false,
          protocol: "tcp",
          rule_action: "allow",
          rule_number: 10 + index,
          ...entry,
        };
        add(stacks, "production-network", "aws_network_acl_rule", `extra_${index}`, block);
      });
    };
  const ssh = { from_port: 22, to_port: 22 };

  holdsInEveryEnvironment(control);
  findsWhen(control, "SSH from anywhere", withEntries({ ...ssh, cidr_block: "0.0.0.0/0" }), [
    "admits 0.0.0.0/0 on port 22",
  ]);
  findsWhen(control, "SSH from anywhere in IPv6", withEntries({ ...ssh, ipv6_cidr_block: "::/0" }), [
    "admits ::/0 on port 22",
  ]);
  findsWhen(control, "SSH from another network", withEntries({ ...ssh, cidr_block: "10.99.0.0/16" }), [
    "admits 10.99.0.0/16 on port 22",
  ]);
  findsWhen(
    control,
    "nothing in SSH from the VPC, which security groups refuse",
    withEntries({ ...ssh, cidr_block: "10.20.0.0/16" }),
    [],
  );
  findsWhen(
    control,
    "an entry for answers on every ephemeral port",
    withEntries({ from_port: 1024, to_port: 65535, cidr_block: "0.0.0.0/0" }),
    ["admits 0.0.0.0/0 on port 3389"],
  );
  const remoteDesktop = { from_port: 3389, to_port: 3389, cidr_block: "0.0.0.0/0" };
  const ofThePublicTier = { network_acl_id: "${aws_network_acl.network_acl_public.id}" };
  findsWhen(control, "Remote Desktop in a subnet without NAT gateways and functions", withEntries(remoteDesktop), [
    "admits 0.0.0.0/0 on port 3389",
  ]);
  findsWhen(
    control,
    "more than answers over TCP and IPv4 where NAT gateways are",
    withEntries(
      { ...remoteDesktop, ...ofThePublicTier, protocol: "udp" },
      { ...remoteDesktop, ...ofThePublicTier, from_port: 3388 },
      { from_port: 3389, to_port: 3389, ipv6_cidr_block: "::/0", ...ofThePublicTier },
    ),
    ["admits 0.0.0.0/0 on port 3389", "admits ::/0 on port 3389"],
  );
  findsWhen(
    control,
    "the entry for answers where no NAT gateway is",
    (stacks) => {
      for (const zone of [0, 1, 2]) remove(stacks, "aws_nat_gateway", `nat_${zone}`);
    },
    ["admits 0.0.0.0/0 on port 3389"],
  );
  findsWhen(
    control,
    "the entry for answers where no function's route leads to a NAT gateway",
    (stacks) => {
      for (const zone of [0, 1]) remove(stacks, "aws_route", `app_${zone}_nat`);
    },
    ["admits 0.0.0.0/0 on port 3389"],
    "database-weak",
  );
  findsWhen(control, "every protocol", withEntries({ protocol: "-1", cidr_block: "0.0.0.0/0" }), [
    "admits 0.0.0.0/0 on port 22",
    "admits 0.0.0.0/0 on port 3389",
  ]);
  findsWhen(
    control,
    "nothing where an earlier entry refuses SSH",
    withEntries({ ...ssh, rule_action: "deny", cidr_block: "0.0.0.0/0" }, { ...ssh, cidr_block: "198.51.100.0/24" }),
    [],
  );
  findsWhen(
    control,
    "SSH that an entry refuses too late, or only in part",
    withEntries(
      { ...ssh, rule_action: "deny", cidr_block: "198.51.100.0/25" },
      { ...ssh, cidr_block: "198.51.100.0/24" },
      { ...ssh, rule_action: "deny", cidr_block: "0.0.0.0/0" },
    ),
    ["admits 198.51.100.0/24 on port 22"],
  );
});
