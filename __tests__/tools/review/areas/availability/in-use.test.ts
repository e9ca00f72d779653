import { availability } from "../../../../../tools/review/areas/availability";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const arn = "arn:aws:sns:eu-west-1:123456789012:alarms";
const topic = { address: "aws_sns_topic.alarms", before: { id: arn, arn, name: "alarms" } };
const alarm = { address: "aws_cloudwatch_metric_alarm.cpu", before: { alarm_name: "cpu", alarm_actions: [arn] } };
const told = (...plans: ReturnType<typeof planOf>[]): readonly string[] =>
  findIn(availability, ...plans).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

test("what is destroyed while something still names it is told, with what names it", () => {
  expect(told(planOf([topic, { ...alarm, after: alarm.before }]))).toEqual([
    "downtime, weaker: sns topic alarms, still in use. It is destroyed, and what stays still names it: alarm cpu.",
  ]);
});

test("so is what another layer still names", () => {
  const [layer, reader] = [planOf([topic], { layer: "network" }), planOf([{ ...alarm, after: alarm.before }])];
  expect(told(layer, reader)).toEqual([
    "downtime, weaker: sns topic alarms, still in use. It is destroyed, and what stays still names it: alarm cpu (layer edge).",
  ]);
});

test("a short id of API Gateway's is followed from the attribute that names such a thing, and from no other", () => {
  const authorizer = { address: "aws_api_gateway_authorizer.pool", before: { id: "9da620", name: "pool" } };
  const method = (values: object) => {
    const sides = { id: "m1", http_method: "GET", ...values };
    return { address: "aws_api_gateway_method.orders", before: sides, after: sides };
  };
  expect(told(planOf([authorizer, method({ authorizer_id: "9da620" })]))).toEqual([
    "downtime, weaker: REST API authorizer pool, still in use. It is destroyed, and what stays still names it: REST API method orders.",
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
