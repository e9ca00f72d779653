import { apis } from "../../../../../tools/review/areas/apis";
import { detection } from "../../../../../tools/review/areas/detection";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const arn = (service: string, account: string, name: string): string =>
  `arn:aws:${service}:eu-west-1:${account}:${name}`;
const [own, foreign] = ["123456789012", "999988887777"];
const still = { id: "a", arn: arn("sqs", own, "a") };
const witness: PlannedResource = { address: "aws_sqs_queue.a", before: still, after: still };
const told = (one: PlannedResource, area = detection): readonly string[] =>
  findIn(area, planOf([witness, one])).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

const places = [
  ["aws_flow_log", "log_destination", "logs", "log-group:web"],
  ["aws_cloudtrail", "cloud_watch_logs_group_arn", "logs", "log-group:web"],
  ["aws_cloudwatch_log_subscription_filter", "destination_arn", "logs", "destination:web"],
  ["aws_cloudwatch_event_target", "arn", "events", "event-bus/web"],
  ["aws_db_event_subscription", "sns_topic", "sns", "web"],
  ["aws_sns_topic_subscription", "endpoint", "sqs", "web"],
] as const;

test.each(places)(
  "%s: who writes to another account by %s tells it, also as something new",
  (type, name, service, thing) => {
    const [here, there] = [{ [name]: arn(service, own, thing) }, { [name]: arn(service, foreign, thing) }];
    const lines = (before?: object, after?: object): readonly string[] =>
      told({ address: `${type}.one`, ...(before && { before: { ...before } }), ...(after && { after: { ...after } }) })
        .filter((line) => line.startsWith("exposure"))
        .map((line) => line.replace(/:.*/, ""));
    expect(lines(here, there)).toEqual(["exposure, weaker"]);
    expect(lines({ name: "one" }, there)).toEqual(["exposure, weaker"]);
    expect(lines(undefined, there)).toEqual(["exposure, weaker"]);
    expect(lines(there, here)).toEqual(["exposure, stronger"]);
    expect([
      ...lines(there, there),
      ...lines(here, here),
      ...lines({ name: "one" }, here),
      ...lines(undefined, here),
    ]).toEqual([]);
  },
);

test("an alarm that tells another account's topic instead of its own is one finding", () => {
  const alarm = (account: string) => ({ alarm_actions: [arn("sns", account, "operations")] });
  expect(told({ address: "aws_cloudwatch_metric_alarm.one", before: alarm(own), after: alarm(foreign) })).toEqual([
    `guard lost, weaker: alarm one, actions: ${arn("sns", own, "operations")} → ${arn("sns", foreign, "operations")}. Some are no longer told when the alarm goes off, and others are. Account 999988887777, which no resource of the plans is in, is told from now on.`,
  ]);
  expect(
    told({ address: "aws_cloudwatch_metric_alarm.one", before: { alarm_name: "one" }, after: alarm(foreign) })[0],
  ).toMatch(/^guard lost, weaker/);
});

test("an access log of an API that goes to another account is an exposure", () => {
  const stage = (account: string) => ({
    rest_api_id: "a",
    stage_name: "one",
    access_log_settings: [{ destination_arn: arn("logs", account, "log-group:/api"), format: "$context.status" }],
  });
  expect(told({ address: "aws_api_gateway_stage.one", before: stage(own), after: stage(foreign) }, apis)).toEqual([
    "exposure, weaker: REST API stage one, access log: log group /api → log group /api of account 999988887777. Another account has who called the API, and how; who read the old log sees nothing more.",
  ]);
});

test("so is one under the name of a log group of the plan, whose own ARN with and without an end is the same", () => {
  const group = { id: "/api", name: "/api", arn: arn("logs", own, "log-group:/api") };
  const stage = (to: string) => ({ stage_name: "one", access_log_settings: [{ destination_arn: to, format: "a" }] });
  const lines = (before: string, after: string): readonly string[] =>
    findIn(
      apis,
      planOf([
        { address: "aws_cloudwatch_log_group.api", before: group, after: group },
        { address: "aws_api_gateway_stage.one", before: stage(before), after: stage(after) },
      ]),
    ).map(lineOf);
  expect(lines(group.arn, arn("logs", foreign, "log-group:/api"))).toEqual([
    "exposure, weaker: REST API stage one, access log: log group /api → log group /api of account 999988887777",
  ]);
  expect(lines(group.arn, `${group.arn}:*`)).toEqual([]);
});

test("the role that writes the logs of all APIs is judged once", () => {
  const role = { cloudwatch_role_arn: arn("iam", own, "role/logs") };
  const one = { address: "aws_api_gateway_account.one", before: role, after: { id: "a" } };
  expect(told(one)).toHaveLength(1);
  expect(told(one, apis)).toEqual([]);
});
