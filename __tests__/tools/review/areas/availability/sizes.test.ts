import { availability } from "../../../../../tools/review/areas/availability";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const told = (address: string, before: object, after: object): readonly string[] =>
  findIn(availability, planOf([{ address, before: { ...before }, after: { ...after } }])).map(
    (finding) => `${lineOf(finding)}. ${finding.meaning}`,
  );

test("a smaller class of database is told with the restart, and when the restart is", () => {
  const [large, small] = [{ instance_class: "db.m7g.xlarge" }, { instance_class: "db.m7g.large" }];
  expect(told("aws_db_instance.d", large, small)).toEqual([
    "downtime, weaker: database d, instance class: db.m7g.xlarge → db.m7g.large. The database has less processor and memory for the same load.",
    "downtime, weaker: database d, restarted for instance_class. RDS restarts the database in the next maintenance window: programs lose their connections, and wait.",
  ]);
  const now = { apply_immediately: true };
  expect(told("aws_db_instance.d", { ...small, ...now }, { ...large, ...now })).toEqual([
    expect.stringContaining("downtime, stronger: database d, instance class"),
    expect.stringContaining("RDS restarts the database during the apply"),
  ]);
});

test("backups that are turned on or off restart the database, and another number of days does not", () => {
  const days = (backup_retention_period: number) => ({ backup_retention_period });
  const restart = expect.stringContaining("database d, restarted for backup_retention_period") as string;
  expect(told("aws_db_instance.d", days(0), days(7))).toEqual([restart]);
  expect(told("aws_db_instance.d", days(7), days(0))).toEqual([restart]);
  expect(told("aws_db_instance.d", days(7), days(14))).toEqual([]);
  expect(told("aws_db_instance.d", days(7), {})).toEqual([]);
});

test("another port restarts the database during the apply, whatever the setting says", () => {
  expect(told("aws_db_instance.d", { port: 3306 }, { port: 3307 })).toEqual([
    expect.stringContaining("RDS restarts the database during the apply"),
  ]);
});

test("two families of instances do not compare", () => {
  expect(
    told("aws_db_instance.d", { instance_class: "db.m7g.large" }, { instance_class: "db.r7g.large" })[0],
  ).toContain("downtime, cannot tell: database d, instance class");
});

test("what is left in one subnet is in one zone, which is named where its layer is given", () => {
  const subnet = { id: "subnet-1", availability_zone: "eu-west-1a" };
  const network = planOf([{ address: "aws_subnet.a", before: subnet, after: subnet }], { layer: "network" });
  const balancer = planOf([
    { address: "aws_lb.web", before: { subnets: ["subnet-1", "subnet-2"] }, after: { subnets: ["subnet-1"] } },
  ]);
  const line = "downtime, weaker: load balancer web, subnets: a and subnet-2 → a";
  expect(findIn(availability, network, balancer).map((one) => `${lineOf(one)}. ${one.meaning}`)).toEqual([
    `${line}. It is in one zone alone, eu-west-1a: what happens to the zone happens to it.`,
  ]);
  expect(findIn(availability, balancer).map(({ meaning }) => meaning)).toEqual([
    "It is in one subnet alone, and so in one zone: what happens to the zone happens to it.",
  ]);
});

test("other subnets in the same number cannot be told", () => {
  expect(told("aws_lb.web", { subnets: ["subnet-1"] }, { subnets: ["subnet-2"] })).toEqual([
    "downtime, cannot tell: load balancer web, subnets: subnet-1 → subnet-2. It is in other subnets: compare their zones, routes and network ACLs.",
  ]);
});

test("a smaller fleet of a first apply is no finding", () => {
  expect(
    findIn(availability, planOf([{ address: "aws_lb.web", after: { subnets: ["subnet-1"], idle_timeout: 1 } }])),
  ).toEqual([expect.objectContaining({ rule: "service" })]);
});

test("a fleet without an instance is away, and not only smaller", () => {
  const size = (n: number) => ({ name: "one", min_size: n, max_size: n, desired_capacity: n });
  const found = findIn(
    availability,
    planOf([{ address: "aws_autoscaling_group.one", before: size(2), after: size(0) }]),
  );
  expect(found.map(({ meaning }) => meaning)).toEqual([
    "The group may end its last instance.",
    "The group has no instance any more: what it serves is away.",
    "The apply ends all instances: what they serve is away.",
  ]);
});
