import { Estate } from "../../../tools/review/estate";
import { planOf } from "../../support/plans";

const group = { id: "sg-1", name: "app" };
const rule = { security_group_id: "sg-1" };

test("an attribute that has the id of a resource names the resource", () => {
  const estate = new Estate([
    planOf([
      { address: "aws_security_group.app", before: group, after: group },
      { address: "aws_vpc_security_group_ingress_rule.http", before: rule, after: rule },
    ]),
  ]);
  const [http] = estate.ofType("aws_vpc_security_group_ingress_rule");
  expect(http && estate.target("before", http, "security_group_id")).toMatchObject({
    kind: "resource",
    resource: { address: "aws_security_group.app" },
  });
});

test("a reference to a replaced resource still names the resource, by the configuration", () => {
  const estate = new Estate([
    planOf([
      {
        address: "aws_security_group.app",
        before: group,
        after: { name: "app" },
        actions: ["create", "delete"],
        unknown: { id: true },
      },
      {
        address: "aws_vpc_security_group_ingress_rule.http",
        before: rule,
        after: {},
        unknown: { security_group_id: true },
        references: { security_group_id: ["aws_security_group.app.id", "aws_security_group.app"] },
      },
    ]),
  ]);
  const [http] = estate.ofType("aws_vpc_security_group_ingress_rule");
  const [app] = estate.ofType("aws_security_group");
  expect(http && estate.target("after", http, "security_group_id")).toEqual({ kind: "resource", resource: app });
  expect(app && estate.naming("after", app, "security_group_id", "aws_vpc_security_group_ingress_rule")).toEqual([
    http,
  ]);
});

test("a layer that is compared by its source names the resource of another layer's plan by a reference", () => {
  const reader = { vpc_security_group_ids: ["${network/aws_security_group.app.id}"] };
  const estate = new Estate([
    planOf([{ address: "aws_security_group.app", before: group, after: group }], { layer: "network" }),
    planOf([{ address: "aws_instance.web", before: reader, after: reader }], { layer: "compute" }),
  ]);
  const [web] = estate.ofType("aws_instance");
  expect(web && estate.target("after", web, "vpc_security_group_ids")).toMatchObject({
    kind: "resource",
    resource: { address: "aws_security_group.app" },
  });
});

test("a value that no plan has stays a value, and one without a reference is unknown", () => {
  const estate = new Estate([
    planOf([
      {
        address: "aws_lb.a",
        before: { name: "a", subnets: ["subnet-9"] },
        after: { name: "a" },
        unknown: { subnets: true },
      },
    ]),
  ]);
  const [balancer] = estate.ofType("aws_lb");
  expect(balancer && estate.targets("before", balancer, "subnets")).toEqual([{ kind: "value", value: "subnet-9" }]);
  expect(balancer && estate.targets("after", balancer, "subnets")).toEqual([{ kind: "unknown" }]);
  expect(balancer && estate.target("after", balancer, "internal")).toEqual({ kind: "none" });
});

test("a key's membership of a usage plan, which has the key's id, is not taken for the key", () => {
  const key = { id: "key-1", name: "acme" };
  const member = { id: "key-1", key_id: "key-1" };
  const estate = new Estate([
    planOf([
      { address: "aws_api_gateway_api_key.acme", before: key, after: key },
      { address: "aws_api_gateway_usage_plan_key.acme", before: member, after: member },
    ]),
  ]);
  const [membership] = estate.ofType("aws_api_gateway_usage_plan_key");
  expect(membership && estate.target("before", membership, "key_id")).toMatchObject({
    resource: { address: "aws_api_gateway_api_key.acme" },
  });
});

test("of a role and a function that have one name, an attribute names the one that the attribute is about", () => {
  const role = { id: "hello", name: "hello" };
  const hello = { id: "hello", function_name: "hello" };
  const [policy, permission] = [
    { id: "hello:calls", role: "hello" },
    { id: "call", function_name: "hello" },
  ];
  const resources = [
    { address: "aws_iam_role.hello", before: role, after: role },
    { address: "aws_lambda_function.hello", before: hello, after: hello },
    { address: "aws_iam_role_policy.calls", before: policy, after: policy },
    { address: "aws_lambda_permission.call", before: permission, after: permission },
  ];
  for (const order of [resources, [...resources].reverse()]) {
    const estate = new Estate([planOf(order)]);
    const named = (type: string, path: string) =>
      estate.ofType(type).map((one) => estate.target("after", one, path))[0];
    expect(named("aws_iam_role_policy", "role")).toMatchObject({ resource: { address: "aws_iam_role.hello" } });
    expect(named("aws_lambda_permission", "function_name")).toMatchObject({
      resource: { address: "aws_lambda_function.hello" },
    });
  }
});

test("a reference to a resource of count or for_each leads to the one of the same index, else to all, or to the one it names", () => {
  const subnet = (index: string) => ({
    address: `aws_subnet.app[${JSON.stringify(index)}]`,
    before: { id: `subnet-${index}` },
    after: {},
    actions: ["delete", "create"],
    unknown: { id: true },
    entry: { index },
  });
  const user = (address: string, reference: string, index?: string) => ({
    address,
    before: { subnet_id: "subnet-a" },
    after: {},
    unknown: { subnet_id: true },
    references: { subnet_id: [reference, "aws_subnet.app"] },
    ...(index !== undefined && { entry: { index } }),
  });
  const estate = new Estate([
    planOf([
      subnet("a"),
      subnet("b"),
      user('aws_nat_gateway.each["b"]', "aws_subnet.app", "b"),
      user("aws_lb.all", "aws_subnet.app"),
      user("aws_instance.first", 'aws_subnet.app["a"]'),
    ]),
  ]);
  const led = (type: string) =>
    estate.ofType(type).map((one) => estate.referred(one, "subnet_id").map(({ address }) => address))[0];
  expect(led("aws_nat_gateway")).toEqual(['aws_subnet.app["b"]']);
  expect(led("aws_lb")).toEqual(['aws_subnet.app["a"]', 'aws_subnet.app["b"]']);
  expect(led("aws_instance")).toEqual(['aws_subnet.app["a"]']);
});

test("a reference within a module leads to the module's resource", () => {
  const plan = planOf([
    { address: "aws_vpc.main", after: {} },
    { address: "aws_subnet.a", after: {}, references: { vpc_id: ["aws_vpc.main"] } },
  ]);
  const module = "module.net";
  const resources = plan.resources.map((one) => ({ ...one, module, address: `${module}.${one.address}` }));
  const estate = new Estate([{ ...plan, resources }]);
  const [subnet] = estate.ofType("aws_subnet");
  expect(subnet && estate.referred(subnet, "vpc_id")).toEqual(estate.ofType("aws_vpc"));
});
