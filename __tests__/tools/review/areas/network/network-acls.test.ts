import { casePlan, findIn, lineOf } from "../../../../support/plans";
import { network } from "../../../../../tools/review/areas/network";
import {
  aclRule,
  asSaid,
  base,
  baseWith,
  findingsFrom,
  flipped,
  linesFrom,
  replacedAfterwards,
  type State,
} from "./states";

const inbound = "aws_network_acl_rule.in";
const moment = /moment/;
const lasting = (lines: readonly string[]): readonly string[] => lines.filter((line) => !moment.test(line));

test("a rule that has another number only is refused for a moment, and allows the same", () => {
  const found = findIn(network, casePlan("13"));
  expect(found.map(lineOf)).toEqual([
    "downtime, weaker: network ACL prod-network-data, inbound rules: tcp 3306 from 10.20.0.0/17 → refused for a moment",
  ]);
  expect(found[0]?.meaning).toContain("Rule 100 (then 110)");
});

/** The network without what stands in its subnets. */
const nobodyIn = (state: State): State =>
  Object.fromEntries(Object.entries(state).filter(([address]) => !/^aws_(?:lb|instance|nat_gateway)\./.test(address)));

test.each<[string, Parameters<typeof baseWith>[0], Parameters<typeof baseWith>[0], readonly string[]]>([
  [
    "a wider rule",
    { [inbound]: { cidr_block: "10.0.0.0/8" } },
    { [inbound]: { cidr_block: "0.0.0.0/0" } },
    [
      "guard lost, weaker: network ACL all, inbound rules: not allowed → all traffic from everywhere (IPv4) except 10.0.0.0/8",
    ],
  ],
  [
    "a refusal behind what it refused",
    { "aws_network_acl_rule.no": aclRule(50, { rule_action: "deny", protocol: "6", from_port: 22, to_port: 22 }) },
    { "aws_network_acl_rule.no": aclRule(150, { rule_action: "deny", protocol: "6", from_port: 22, to_port: 22 }) },
    ["guard lost, weaker: network ACL all, inbound rules: not allowed → tcp 22 from everywhere (IPv4)"],
  ],
  [
    "a rule inside the ACL of its VPC's default",
    { "aws_default_network_acl.main": { id: "acl-0", vpc_id: "vpc-1" } },
    {
      "aws_default_network_acl.main": {
        id: "acl-0",
        vpc_id: "vpc-1",
        egress: [{ action: "allow", rule_no: 1, protocol: "-1", cidr_block: "10.0.0.0/8", from_port: 0, to_port: 0 }],
      },
    },
    ["guard lost, weaker: default network ACL main, outbound rules: not allowed → all traffic to 10.0.0.0/8"],
  ],
])("%s is a weakening, and its inverse a strengthening where nobody needs the packets", (_, was, is, lines) => {
  const [before, after] = [nobodyIn(baseWith(was)), nobodyIn(baseWith(is))];
  expect(linesFrom(before, after)).toEqual(lines);
  expect(asSaid(findingsFrom(after, before))).toEqual(flipped(findingsFrom(before, after)));
});

test("subnets that lose their ACL to the VPC's default one are said with what they gain", () => {
  const narrow = { [inbound]: { cidr_block: "10.0.0.0/8" } };
  const after = baseWith({ ...narrow, "aws_network_acl.all": { subnet_ids: ["subnet-pub"] } });
  expect(lasting(linesFrom(baseWith(narrow), after))).toEqual([
    "guard lost, weaker: network ACL all, inbound rules of app: not allowed → all traffic from everywhere (IPv4) except 10.0.0.0/8 and everywhere (IPv6)",
    "guard lost, weaker: network ACL all, outbound rules of app: not allowed → all traffic to everywhere (IPv6)",
  ]);
});

test("an ACL that is deleted leaves its subnets to the default one, and what stands there is cut off", () => {
  const narrow = { "aws_default_network_acl.main": { id: "acl-0", vpc_id: "vpc-1" } };
  const gone = {
    ...narrow,
    "aws_network_acl.all": undefined,
    [inbound]: undefined,
    "aws_network_acl_rule.out": undefined,
  };
  expect(linesFrom(baseWith(narrow), baseWith(gone))).toEqual([
    "downtime, weaker: network ACL all, inbound rules of app, public: all traffic from everywhere (IPv4) → not allowed",
    "downtime, weaker: network ACL all, outbound rules of app, public: all traffic to everywhere (IPv4) → not allowed",
  ]);
});

test("a refusal that is replaced lets packets pass for a moment", () => {
  const no = "aws_network_acl_rule.no";
  const rule = (number: number) => ({ [no]: aclRule(number, { rule_action: "deny", cidr_block: "203.0.113.0/24" }) });
  expect(linesFrom(baseWith(rule(50)), baseWith(rule(60)), { [no]: replacedAfterwards })).toEqual([
    "guard lost, weaker: network ACL all, inbound rules: refused → all traffic from 203.0.113.0/24 for a moment",
  ]);
});

test("a block of addresses that is known after apply cannot be reviewed", () => {
  const how = { [inbound]: { unknown: { cidr_block: true }, actions: ["update"] } };
  const { cidr_block: _, ...without } = base[inbound] ?? {};
  expect(linesFrom(base, { ...base, [inbound]: without }, how)).toEqual([
    `not reviewable, cannot tell: network ACL all, inbound rules: all traffic from everywhere (IPv4) → all traffic from peers that are not known (${inbound}.cidr_block)`,
  ]);
});

test("subnets that are known after apply are taken to stay, and cannot be reviewed", () => {
  const how = { "aws_network_acl.all": { unknown: { subnet_ids: true }, actions: ["update"] } };
  expect(linesFrom(base, baseWith({ "aws_network_acl.all": { subnet_ids: null } }), how)).toEqual([
    "not reviewable, cannot tell: network ACL all, subnet_ids",
  ]);
});

describe("packets that an ACL lets through no more", () => {
  const refuse = (port: number, cidr: string) =>
    baseWith({
      "aws_network_acl_rule.no": aclRule(50, {
        rule_action: "deny",
        protocol: "6",
        from_port: port,
        to_port: port,
        cidr_block: cidr,
      }),
    });

  test("are an interruption for what the given plans have in the subnets, also where they are answers", () => {
    const found = findingsFrom(base, refuse(443, "0.0.0.0/0"));
    expect(found.map(lineOf)).toEqual([
      "downtime, weaker: network ACL all, inbound rules: tcp 443 from everywhere (IPv4) → not allowed",
    ]);
    expect(found[0]?.meaning).toBe(
      "The network ACL lets less into its subnets: who needs these packets, also for answers, is cut off; in the subnets stand instance app, load balancer web and NAT gateway nat.",
    );
    const answers = baseWith({ "aws_network_acl_rule.out": { protocol: "6", from_port: 0, to_port: 1023 } });
    expect(findingsFrom(base, answers).map(({ consequence, direction }) => [consequence, direction])).toEqual([
      ["downtime", "weaker"],
    ]);
  });

  test.each([
    ["of a port that nothing serves", 22, "0.0.0.0/0"],
    ["of a stranger's addresses", 443, "203.0.113.0/24"],
  ])("%s are a guard", (_, port, cidr) => {
    expect(
      findingsFrom(base, refuse(port, cidr)).map(({ consequence, direction }) => [consequence, direction]),
    ).toEqual([["guard lost", "stronger"]]);
  });

  test("are a note where the plans do not tell what is in the subnets", () => {
    const found = findingsFrom(nobodyIn(refuse(22, "203.0.113.0/24")), nobodyIn(refuse(443, "0.0.0.0/0")));
    expect(found.filter(({ direction }) => direction === "stronger").map(({ meaning }) => meaning)).toEqual([
      "The network ACL lets less into its subnets: who needs these packets, also for answers, is cut off, and who that is cannot be told without the plans of compute and edge.",
    ]);
  });
});
