import { saferOff, saferOn } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { scalar, wordsOf } from "../../settings/words";

/** A switch in words of its own. */
const inWords =
  (on: string, off: string) =>
  (value: Value): string =>
    ({ true: on, false: off })[scalar(value)] ?? wordsOf(value);

/** What opens something by being on, also in something new. */
const opening = { consequence: "guard lost", judge: saferOff, standard: false, safe: false } as const;

/** The switches of the network that stand alone. */
export const networkSettings: readonly TypedSetting[] = [
  {
    ...opening,
    // Amazon VPC User Guide, "Modify the IP addressing attributes of your subnet".
    rule: "subnet-public-addresses",
    types: ["aws_subnet"],
    path: "map_public_ip_on_launch",
    part: "public IPv4 addresses",
    words: inWords("one for each new instance", "none"),
    weaker: "Whatever starts in the subnet has a public address, without anyone asking for one.",
    stronger: "What starts in the subnet has no public address unless it asks for one.",
  },
  {
    ...opening,
    rule: "subnet-ipv6-addresses",
    types: ["aws_subnet"],
    path: "assign_ipv6_address_on_creation",
    part: "IPv6 addresses",
    words: inWords("one for each new interface", "none"),
    weaker:
      "Whatever starts in the subnet has an IPv6 address, which the internet can reach where routes and rules let it.",
    stronger: "What starts in the subnet has no IPv6 address unless it asks for one.",
  },
  {
    ...opening,
    rule: "vpc-ipv6",
    types: ["aws_vpc"],
    path: "assign_generated_ipv6_cidr_block",
    part: "addresses",
    words: inWords("IPv4 and IPv6", "IPv4 alone"),
    weaker: "The VPC gets addresses of IPv6, which are public: rules for IPv4 alone do not cover them.",
    stronger: "The VPC has no addresses of IPv6.",
  },
  {
    // Amazon VPC User Guide, "DNS attributes for your VPC".
    rule: "vpc-dns",
    consequence: "downtime",
    types: ["aws_vpc"],
    path: "enable_dns_support",
    part: "DNS",
    judge: saferOn,
    standard: true,
    words: inWords("names resolve", "names do not resolve"),
    weaker:
      "Amazon's resolver does not answer in the VPC: names of endpoints, databases and AWS services stop to resolve.",
    stronger: "Amazon's resolver answers in the VPC.",
  },
  {
    rule: "vpc-dns-names",
    consequence: "downtime",
    types: ["aws_vpc"],
    path: "enable_dns_hostnames",
    part: "DNS host names",
    judge: saferOn,
    standard: false,
    words: inWords("private names of endpoints", "no private names of endpoints"),
    weaker: "The private names of the VPC's endpoints stop to work: calls to AWS services leave the VPC, or fail.",
    stronger: "The private names of the VPC's endpoints can work.",
  },
  {
    // AWS PrivateLink Guide, "Access an AWS service using an interface VPC endpoint", "Private DNS".
    rule: "endpoint-private-dns",
    consequence: "guard lost",
    types: ["aws_vpc_endpoint"],
    path: "private_dns_enabled",
    part: "private DNS",
    judge: saferOn,
    standard: false,
    words: inWords("the service's name leads to the endpoint", "the service's name leads to its public addresses"),
    weaker: "Calls to the service go past the endpoint and its policy: they leave the VPC, or fail.",
    stronger: "Calls to the service go through the endpoint and its policy.",
  },
];

/** The switches that a change turns. */
export const switches = ofSettings(networkSettings);
