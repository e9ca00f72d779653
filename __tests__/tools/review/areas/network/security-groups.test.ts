import { reviewOf } from "../../../../../tools/review/review";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";
import { network } from "../../../../../tools/review/areas/network";
import {
  asSaid,
  base,
  baseWith,
  findingsFrom,
  flipped,
  ingress,
  linesFrom,
  planFrom,
  replacedAfterwards,
  type State,
} from "./states";

const everywhere = { cidr_ipv4: "0.0.0.0/0", referenced_security_group_id: null };
const appRule = "aws_vpc_security_group_ingress_rule.app";
const unused = { "aws_instance.app": undefined, "aws_lb.web": undefined };

test("a group that a plan opens is said with what was allowed before, and with the moment without a rule", () => {
  const found = findIn(network, casePlan("10"));
  const group = "security group prod-network-app, inbound rules";
  expect(found.map(lineOf)).toEqual([
    `guard lost, weaker: ${group}: tcp 80 from the group prod-network-load-balancer → tcp 0-65535 from everywhere (IPv4)`,
    `downtime, weaker: ${group}: tcp 80 from the group prod-network-load-balancer → not allowed for a moment`,
  ]);
  expect(found[0]?.meaning).toBe(
    "The group admits addresses of the internet; whether a way from the internet leads to what is in the group is told by the plans of the layers compute and edge, which are not given; of the VPC's 9 subnets prod-network-public-0, prod-network-public-1 and prod-network-public-2 have a route to an internet gateway.",
  );
});

test("a group that is replaced opens and closes nothing", () => {
  const found = findIn(network, casePlan("14"));
  expect(found.map(lineOf)).toEqual(["downtime, weaker: security group prod-network-app"]);
  expect(found[0]?.alsoSays).toHaveLength(5);
  expect(JSON.stringify(found.map(({ meaning }) => meaning))).not.toMatch(/open|clos/);
});

test.each<[string, Parameters<typeof baseWith>[0], readonly string[]]>([
  [
    "another peer group",
    { [appRule]: { referenced_security_group_id: "sg-other" } },
    [
      "guard lost, weaker: security group app, inbound rules: not allowed → tcp 80 from the group sg-other",
      "guard lost, stronger: security group app, inbound rules: tcp 80 from the group lb → not allowed",
    ],
  ],
  [
    "a port more",
    { "aws_vpc_security_group_ingress_rule.more": ingress("sg-app", 22, { cidr_ipv4: "10.0.0.0/8" }) },
    ["guard lost, weaker: security group app, inbound rules: not allowed → tcp 22 from 10.0.0.0/8"],
  ],
  [
    "two halves of the internet",
    {
      "aws_vpc_security_group_ingress_rule.a": ingress("sg-app", 22, { cidr_ipv4: "0.0.0.0/1" }),
      "aws_vpc_security_group_ingress_rule.b": ingress("sg-app", 22, { cidr_ipv4: "128.0.0.0/1" }),
    },
    ["guard lost, weaker: security group app, inbound rules: not allowed → tcp 22 from everywhere (IPv4)"],
  ],
  [
    "a way out",
    {
      "aws_vpc_security_group_egress_rule.out": {
        security_group_id: "sg-app",
        ip_protocol: "-1",
        cidr_ipv4: "0.0.0.0/0",
      },
    },
    ["guard lost, weaker: security group app, outbound rules: not allowed → all traffic to everywhere (IPv4)"],
  ],
  [
    "a rule of the older type, with the group itself",
    {
      "aws_security_group_rule.self": {
        type: "ingress",
        security_group_id: "sg-app",
        protocol: "tcp",
        from_port: 22,
        to_port: 22,
        self: true,
      },
    },
    ["guard lost, weaker: security group app, inbound rules: not allowed → tcp 22 from the group itself"],
  ],
  [
    "a rule inside a group that has no others",
    {
      "aws_security_group.lb": {
        egress: [{ protocol: "tcp", from_port: 25, to_port: 25, cidr_blocks: ["10.0.0.0/8"], self: false }],
      },
    },
    ["guard lost, weaker: security group lb, outbound rules: not allowed → tcp 25 to 10.0.0.0/8"],
  ],
])("%s is a weakening, and its inverse a strengthening where nobody has the group", (_, change, lines) => {
  const [before, after] = [baseWith(unused), baseWith({ ...unused, ...change })];
  expect(linesFrom(before, after)).toEqual(lines);
  expect(asSaid(findingsFrom(after, before))).toEqual(flipped(findingsFrom(before, after)));
});

test("a group in the place of everybody is a strengthening alone", () => {
  const open = baseWith({ [appRule]: everywhere });
  expect(linesFrom(open, base)).toEqual([
    "guard lost, stronger: security group app, inbound rules: tcp 80 from everywhere (IPv4) → tcp 80 from the group lb",
  ]);
});

test("a rule of a group that everybody's rule covers admits nobody more", () => {
  const open = baseWith({ [appRule]: everywhere });
  const both = { ...open, "aws_vpc_security_group_ingress_rule.lb_too": base[appRule] ?? {} };
  expect(linesFrom(open, both)).toEqual([
    "other, neutral: security group app, inbound rules: not allowed → tcp 80 from the group lb",
  ]);
});

test("the members of a peer group with addresses of IPv6 are not covered by everybody's IPv4", () => {
  const ipv6 = { "aws_vpc.main": { ipv6_cidr_block: "2001:db8::/56" } };
  const [open, narrow] = [baseWith({ ...ipv6, [appRule]: everywhere }), baseWith(ipv6)];
  expect(findingsFrom(open, narrow).map(({ direction }) => direction)).toEqual(["weaker", "stronger"]);
});

test("a peer that is known after apply cannot be reviewed, and one that is a group cannot be told", () => {
  const cidr = { [appRule]: { unknown: { cidr_ipv4: true }, actions: ["update"] } };
  expect(linesFrom(base, baseWith({ [appRule]: { referenced_security_group_id: null } }), cidr)).toEqual([
    `not reviewable, cannot tell: security group app, inbound rules: tcp 80 from the group lb → tcp 80 from peers that are not known (${appRule}.cidr_ipv4)`,
  ]);
  const peer = { [appRule]: { unknown: { referenced_security_group_id: true }, actions: ["update"] } };
  expect(linesFrom(base, baseWith({ [appRule]: { referenced_security_group_id: null } }), peer)).toEqual([
    `guard lost, cannot tell: security group app, inbound rules: not allowed → tcp 80 from the group that ${appRule} is to name, known after apply`,
  ]);
});

test("what the provider shows inside a group is not a rule of its own", () => {
  const shown = { protocol: "tcp", from_port: 80, to_port: 80, security_groups: ["sg-lb"], self: false };
  const before = baseWith({ "aws_security_group.app": { ingress: [shown] } });
  const after = baseWith({ "aws_security_group.app": { ingress: [shown] }, [appRule]: undefined });
  expect(linesFrom(before, after)).toEqual([
    "downtime, weaker: security group app, inbound rules: tcp 80 from the group lb → not allowed",
  ]);
});

test.each([["ingress"], ["ingress.security_groups"]])(
  "a peer of a rule inside a group is followed through its replacement, written in %s",
  (path) => {
    const rule = { protocol: "tcp", from_port: 80, to_port: 80, self: false };
    const state = (id: string | null, groups: readonly string[]) => ({
      "aws_security_group.lb": { id, name: "lb" },
      "aws_security_group.app": { id: "sg-app", name: "app", ingress: [{ ...rule, security_groups: groups }] },
    });
    const how = {
      "aws_security_group.lb": { actions: ["create", "delete"], unknown: { id: true } },
      "aws_security_group.app": {
        actions: ["update"],
        unknown: { ingress: [{ security_groups: [true] }] },
        references: { [path]: ["aws_security_group.lb.id", "aws_security_group.lb", "aws_vpc.main"] },
      },
    };
    const found = findingsFrom(state("sg-lb", ["sg-lb"]), state(null, []), how);
    expect(found.map(({ rule: id }) => id)).toEqual(["security-group-replaced"]);
  },
);

test("a rule that Terraform forgets goes on to admit", () => {
  expect(linesFrom(base, baseWith({ [appRule]: undefined }), { [appRule]: { actions: ["forget"] } })).toEqual([]);
});

test("a rule that Terraform makes anew and forgets goes on to admit beside the new one", () => {
  const after = baseWith({ [appRule]: { from_port: 81, to_port: 81 } });
  expect(linesFrom(base, after, { [appRule]: { actions: ["create", "forget"] } })).toEqual([
    "guard lost, weaker: security group app, inbound rules: not allowed → tcp 81 from the group lb",
  ]);
});

test("rules whose group is known after apply are said one by one: the groups may be two", () => {
  const rule = { ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "10.0.0.0/8" };
  const [one, other] = ["aws_vpc_security_group_ingress_rule.one", "aws_vpc_security_group_ingress_rule.other"];
  const how = { unknown: { security_group_id: true } };
  expect(linesFrom({}, { [one]: rule, [other]: rule }, { [one]: how, [other]: how })).toEqual([
    "guard lost, weaker: security group rule (ingress) one, inbound rules: not allowed → tcp 22 from 10.0.0.0/8",
    "guard lost, weaker: security group rule (ingress) other, inbound rules: not allowed → tcp 22 from 10.0.0.0/8",
  ]);
});

test("a rule that is replaced by its like leaves a moment without both, unless another rule admits the same", () => {
  const how = { [appRule]: replacedAfterwards };
  const described = baseWith({ [appRule]: { description: "another" } });
  const line =
    "downtime, weaker: security group app, inbound rules: tcp 80 from the group lb → not allowed for a moment";
  expect(linesFrom(base, described, how)).toEqual([line]);
  const other = { "aws_vpc_security_group_ingress_rule.wide": ingress("sg-app", 80, { cidr_ipv4: "10.0.0.0/8" }) };
  expect(linesFrom({ ...base, ...other }, { ...described, ...other }, how)).toEqual([]);
});

test("a rule under another address is one finding, which says the new rule too", () => {
  const renamed = "aws_vpc_security_group_ingress_rule.renamed";
  const found = findingsFrom(base, baseWith({ [appRule]: undefined, [renamed]: base[appRule] }));
  expect(found.map(({ rule, alsoSays = [] }) => [rule, alsoSays.map(({ address }) => address)])).toEqual([
    ["security-group-ingress-moment", [appRule, renamed]],
  ]);
});

test("of a group that no plan has, the rule is the place, and the words keep to what is known", () => {
  const rule = ingress("sg-elsewhere", 443, { cidr_ipv4: "0.0.0.0/0" });
  const found = findIn(
    network,
    planOf([
      { address: appRule, after: rule },
      { address: "aws_lb.a", before: {}, after: {} },
    ]),
  );
  expect(found.map(lineOf)).toEqual([
    "guard lost, weaker: security group rule (ingress) app, inbound rules: not allowed → tcp 443 from everywhere (IPv4)",
  ]);
  expect(found[0]?.meaning).toBe(
    "The group admits addresses of the internet as far as the given plans have its rules; whether a way from the internet leads to what is in the group is told by the plans of the layer compute, which are not given.",
  );
});

test("a layer's first apply that joins groups is a note, and weaker where it admits addresses to a group of another layer", () => {
  const linesWith = (peer: Readonly<Record<string, string>>, edge: State = {}) => {
    const own = { "aws_vpc_security_group_ingress_rule.edge": ingress("sg-app", 443, peer) };
    const plans = [planFrom(base, base), planFrom(edge, { ...edge, ...own }, {}, "edge")];
    return reviewOf(plans, { areas: [network] }).findings.map(({ layer, thing, direction, after }) =>
      [layer, thing, direction, after].join(": "),
    );
  };
  const cloudFront = { referenced_security_group_id: "sg-cloudfront" };
  expect(linesWith(cloudFront)).toEqual([
    "edge: security group rule (ingress) edge: neutral: tcp 443 from the group sg-cloudfront",
  ]);
  expect(linesWith(cloudFront, { "aws_lb.internal": { name: "internal", internal: true } })).toEqual([
    "network: security group app: weaker: tcp 443 from the group sg-cloudfront",
  ]);
  expect(linesWith({ cidr_ipv4: "10.0.0.0/8" })).toEqual([
    "network: security group app: weaker: tcp 443 from 10.0.0.0/8",
  ]);
});

describe("a rule that is removed", () => {
  const without = (address: string, changed: Parameters<typeof baseWith>[0] = {}) =>
    findingsFrom(baseWith(changed), baseWith({ ...changed, [address]: undefined })).map((one) => [
      lineOf(one),
      one.meaning,
    ]);
  const line = (way: string, what: string) => `${way}: security group app, ${what} → not allowed`;

  test("is an interruption where the given plans show who connects", () => {
    expect(without(appRule)).toEqual([
      [
        line("downtime, weaker", "inbound rules: tcp 80 from the group lb"),
        "Connections from load balancer web to instance app fail.",
      ],
    ]);
  });

  test("so is one that lets the thing connect", () => {
    const out = "aws_vpc_security_group_egress_rule.out";
    const rule = { ...ingress("sg-app", 443, { prefix_list_id: "pl-s3" }) };
    expect(without(out, { [out]: rule })).toEqual([
      [
        line("downtime, weaker", "outbound rules: tcp 443 to the prefix list pl-s3"),
        "Connections of this kind from instance app fail.",
      ],
    ]);
  });

  test("so is one of what serves others in the VPC", () => {
    const alone = { [appRule]: undefined };
    const [before, closed] = [
      baseWith(alone),
      baseWith({ ...alone, "aws_vpc_security_group_ingress_rule.lb": undefined }),
    ];
    expect(findingsFrom(before, closed).map(({ meaning }) => meaning)).toEqual([
      "Who connected this way to load balancer web is refused.",
    ]);
  });

  test("is a guard where nothing serves the port, and where the plans do not tell who has the group", () => {
    const ssh = "aws_vpc_security_group_ingress_rule.ssh";
    const rule = { [ssh]: ingress("sg-app", 22, { referenced_security_group_id: "sg-lb" }) };
    expect(without(ssh, rule)).toEqual([
      [
        line("guard lost, stronger", "inbound rules: tcp 22 from the group lb"),
        "The group admits less: who connected this way is refused, but the given plans show nobody who connects to or from instance app this way.",
      ],
    ]);
    expect(without(appRule, unused)).toEqual([
      [
        line("guard lost, stronger", "inbound rules: tcp 80 from the group lb"),
        "The group admits less: who connected this way is refused, and who that is cannot be told without the plans of compute and edge.",
      ],
    ]);
  });
});

test("members of a prefix list that change are peers that change", () => {
  const list = (...blocks: readonly string[]) => ({
    id: "pl-1",
    name: "offices",
    entry: blocks.map((cidr) => ({ cidr })),
  });
  const rule = { "aws_vpc_security_group_ingress_rule.offices": ingress("sg-app", 22, { prefix_list_id: "pl-1" }) };
  const state = (...blocks: readonly string[]) => ({
    ...base,
    ...rule,
    "aws_ec2_managed_prefix_list.offices": list(...blocks),
  });
  const found = findingsFrom(state("10.1.0.0/16"), state("10.1.0.0/16", "10.2.0.0/16"));
  expect(found.map(lineOf)).toEqual([
    "guard lost, weaker: security group app, inbound rules: not allowed → tcp 22 from 10.2.0.0/16",
  ]);
  expect(found[0]?.alsoSays?.map(({ address }) => address)).toEqual(["aws_ec2_managed_prefix_list.offices"]);
});

test("a group that is opened is not said to lead nowhere while a load balancer's groups are not known", () => {
  const rule = ingress("sg-lb", 443, { cidr_ipv4: "0.0.0.0/0" });
  const balancer = { name: "web", internal: false, subnets: ["subnet-a"] };
  const [found] = findIn(
    network,
    planOf([
      { address: "aws_security_group.lb", before: { id: "sg-lb" }, after: { id: "sg-lb" } },
      { address: "aws_vpc_security_group_ingress_rule.lb", after: rule },
      { address: "aws_autoscaling_group.a", before: {}, after: {} },
      {
        address: "aws_lb.web",
        before: { ...balancer, security_groups: ["sg-lb"] },
        after: balancer,
        unknown: { security_groups: true },
      },
    ]),
  );
  expect(found?.meaning).toBe(
    "The group admits addresses of the internet; whether a way leads from the internet to load balancer web cannot be told, since security_groups is known after apply.",
  );
});

test("nor while the launch template of a fleet is in no given plan", () => {
  const rule = ingress("sg-app", 443, { cidr_ipv4: "0.0.0.0/0" });
  const fleet = { name: "web", launch_template: [{ id: "lt-0123456789abcdef0" }], vpc_zone_identifier: ["subnet-a"] };
  const [found] = findIn(
    network,
    planOf([
      { address: "aws_security_group.app", before: { id: "sg-app" }, after: { id: "sg-app" } },
      { address: "aws_vpc_security_group_ingress_rule.app", after: rule },
      { address: "aws_autoscaling_group.web", before: fleet, after: fleet },
      { address: "aws_lb.web", before: {}, after: {} },
    ]),
  );
  expect(found?.meaning).toBe(
    "The group admits addresses of the internet; whether a way leads from the internet to Auto Scaling group web cannot be told, since its launch template is in no given plan.",
  );
});
