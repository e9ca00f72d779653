import { network } from "../../../../../tools/review/areas/network";
import { findIn, lineOf } from "../../../../support/plans";
import { asSaid, base, baseWith, findingsFrom, flipped, ingress, planFrom, type State } from "./states";

const toLoadBalancer = ingress("sg-lb", 443, { cidr_ipv4: "0.0.0.0/0" });
const open = { "aws_vpc_security_group_ingress_rule.open": toLoadBalancer };
const toInstance = { "aws_vpc_security_group_ingress_rule.open": ingress("sg-app", 22, { cidr_ipv4: "0.0.0.0/0" }) };
const publicInstance = { "aws_instance.app": { associate_public_ip_address: true, subnet_id: "subnet-pub" } };

const exposures = (before: State, after: State): readonly string[] =>
  findingsFrom(before, after)
    .filter(({ consequence }) => consequence === "exposure")
    .map(lineOf);
const way = (thing: string, from: string, to: string, direction = "weaker"): string =>
  `exposure, ${direction}: ${thing}, way from the internet: ${from} → ${to}`;

test.each<[string, Parameters<typeof baseWith>[0], Parameters<typeof baseWith>[0], string]>([
  ["a group", {}, open, way("load balancer web", "closed", "tcp 443 from everywhere (IPv4)")],
  [
    "an address",
    { ...toInstance, "aws_instance.app": { subnet_id: "subnet-pub" } },
    { ...toInstance, ...publicInstance },
    way("instance app", "closed", "tcp 22 from everywhere (IPv4)"),
  ],
  [
    "an Elastic IP",
    { ...toInstance, "aws_instance.app": { subnet_id: "subnet-pub" } },
    {
      ...toInstance,
      "aws_instance.app": { subnet_id: "subnet-pub" },
      "aws_eip.a": { id: "eipalloc-2", instance: "i-1" },
    },
    way("instance app", "closed", "tcp 22 from everywhere (IPv4)"),
  ],
  [
    "a subnet that gives addresses",
    { ...toInstance, "aws_instance.app": { subnet_id: "subnet-pub", associate_public_ip_address: null } },
    {
      ...toInstance,
      "aws_instance.app": { subnet_id: "subnet-pub", associate_public_ip_address: null },
      "aws_subnet.public": { map_public_ip_on_launch: true },
    },
    way("instance app", "closed", "tcp 22 from everywhere (IPv4)"),
  ],
  [
    "a route",
    { ...toInstance, "aws_instance.app": { associate_public_ip_address: true } },
    {
      ...toInstance,
      "aws_instance.app": { associate_public_ip_address: true },
      "aws_route.nat": { nat_gateway_id: null, gateway_id: "igw-1" },
    },
    way("instance app", "closed", "tcp 22 from everywhere (IPv4)"),
  ],
  [
    "a network ACL",
    { ...open, "aws_network_acl_rule.in": { cidr_block: "10.0.0.0/8" } },
    open,
    way("load balancer web", "closed", "tcp 443 from everywhere (IPv4)"),
  ],
  [
    "a scheme",
    { ...open, "aws_lb.web": { internal: true } },
    open,
    way("load balancer web", "closed", "tcp 443 from everywhere (IPv4)"),
  ],
  [
    "a database that is publicly accessible",
    database(false),
    database(true),
    way("database db", "closed", "tcp 3306 from everywhere (IPv4)"),
  ],
  [
    "a launch template",
    fleet(false),
    fleet(true),
    way("Auto Scaling group fleet", "closed", "tcp 22 from everywhere (IPv4)"),
  ],
])("%s that completes a way from the internet is an exposure, and its inverse closes the way", (_, was, is, line) => {
  const [before, after] = [baseWith(was), baseWith(is)];
  expect(exposures(before, after)).toEqual([line]);
  expect(asSaid(findingsFrom(after, before))).toEqual(flipped(findingsFrom(before, after)));
});

function database(isPublic: boolean): Parameters<typeof baseWith>[0] {
  return {
    "aws_vpc_security_group_ingress_rule.open": ingress("sg-app", 3306, { cidr_ipv4: "0.0.0.0/0" }),
    "aws_db_subnet_group.db": { id: "db", name: "db", subnet_ids: ["subnet-pub"] },
    "aws_db_instance.db": {
      id: "db-1",
      identifier: "db",
      db_subnet_group_name: "db",
      vpc_security_group_ids: ["sg-app"],
      publicly_accessible: isPublic,
    },
  };
}

function fleet(isPublic: boolean): Parameters<typeof baseWith>[0] {
  return {
    ...toInstance,
    "aws_launch_template.fleet": {
      id: "lt-1",
      name: "fleet",
      network_interfaces: [{ associate_public_ip_address: String(isPublic), security_groups: ["sg-app"] }],
    },
    "aws_autoscaling_group.fleet": {
      id: "fleet",
      name: "fleet",
      launch_template: [{ id: "lt-1" }],
      vpc_zone_identifier: ["subnet-pub"],
    },
  };
}

test("a group that is opened without a way says why there is none", () => {
  const found = findingsFrom(base, baseWith(toInstance));
  expect(found.map(({ meaning }) => meaning)).toEqual([
    "The group admits addresses of the internet; no way from the internet to instance app: no public address in app.",
  ]);
});

test("a group that opens a way says to what", () => {
  const found = findingsFrom(base, baseWith(open));
  expect(found.map(({ rule, meaning }) => [rule, meaning])).toEqual([
    [
      "security-group-ingress",
      "The group admits addresses of the internet; a way leads from the internet to load balancer web.",
    ],
    [
      "way-from-internet",
      "The plan opens a way from the internet to load balancer web: its groups, public address, routes and network ACLs let the packets in.",
    ],
  ]);
});

test("a group that nothing has opens no way", () => {
  const layers = ["compute", "edge"].map((layer) => planFrom({}, {}, {}, layer));
  const without = baseWith({ "aws_instance.app": undefined });
  const found = findIn(network, planFrom(without, { ...without, ...toInstance }), ...layers);
  expect(found.map(({ meaning }) => meaning)).toEqual([
    "The group admits addresses of the internet; no way leads from the internet, since nothing in the given plans has the group.",
  ]);
});

describe("layers in plans of their own", () => {
  const { "aws_lb.web": balancer = {}, "aws_instance.app": instance = {}, ...rest } = base;
  const edge = { "aws_lb.web": balancer };
  const compute = { "aws_instance.app": instance };

  test("a group of one layer opens a way to the load balancer of another", () => {
    const plans = [
      planFrom(rest, { ...rest, ...open }),
      planFrom(edge, edge, {}, "edge"),
      planFrom(compute, compute, {}, "compute"),
    ];
    expect(findIn(network, ...plans).map(lineOf)).toEqual([
      "guard lost, weaker: security group lb, inbound rules: not allowed → tcp 443 from everywhere (IPv4) except 10.0.0.0/8",
      "exposure, weaker: load balancer web, way from the internet: closed → tcp 443 from everywhere (IPv4)",
    ]);
  });

  test("a load balancer that becomes internet-facing is an exposure where the layer network was not given", () => {
    const internal = { "aws_lb.web": { ...balancer, internal: true } };
    const found = findIn(network, planFrom(internal, edge, {}, "edge"));
    expect(found.map((one) => [lineOf(one), one.meaning])).toEqual([
      [
        "exposure, weaker: load balancer web, scheme: internal → internet-facing",
        "The load balancer gets public addresses: whether its groups, routes and network ACLs admit the internet cannot be told, since the plan of the layer network was not given.",
      ],
    ]);
  });
});

test("a load balancer that becomes internet-facing and lets nobody in is a guard that is lost", () => {
  expect(findingsFrom(baseWith({ "aws_lb.web": { internal: true } }), base).map(lineOf)).toEqual([
    "guard lost, weaker: load balancer web, scheme: internal → internet-facing",
  ]);
});

test("a load balancer that opens a way by its scheme is said once", () => {
  const [before, after] = [baseWith({ ...open, "aws_lb.web": { internal: true } }), baseWith(open)];
  expect(findingsFrom(before, after).map(lineOf)).toEqual([
    way("load balancer web", "closed", "tcp 443 from everywhere (IPv4)"),
  ]);
});

test("a network load balancer without a group lets everybody in", () => {
  const balancer = (internal: boolean) => ({
    "aws_lb.web": { security_groups: [], load_balancer_type: "network", internal },
  });
  expect(exposures(baseWith(balancer(true)), baseWith(balancer(false)))).toEqual([
    way("load balancer web", "closed", "all traffic from everywhere (IPv4)"),
  ]);
});

test("a way that the given plans do not tell after the change is not said to be closed", () => {
  const before = baseWith({ ...toInstance, ...publicInstance });
  const elsewhere = { ...publicInstance["aws_instance.app"], subnet_id: "subnet-elsewhere" };
  expect(findingsFrom(before, baseWith({ ...toInstance, "aws_instance.app": elsewhere })).map(lineOf)).toEqual([
    "exposure, cannot tell: instance app, subnets: public → subnet-elsewhere",
  ]);
  const others = { ...publicInstance["aws_instance.app"], vpc_security_group_ids: ["sg-elsewhere"] };
  expect(findingsFrom(before, baseWith({ ...toInstance, "aws_instance.app": others })).map(lineOf)).toEqual([
    "guard lost, cannot tell: instance app, security groups: app → sg-elsewhere",
  ]);
});

test("an internal load balancer has no way from the internet, whatever its subnets", () => {
  const internal = (...subnets: readonly string[]) => ({ "aws_lb.a": { name: "a", internal: true, subnets } });
  expect(findingsFrom(internal("subnet-1"), internal("subnet-2"))).toEqual([]);
  const facing = (...subnets: readonly string[]) => ({ "aws_lb.a": { name: "a", internal: false, subnets } });
  expect(findingsFrom(facing("subnet-1"), facing("subnet-1", "subnet-2")).map(lineOf)).toEqual([
    "exposure, cannot tell: load balancer a, subnets: subnet-1 → subnet-1, subnet-2",
  ]);
});

test("a load balancer whose scheme is known after apply cannot be told", () => {
  const how = { "aws_lb.web": { unknown: { internal: true }, actions: ["update"] } };
  const after = baseWith({ "aws_lb.web": { internal: null } });
  expect(findIn(network, planFrom(baseWith({ "aws_lb.web": { internal: true } }), after, how)).map(lineOf)).toEqual([
    "guard lost, cannot tell: load balancer web, scheme: internal → unknown",
  ]);
});
