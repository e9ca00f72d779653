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
