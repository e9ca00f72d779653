import { blockOf, copyOf, everyEnvironment, remove } from "../support/controls";
import { admittedWeaknesses, departureControls, weaknesses } from "./rules/departures";

/** What does not show in any JSON: it weakens nothing of the environment's own, or only in how it is put. */
const unseen = ["network.sharesCidrBlock", "edge.waf.capacitySurcharge"];

test("every environment is exactly as weak as it says, by departure", async () => {
  for (const [name, { stacks, departures }] of Object.entries(await everyEnvironment())) {
    expect([name, weaknesses(stacks)]).toEqual([name, admittedWeaknesses(departures)]);
  }
}, 60_000);

test("every departure of an environment shows in what it synthesizes", async () => {
  const known = [...Object.keys(departureControls), "teardown", ...unseen];
  for (const [name, { departures }] of Object.entries(await everyEnvironment())) {
    expect([name, departures.filter((setting) => !known.includes(setting))]).toEqual([name, []]);
  }
});

test("the production preset departs from nothing, and demo says all that it does without", async () => {
  const { production, trial } = await everyEnvironment();
  expect(production?.departures).toEqual([]);
  expect(trial?.departures).toEqual([
    "logs.retentionDays",
    "alarmTopicArn",
    "keepData",
    "network.egress",
    "network.flowLogs",
    "compute.fleet.placement",
    "compute.fleet.observability",
    "edge.plainHttp",
    "edge.deletionProtection",
    "edge.accessLogs",
    "edge.waf.groups.ipReputation.mode",
    "edge.waf.rateLimit",
    "edge.waf.logging.enabled",
  ]);
});

type Copy = Awaited<ReturnType<typeof copyOf>>;

test.each<[setting: string, breaks: (stacks: Copy) => void]>([
  [
    "logs.retentionDays",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_log_group", "session").retention_in_days = 60;
    },
  ],
  [
    "alarmTopicArn",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_metric_alarm", "web_cpu").alarm_actions = [];
    },
  ],
  [
    "keepData",
    (stacks) => {
      delete blockOf(stacks, "aws_kms_key", "shared_data").lifecycle;
    },
  ],
  [
    "keepData",
    (stacks) => {
      blockOf(stacks, "aws_s3_bucket", "access_log").force_destroy = true;
    },
  ],
  [
    "keepData",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_log_group", "web_acl").skip_destroy = false;
    },
  ],
  [
    "network.egress",
    (stacks) => {
      const rule = blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_s3");
      delete rule.prefix_list_id;
      rule.cidr_ipv4 = "0.0.0.0/0";
    },
  ],
  [
    "network.flowLogs",
    (stacks) => {
      blockOf(stacks, "aws_flow_log").traffic_type = "REJECT";
    },
  ],
  [
    "compute.fleet.observability",
    (stacks) => {
      delete (stacks["production-compute"]?.resource as Record<string, unknown>)["aws_cloudwatch_metric_alarm"];
    },
  ],
  [
    "edge.deletionProtection",
    (stacks) => {
      delete blockOf(stacks, "aws_lb").enable_deletion_protection;
    },
  ],
  [
    "edge.waf.rateLimit",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl");
      acl.rule = acl.rule.filter(({ statement }: { statement: object }) => !("rate_based_statement" in statement));
    },
  ],
  [
    "edge.waf.logging.enabled",
    (stacks) => {
      remove(stacks, "aws_wafv2_web_acl_logging_configuration");
    },
  ],
])("finds a weakness that needs the departure %s", async (setting, breaks) => {
  const stacks = await copyOf("production");
  breaks(stacks);
  expect(weaknesses(stacks)).toEqual([setting]);
});
