import { availability } from "../../../../../tools/review/areas/availability";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const arn = "arn:aws:sns:eu-west-1:123456789012:alarms";
const topic = { address: "aws_sns_topic.alarms", before: { id: arn, arn, name: "alarms" } };
const alarm = { address: "aws_cloudwatch_metric_alarm.cpu", before: { alarm_name: "cpu", alarm_actions: [arn] } };
const told = (...plans: ReturnType<typeof planOf>[]): readonly string[] =>
  findIn(availability, ...plans).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

test("what is destroyed while something still names it is told, with what names it", () => {
  expect(told(planOf([topic, { ...alarm, after: alarm.before }]))).toEqual([
    "downtime, weaker: SNS topic alarms, still in use. It is destroyed. What stays still names it: alarm cpu.",
  ]);
});

test("so is what another layer still names", () => {
  const [layer, reader] = [planOf([topic], { layer: "network" }), planOf([{ ...alarm, after: alarm.before }])];
  expect(told(layer, reader)).toEqual([
    "downtime, weaker: SNS topic alarms, still in use. It is destroyed. What stays still names it: alarm cpu (layer edge).",
  ]);
});

test("a short id of API Gateway's is followed from the attribute that names such a thing, and from no other", () => {
  const authorizer = { address: "aws_api_gateway_authorizer.pool", before: { id: "9da620", name: "pool" } };
  const method = (values: object) => {
    const sides = { id: "m1", http_method: "GET", ...values };
    return { address: "aws_api_gateway_method.orders", before: sides, after: sides };
  };
  expect(told(planOf([authorizer, method({ authorizer_id: "9da620" })]))).toEqual([
    "downtime, weaker: REST API authorizer pool, still in use. It is destroyed. What stays still names it: REST API method orders.",
  ]);
  expect(told(planOf([authorizer, method({ resource_id: "9da620" })]))).toEqual([]);
});

test("what nothing names any more is not in use", () => {
  expect(told(planOf([topic, { ...alarm, after: { alarm_name: "cpu" } }]))).toEqual([]);
  expect(told(planOf([topic, alarm]))).toEqual([]);
});

test.each([
  ["aws_lb.web", "load balancer one"],
  ["aws_lambda_function.hello", "function one"],
  ["aws_autoscaling_attachment.web", "Auto Scaling attachment one"],
  ["aws_route53_record.web", "DNS record one"],
])("%s that is destroyed serves nobody any more, and one that is created begins to", (address, thing) => {
  const values = { name: "one" };
  expect(findIn(availability, planOf([{ address, before: values }])).map(lineOf)).toEqual([
    `downtime, weaker: ${thing}: there → none`,
  ]);
  expect(findIn(availability, planOf([{ address, after: values }])).map(lineOf)).toEqual([
    `downtime, stronger: ${thing}: none → there`,
  ]);
});

const role = { name: "web", id: "web", arn: "arn:aws:iam::123456789012:role/web" };

test.each([
  ["aws_api_gateway_authorizer.a", { id: "ab12cd" }, "aws_api_gateway_method.m", { authorizer_id: "ab12cd" }],
  ["aws_api_gateway_resource.a", { id: "ab12cd" }, "aws_api_gateway_resource.m", { parent_id: "ab12cd" }],
  ["aws_apigatewayv2_integration.a", { id: "ab12cd" }, "aws_apigatewayv2_route.m", { target: "integrations/ab12cd" }],
  ["aws_apigatewayv2_vpc_link.a", { id: "ab12cd" }, "aws_apigatewayv2_integration.m", { connection_id: "ab12cd" }],
  ["aws_iam_role.a", role, "aws_iam_instance_profile.m", { role: "web" }],
  ["aws_iam_role.a", role, "aws_iam_role_policy_attachment.m", { role: "web" }],
  ["aws_iam_instance_profile.a", role, "aws_launch_template.m", { iam_instance_profile: [{ name: "web" }] }],
  [
    "aws_cloudwatch_log_group.a",
    { id: "/web", name: "/web" },
    "aws_cloudwatch_log_metric_filter.m",
    { log_group_name: "/web" },
  ],
  ["aws_db_subnet_group.a", { id: "web", name: "web" }, "aws_db_instance.m", { db_subnet_group_name: "web" }],
  ["aws_kms_alias.a", { id: "alias/web", name: "alias/web" }, "aws_sns_topic.m", { kms_master_key_id: "alias/web" }],
  [
    "aws_cloudfront_cache_policy.a",
    { id: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
    "aws_cloudfront_distribution.m",
    { default_cache_behavior: [{ cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" }] },
  ],
])("%s that is destroyed is in use, by %j, while %s says %j", (address, before, user, values) => {
  const found = findIn(
    availability,
    planOf([
      { address, before },
      { address: user, before: values, after: values },
    ]),
  );
  expect(found.map(({ rule, direction }) => `${rule}, ${direction}`)).toEqual(["deleted-in-use, weaker"]);
});

test("a short value is a use only where the attribute says the type, and nothing that stays has the name", () => {
  const told = (...others: Parameters<typeof planOf>[0]): readonly string[] =>
    findIn(availability, planOf([{ address: "aws_iam_role.a", before: role }, ...others])).map(lineOf);
  const still = (address: string, values: object) => ({ address, before: { ...values }, after: { ...values } });
  expect(told(still("aws_cloudwatch_metric_alarm.m", { dimensions: { FunctionName: "web" } }))).toEqual([]);
  expect(told(still("aws_lambda_permission.m", { function_name: "web" }))).toEqual([]);
  expect(told(still("aws_iam_role.b", role), still("aws_iam_instance_profile.m", { role: "web" }))).toEqual([]);
  expect(
    told(still("aws_lambda_function.b", { id: "web" }), still("aws_iam_instance_profile.m", { role: "web" })),
  ).toHaveLength(1);
});

test("what AWS keeps is not in use: a default group, and what has skip_destroy", () => {
  const group = { id: "sg-0123456789abcdef0" };
  const network = { default_security_group_id: group.id };
  const log = { id: "/web", arn: "arn:aws:logs:eu-west-1:123456789012:log-group:/web", skip_destroy: true };
  expect(
    told(
      planOf([
        { address: "aws_default_security_group.a", before: group },
        { address: "aws_vpc.m", before: network, after: network },
        { address: "aws_cloudwatch_log_group.a", before: log },
        { address: "aws_flow_log.m", before: { log_destination: log.arn }, after: { log_destination: log.arn } },
      ]),
    ),
  ).toEqual([
    "guard lost, weaker: default security group a: managed → forgotten. AWS keeps it with its last rules, and Terraform no longer takes away what somebody adds.",
  ]);
});

test("what serves and is in use is told once", () => {
  const gateway = { id: "nat-0123456789abcdef0" };
  const route = { nat_gateway_id: gateway.id };
  expect(
    told(
      planOf([
        { address: "aws_nat_gateway.a", before: gateway },
        { address: "aws_route.m", before: route, after: route },
      ]),
    ),
  ).toEqual([
    "downtime, weaker: NAT gateway a: there → none. What private subnets sent through the gateway takes another way, or none, as the routes say; open connections are cut, and a zone without a gateway of its own depends on another zone. What stays still names it: route m.",
  ]);
});

test("what AWS lists in a table or a group, of rules of their own, is no use: the rules move in the same plan", () => {
  const gateway = { id: "nat-0123456789abcdef0" };
  const route = { route_table_id: "rtb-0123456789abcdef0", nat_gateway_id: gateway.id };
  const table = { id: route.route_table_id, route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: gateway.id }] };
  const lines = told(
    planOf([
      { address: "aws_nat_gateway.a", before: gateway },
      { address: "aws_route_table.t", before: table, after: table },
      { address: "aws_route.r", before: route, after: { ...route, nat_gateway_id: "nat-0fedcba9876543210" } },
    ]),
  );
  expect(lines.filter((line) => line.includes("still names"))).toEqual([]);
});
