import type { Consequence } from "../../finding";

/** A switch of one type: which of its two states is the weaker one, and what the two mean. */
export interface Switch {
  readonly type: string;
  readonly attribute: string;
  readonly rule: string;
  readonly consequence: Consequence;
  /** What AWS takes where the attribute is not written. */
  readonly unset: boolean;
  readonly weaker: boolean;
  readonly words: Readonly<Record<"true" | "false", string>>;
  readonly meaning: Readonly<Record<"weaker" | "stronger", string>>;
}

/** The switches of the network that stand alone. */
export const switches: readonly Switch[] = [
  {
    // Amazon VPC User Guide, "Modify the IP addressing attributes of your subnet".
    type: "aws_subnet",
    attribute: "map_public_ip_on_launch",
    rule: "subnet-public-addresses",
    consequence: "guard lost",
    unset: false,
    weaker: true,
    words: { true: "a public IPv4 address for each new instance", false: "no public addresses" },
    meaning: {
      weaker: "Whatever starts in the subnet has a public address, without anyone asking for one.",
      stronger: "What starts in the subnet has no public address unless it asks for one.",
    },
  },
  {
    type: "aws_subnet",
    attribute: "assign_ipv6_address_on_creation",
    rule: "subnet-ipv6-addresses",
    consequence: "guard lost",
    unset: false,
    weaker: true,
    words: { true: "an IPv6 address for each new interface", false: "no IPv6 addresses" },
    meaning: {
      weaker:
        "Whatever starts in the subnet has an IPv6 address, which the internet can reach where routes and rules let it.",
      stronger: "What starts in the subnet has no IPv6 address unless it asks for one.",
    },
  },
  {
    // Amazon VPC User Guide, "DNS attributes for your VPC".
    type: "aws_vpc",
    attribute: "enable_dns_support",
    rule: "vpc-dns",
    consequence: "downtime",
    unset: true,
    weaker: false,
    words: { true: "names resolve", false: "names do not resolve" },
    meaning: {
      weaker:
        "Amazon's resolver does not answer in the VPC: names of endpoints, databases and AWS services stop to resolve.",
      stronger: "Amazon's resolver answers in the VPC.",
    },
  },
  {
    type: "aws_vpc",
    attribute: "enable_dns_hostnames",
    rule: "vpc-dns-names",
    consequence: "downtime",
    unset: false,
    weaker: false,
    words: { true: "private names of endpoints", false: "no private names of endpoints" },
    meaning: {
      weaker: "The private names of the VPC's endpoints stop to work: calls to AWS services leave the VPC, or fail.",
      stronger: "The private names of the VPC's endpoints can work.",
    },
  },
  {
    type: "aws_vpc",
    attribute: "assign_generated_ipv6_cidr_block",
    rule: "vpc-ipv6",
    consequence: "guard lost",
    unset: false,
    weaker: true,
    words: { true: "IPv6 addresses", false: "IPv4 alone" },
    meaning: {
      weaker: "The VPC gets addresses of IPv6, which are public: rules for IPv4 alone do not cover them.",
      stronger: "The VPC has no addresses of IPv6.",
    },
  },
  {
    // AWS PrivateLink Guide, "Access an AWS service using an interface VPC endpoint", "Private DNS".
    type: "aws_vpc_endpoint",
    attribute: "private_dns_enabled",
    rule: "endpoint-private-dns",
    consequence: "guard lost",
    unset: false,
    weaker: false,
    words: {
      true: "the service's name leads to the endpoint",
      false: "the service's name leads to its public addresses",
    },
    meaning: {
      weaker: "Calls to the service go past the endpoint and its policy: they leave the VPC, or fail.",
      stronger: "Calls to the service go through the endpoint and its policy.",
    },
  },
];
