import { lineOf } from "../../../../support/plans";
import { base, baseWith, findingsFrom, linesFrom } from "./states";

const part = "instance app, security groups: ";
const withGroups = (...groups: readonly string[]) =>
  baseWith({ "aws_instance.app": { vpc_security_group_ids: groups } });

test.each([
  ["an added group", withGroups("sg-app"), withGroups("sg-app", "sg-lb"), `guard lost, weaker: ${part}app → app, lb`],
  [
    "a removed group",
    withGroups("sg-app", "sg-lb"),
    withGroups("sg-app"),
    `guard lost, stronger: ${part}app, lb → app`,
  ],
  ["another group", withGroups("sg-app"), withGroups("sg-else"), `guard lost, cannot tell: ${part}app → sg-else`],
  ["no group", withGroups("sg-app"), withGroups(), `guard lost, cannot tell: ${part}app → the VPC's default group`],
])("%s is said by its name", (_, before, after, line) => {
  expect(linesFrom(before, after)).toEqual([line]);
});

test("the order of groups, and a group that is replaced, say nothing", () => {
  expect(linesFrom(withGroups("sg-app", "sg-lb"), withGroups("sg-lb", "sg-app"))).toEqual([]);
  const how = {
    "aws_instance.app": {
      actions: ["update"],
      unknown: { vpc_security_group_ids: true },
      references: { vpc_security_group_ids: ["aws_security_group.app.id", "aws_security_group.app"] },
    },
  };
  expect(linesFrom(base, baseWith({ "aws_instance.app": { vpc_security_group_ids: null } }), how)).toEqual([]);
});

test("groups that are known after apply cannot be reviewed", () => {
  const how = { "aws_instance.app": { actions: ["update"], unknown: { vpc_security_group_ids: true } } };
  const after = baseWith({ "aws_instance.app": { vpc_security_group_ids: null } });
  expect(linesFrom(base, after, how)).toEqual([`not reviewable, cannot tell: ${part}app → known after apply`]);
});

test("the groups of a launch template's interfaces count", () => {
  const template = (...groups: readonly string[]) => ({
    "aws_launch_template.a": { id: "lt-1", name: "a", network_interfaces: [{ security_groups: groups }] },
  });
  expect(findingsFrom(template("sg-1"), template("sg-1", "sg-2")).map(({ direction }) => direction)).toEqual([
    "weaker",
  ]);
});

test("a function that leaves its VPC has no groups to compare", () => {
  const inVpc = { function_name: "a", vpc_config: [{ security_group_ids: ["sg-1"], subnet_ids: ["subnet-1"] }] };
  expect(linesFrom({ "aws_lambda_function.a": inVpc }, { "aws_lambda_function.a": { function_name: "a" } })).toEqual(
    [],
  );
  const other = { ...inVpc, vpc_config: [{ security_group_ids: ["sg-1", "sg-2"], subnet_ids: ["subnet-1"] }] };
  expect(linesFrom({ "aws_lambda_function.a": inVpc }, { "aws_lambda_function.a": other })).toEqual([
    "guard lost, weaker: function a, security groups: sg-1 → sg-1, sg-2",
  ]);
});

test("a removed group is an interruption where the given plans show who needs the group", () => {
  const balancer = (...groups: readonly string[]) => baseWith({ "aws_lb.web": { security_groups: groups } });
  const found = findingsFrom(balancer("sg-lb", "sg-else"), balancer("sg-else"));
  expect(found.map((one) => [lineOf(one), one.meaning])).toEqual([
    [
      "downtime, weaker: load balancer web, security groups: lb, sg-else → sg-else",
      "Who connected this way to load balancer web is refused.",
    ],
  ]);
  const instance = findingsFrom(withGroups("sg-app", "sg-else"), withGroups("sg-else"));
  expect(instance.map((one) => [lineOf(one), one.meaning])).toEqual([
    [
      "downtime, weaker: instance app, security groups: app, sg-else → sg-else",
      "Connections from load balancer web to instance app fail.",
    ],
  ]);
});

test("so is a group that others admit", () => {
  const silent = { "aws_vpc_security_group_ingress_rule.lb": undefined };
  const balancer = (...groups: readonly string[]) => baseWith({ ...silent, "aws_lb.web": { security_groups: groups } });
  const found = findingsFrom(balancer("sg-lb", "sg-else"), balancer("sg-else"));
  expect(found.map(({ consequence, meaning }) => [consequence, meaning])).toEqual([
    ["downtime", "Connections from load balancer web to instance app fail."],
  ]);
});
