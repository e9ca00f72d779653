import { detection } from "../../../../../tools/review/areas/detection";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import { expectWeakening, linesOfChange } from "../../../../support/review-settings";

const flow = "aws_flow_log";
const linesOf = (...resources: readonly PlannedResource[]) => findIn(detection, planOf(resources)).map(lineOf);

test.each([
  [flow, { traffic_type: "REJECT" }, { traffic_type: "ALL" }, "recorded traffic: REJECT < ALL"],
  [
    flow,
    { max_aggregation_interval: 600 },
    { max_aggregation_interval: 60 },
    "aggregation interval: 600 seconds < 60 seconds",
  ],
  [
    "aws_lb",
    { access_logs: [{ bucket: "b", enabled: false }] },
    { access_logs: [{ bucket: "b", enabled: true }] },
    "access logs: off < on",
  ],
  ["aws_lb", {}, { connection_logs: [{ bucket: "b", enabled: true }] }, "connection logs: off < on"],
  [
    "aws_lambda_function",
    { tracing_config: [{ mode: "PassThrough" }] },
    { tracing_config: [{ mode: "Active" }] },
    "tracing: PassThrough < Active",
  ],
  ["aws_lambda_function", {}, { tracing_config: [{ mode: "Active" }] }, "tracing: PassThrough < Active"],
  [
    "aws_lambda_function",
    { logging_config: [{ system_log_level: "WARN" }] },
    { logging_config: [{ system_log_level: "INFO" }] },
    "system log level: WARN < INFO",
  ],
  ["aws_db_instance", {}, { performance_insights_enabled: true }, "Performance Insights: off < on"],
  [
    "aws_db_instance",
    { monitoring_interval: 0 },
    { monitoring_interval: 60 },
    "enhanced monitoring: 0 seconds < 60 seconds",
  ],
  ["aws_cloudtrail", { enable_logging: false }, {}, "logging: off < on"],
  ["aws_cloudtrail", {}, { is_multi_region_trail: true }, "all regions: off < on"],
  ["aws_cloudtrail", {}, { enable_log_file_validation: true }, "log file validation: off < on"],
  ["aws_cloudtrail", { include_global_service_events: false }, {}, "global services: off < on"],
  ["aws_cloudtrail", {}, { is_organization_trail: true }, "all accounts of the organization: off < on"],
  ["aws_guardduty_detector", { enable: false }, { enable: true }, "state: off < on"],
  ["aws_guardduty_detector_feature", { status: "DISABLED" }, { status: "ENABLED" }, "state: DISABLED < ENABLED"],
  ["aws_config_configuration_recorder_status", { is_enabled: false }, { is_enabled: true }, "state: off < on"],
  ["aws_macie2_account", { status: "PAUSED" }, { status: "ENABLED" }, "state: PAUSED < ENABLED"],
  ["aws_cloudwatch_metric_alarm", { actions_enabled: false }, {}, "all actions: off < on"],
  [
    "aws_cloudwatch_metric_alarm",
    { treat_missing_data: "notBreaching" },
    { treat_missing_data: "breaching" },
    "missing data: notBreaching < breaching",
  ],
  ["aws_cloudwatch_metric_alarm", { treat_missing_data: "ignore" }, {}, "missing data: ignore < missing"],
  [
    "aws_cloudwatch_metric_alarm",
    { evaluate_low_sample_count_percentiles: "ignore" },
    {},
    "percentile of few samples: ignore < evaluate",
  ],
])("%s: %j is weaker than %j", (type, weaker, stronger, says) => {
  expectWeakening(detection, { type, weaker, stronger, says: `guard lost: ${says}` });
});

test.each([
  flow,
  "aws_cloudtrail",
  "aws_guardduty_detector",
  "aws_securityhub_account",
  "aws_config_configuration_recorder",
  "aws_config_config_rule",
  "aws_accessanalyzer_analyzer",
  "aws_inspector2_enabler",
  "aws_macie2_account",
  "aws_cloudwatch_log_delivery",
  "aws_cloudwatch_log_delivery_source",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_composite_alarm",
  "aws_sns_topic_subscription",
])("a deleted %s is a guard lost, a new one is a guard added, a forgotten one is neither", (type) => {
  const address = `${type}.one`;
  expect(linesOf({ address, before: { name: "one" } })).toEqual([
    expect.stringMatching(
      /^guard lost, weaker: .* one: in place → removed$|^guard lost, weaker: .* one.*: in place → removed$/,
    ),
  ]);
  expect(linesOf({ address, after: { name: "one" } })).toEqual([
    expect.stringMatching(/^guard lost, stronger: .*: none → in place$/),
  ]);
  expect(linesOf({ address, before: { name: "one" }, actions: ["forget"] })).toEqual([]);
});

test("a service that was off is no loss, and a log that goes with what it logs is none", () => {
  const network = { id: "vpc-1" };
  expect(linesOf({ address: "aws_guardduty_detector.one", before: { enable: false } })).toEqual([]);
  expect(
    linesOf({ address: `${flow}.one`, before: { vpc_id: "vpc-1" } }, { address: "aws_vpc.one", before: network }),
  ).toEqual([]);
  expect(
    linesOf(
      { address: "aws_cloudwatch_log_delivery.one", before: { delivery_source_name: "web" } },
      { address: "aws_cloudwatch_log_delivery_source.one", before: { name: "web", resource_arn: "arn:d" } },
      { address: "aws_cloudfront_distribution.one", before: { id: "E1", arn: "arn:d" } },
    ),
  ).toEqual([]);
});

test("a destination that the plans hold is another one; one that they do not hold was not reviewed; none is a loss", () => {
  const group = (name: string): PlannedResource => {
    const values = { id: name, name, arn: `arn:aws:logs:::log-group:${name}` };
    return { address: `aws_cloudwatch_log_group.${name}`, before: values, after: values };
  };
  const log = (destination?: string): PlannedResource => ({
    address: `${flow}.one`,
    before: { traffic_type: "ALL", log_destination: "arn:aws:logs:::log-group:a" },
    after: { traffic_type: "ALL", log_destination: destination },
  });
  expect(linesOf(log("arn:aws:logs:::log-group:b"), group("a"), group("b"))).toEqual([
    "guard lost, neutral: flow log one, destination: log group a → log group b",
  ]);
  expect(linesOf(log("arn:aws:s3:::c"), group("a"))).toEqual([
    "guard lost, cannot tell: flow log one, destination: log group a → arn:aws:s3:::c",
  ]);
  expect(linesOf(log(), group("a"))).toEqual(["guard lost, weaker: flow log one, destination: log group a → none"]);
});

test("fewer logs, fields or kinds of resources are said by name, whatever their order", () => {
  const logs = (...enabled_cloudwatch_logs_exports: string[]) => ({ enabled_cloudwatch_logs_exports });
  expect(linesOfChange(detection, "aws_db_instance", logs("error", "slowquery"), logs("slowquery"))).toEqual([
    "guard lost, weaker: logs in CloudWatch: error → nothing",
  ]);
  expect(linesOfChange(detection, "aws_db_instance", logs("error"), logs("audit"))).toEqual([
    "guard lost, stronger: logs in CloudWatch: nothing → audit",
    "guard lost, weaker: logs in CloudWatch: error → nothing",
  ]);
  expect(linesOfChange(detection, "aws_db_instance", logs("error", "audit"), logs("audit", "error"))).toEqual([]);
  expect(linesOfChange(detection, flow, { log_format: "${srcaddr} ${dstaddr}" }, { log_format: "${dstaddr}" })).toEqual(
    ["guard lost, weaker: fields: srcaddr → nothing"],
  );
  expect(
    linesOfChange(
      detection,
      "aws_cloudwatch_log_delivery",
      { record_fields: ["b", "a"] },
      { record_fields: ["a", "b"] },
    ),
  ).toEqual([]);
});

test("a load balancer whose logs are taken away as a block loses them once", () => {
  expect(linesOfChange(detection, "aws_lb", { access_logs: [{ bucket: "b", enabled: true }] }, {})).toEqual([
    "guard lost, weaker: access logs: on → off",
  ]);
});

test("a metric filter that counts something else cannot be compared", () => {
  const filter = (pattern: string) => ({ pattern, metric_transformation: [{ name: "m", value: "1" }] });
  expect(linesOfChange(detection, "aws_cloudwatch_log_metric_filter", filter("429"), filter("500"))).toEqual([
    "guard lost, cannot tell: pattern: 429 → 500",
  ]);
});

test("what a failed replacement left behind guards nothing, so its deletion loses nothing", () => {
  expect(
    linesOf({ address: "aws_flow_log.one", before: { traffic_type: "ALL" }, entry: { deposed: "0a1b2c3d" } }),
  ).toEqual([]);
});

test("a delivery whose source is made anew under the same reference delivers the same", () => {
  expect(
    linesOf(
      {
        address: "aws_cloudwatch_log_delivery.one",
        before: { id: "d-1", delivery_source_name: "web" },
        after: { id: "d-1" },
        unknown: { delivery_source_name: true },
        references: {
          delivery_source_name: [
            "aws_cloudwatch_log_delivery_source.web.name",
            "aws_cloudwatch_log_delivery_source.web",
          ],
        },
      },
      {
        address: "aws_cloudwatch_log_delivery_source.web",
        before: { name: "web", log_type: "ACCESS_LOGS" },
        after: { log_type: "ACCESS_LOGS" },
        actions: ["create", "delete"],
        unknown: { name: true },
      },
    ),
  ).toEqual([]);
});
