import { holdsPublicAddresses } from "./cidr";
import { blocksIn, layerOf, resourcesOf, targets, type Stacks, type Violation } from "./model";
import { securityGroupRules } from "./security-groups";

/** Every VPC records who talked to whom. */
export function networksAreRecorded(stacks: Stacks): Violation[] {
  const recorded = resourcesOf(stacks, "aws_flow_log")
    .filter(({ block }) => block.traffic_type === "ALL")
    .flatMap(({ stack, block }) => targets(stacks, stack, block.vpc_id));
  return resourcesOf(stacks, "aws_vpc")
    .filter(({ where }) => !recorded.includes(where))
    .map(({ where }) => ({ where, what: "has no flow log of all traffic" }));
}

/** No security group lets anything out to the internet at large. */
export function nothingCallsTheInternet(stacks: Stacks): Violation[] {
  return securityGroupRules(stacks)
    .filter(({ direction, blocks }) => direction === "egress" && blocks.some(holdsPublicAddresses))
    .map(({ where, blocks }) => ({ where, what: `allows connections to ${blocks.join(", ")}` }));
}

const leastRetentionDays = 90;

/** Every log group keeps its lines for 90 days at least. */
export function logsAreKeptLongEnough(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_cloudwatch_log_group")
    .filter(({ block }) => block.retention_in_days < leastRetentionDays)
    .map(({ where, block }) => ({ where, what: `deletes its lines after ${String(block.retention_in_days)} days` }));
}

/** The load balancer has alarms, and every alarm tells somebody. */
export function alarmsTellSomebody(stacks: Stacks): Violation[] {
  const alarms = resourcesOf(stacks, "aws_cloudwatch_metric_alarm");
  const silent = alarms.filter(({ block }) => (block.alarm_actions ?? []).length === 0);
  const watched = alarms.some(({ stack }) => layerOf(stacks, stack) === "edge");
  return [
    ...silent.map(({ where }) => ({ where, what: "notifies no topic" })),
    ...(watched ? [] : resourcesOf(stacks, "aws_lb").map(({ where }) => ({ where, what: "has no alarm" }))),
  ];
}

/**
 * Terraform refuses to destroy keys, buckets and users, buckets are not emptied, and log groups outlive their layer. Code
 * on its way to be signed is no data: the packing makes it again.
 */
export function dataIsKept(stacks: Stacks): Violation[] {
  const ofCode = resourcesOf(stacks, "aws_signer_signing_job").flatMap(({ stack, block }) =>
    blocksIn(block.destination).flatMap(({ s3 }) =>
      blocksIn(s3).flatMap(({ bucket }) => targets(stacks, stack, bucket)),
    ),
  );
  return [
    ...resourcesOf(stacks, "aws_kms_key", "aws_s3_bucket")
      .filter(({ where }) => !ofCode.includes(where))
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.force_destroy === true)
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...resourcesOf(stacks, "aws_cognito_user_pool")
      .filter(({ block }) => block.lifecycle?.prevent_destroy !== true || block.deletion_protection !== "ACTIVE")
      .map(({ where }) => ({ where, what: "can be destroyed" })),
    ...resourcesOf(stacks, "aws_cloudwatch_log_group")
      .filter(({ block }) => block.skip_destroy !== true)
      .map(({ where }) => ({ where, what: "is destroyed with its layer" })),
  ];
}

/** The layer of the fleet has the log groups and alarms of what runs on it. */
export function fleetsAreObserved(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_autoscaling_group").flatMap(({ stack, where }) =>
    ["aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm"]
      .filter((type) => Object.keys(stacks[stack]?.resource[type] ?? {}).length === 0)
      .map((type) => ({ where, what: `has no ${type}` })),
  );
}

/** The values of API keys are in the state, which an environment on one machine has in plain text. */
export function keysAreInEncryptedState(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_api_key")
    .filter(({ stack }) => stacks[stack]?.terraform.backend?.["local"] !== undefined)
    .map(({ where }) => ({ where, what: "keeps its value in plain text" }));
}
