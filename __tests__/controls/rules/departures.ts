import { holdsPublicAddresses } from "./cidr";
import { essentialGroups, firewallsAreLogged, firewallsHaveGroup, firewallsLimitRates } from "./firewall";
import { fleetsArePrivate } from "./instances";
import { loadBalancersAreLogged, loadBalancersAreProtected, plainHttpOnlyRedirects } from "./load-balancers";
import { layerOf, resourcesOf, targets, type Control, type Stacks, type Violation } from "./model";
import { groupRules } from "./security-groups";
import { userDepartureControls } from "./users";

/** Every VPC records who talked to whom. */
function networksAreRecorded(stacks: Stacks): Violation[] {
  const recorded = resourcesOf(stacks, "aws_flow_log")
    .filter(({ block }) => block.traffic_type === "ALL")
    .flatMap(({ stack, block }) => targets(stacks, stack, block.vpc_id));
  return resourcesOf(stacks, "aws_vpc")
    .filter(({ where }) => !recorded.includes(where))
    .map(({ where }) => ({ where, what: "has no flow log of all traffic" }));
}

/** No security group lets anything out to the internet at large. */
function nothingCallsTheInternet(stacks: Stacks): Violation[] {
  return groupRules(stacks)
    .filter(({ direction, blocks }) => direction === "egress" && blocks.some(holdsPublicAddresses))
    .map(({ where, blocks }) => ({ where, what: `lets out to ${blocks.join(", ")}` }));
}

const leastRetentionDays = 90;

function logsAreKeptLongEnough(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_cloudwatch_log_group")
    .filter(({ block }) => block.retention_in_days < leastRetentionDays)
    .map(({ where, block }) => ({ where, what: `forgets after ${String(block.retention_in_days)} days` }));
}

/** The load balancer has alarms, and every alarm tells somebody. */
function alarmsTellSomebody(stacks: Stacks): Violation[] {
  const alarms = resourcesOf(stacks, "aws_cloudwatch_metric_alarm");
  const silent = alarms.filter(({ block }) => (block.alarm_actions ?? []).length === 0);
  const watched = alarms.some(({ stack }) => layerOf(stacks, stack) === "edge");
  return [
    ...silent.map(({ where }) => ({ where, what: "tells nobody" })),
    ...(watched ? [] : resourcesOf(stacks, "aws_lb").map(({ where }) => ({ where, what: "has no alarm" }))),
  ];
}

/** Terraform refuses to destroy keys, buckets and users, buckets are not emptied, and log groups outlive their layer. */
function dataIsKept(stacks: Stacks): Violation[] {
  return [
    ...resourcesOf(stacks, "aws_kms_key", "aws_s3_bucket")
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.force_destroy === true)
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...resourcesOf(stacks, "aws_cognito_user_pool")
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.deletion_protection !== "ACTIVE")
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...resourcesOf(stacks, "aws_cloudwatch_log_group")
      .filter(({ block }) => block.skip_destroy !== true)
      .map(({ where }) => ({ where, what: "goes with its layer" })),
  ];
}

/** The layer of the fleet has the log groups and alarms of what runs on it. */
function fleetsAreObserved(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_autoscaling_group").flatMap(({ stack, where }) =>
    ["aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm"]
      .filter((type) => Object.keys(stacks[stack]?.resource[type] ?? {}).length === 0)
      .map((type) => ({ where, what: `has no ${type}` })),
  );
}

/** What shows in the JSON of an environment that departs from a secure default, by the setting that does. */
export const departureControls: Readonly<Record<string, Control>> = {
  "logs.retentionDays": logsAreKeptLongEnough,
  alarmTopicArn: alarmsTellSomebody,
  keepData: dataIsKept,
  "network.egress": nothingCallsTheInternet,
  "network.flowLogs": networksAreRecorded,
  ...userDepartureControls,
  "compute.fleet.placement": fleetsArePrivate,
  "compute.fleet.observability": fleetsAreObserved,
  "edge.plainHttp": plainHttpOnlyRedirects,
  "edge.deletionProtection": loadBalancersAreProtected,
  "edge.accessLogs": loadBalancersAreLogged,
  "edge.waf.groups.ipReputation.mode": firewallsHaveGroup(essentialGroups.ipReputation),
  "edge.waf.rateLimit": firewallsLimitRates,
  "edge.waf.logging.enabled": firewallsAreLogged,
};

/** `teardown` lifts what these settings protect. */
const liftedByTeardown = ["keepData", "edge.deletionProtection"];

/** The settings by which an environment is weaker than the secure default, as its JSON shows them. */
export function weaknesses(stacks: Stacks): string[] {
  return Object.entries(departureControls)
    .filter(([, control]) => control(stacks).length > 0)
    .map(([setting]) => setting);
}

/** The settings by which an environment says that it is weaker. */
export function admittedWeaknesses(departures: readonly string[]): string[] {
  const settings = departures.flatMap((setting) => (setting === "teardown" ? liftedByTeardown : [setting]));
  return Object.keys(departureControls).filter((setting) => settings.includes(setting));
}
