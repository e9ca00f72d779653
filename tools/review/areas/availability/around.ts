import type { Resource } from "../../estate";
import { unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { namesIn, overlap } from "../../settings/paths";
import { listed } from "../../settings/words";
import type { User } from "./users";
import { counted } from "../../../shared/counted";

/** What else a replacement touches. */
export interface Around {
  /** What is replaced for this replacement alone. */
  readonly followers: readonly Resource[];
  readonly users: readonly User[];
  /** The outputs of its layer that publish what becomes another. */
  readonly outputs: readonly string[];
  /** Whether the plan ended in an error. */
  readonly isRefused: boolean;
}

/** What watches or guards others: while it is away nothing stops, and nobody sees or guards. */
export const watches: ReadonlySet<string> = new Set([
  "aws_cloudtrail",
  "aws_cloudwatch_log_delivery",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_metric_alarm",
  "aws_cognito_risk_configuration",
  "aws_flow_log",
  "aws_s3_bucket_public_access_block",
  "aws_wafv2_web_acl",
  "aws_wafv2_web_acl_association",
  "aws_wafv2_web_acl_logging_configuration",
]);

/** Types that nothing of AWS's is behind, and calls. */
export const withoutObject =
  /^(?:terraform_data|null_resource|time_.+|local_.+|archive_.+|aws_lambda_invocation|aws_acm_certificate_validation)$/;

/** Which of the two comes first, and what that means. */
export function orderOf(resource: Resource, isAway: boolean): string {
  if (withoutObject.test(resource.type)) return "nothing that serves is destroyed";
  if (resource.order === "destroy before create")
    return watches.has(resource.type)
      ? "the old one is destroyed first, so nothing watches or guards until the new one is made"
      : "the old one is destroyed first, so it is away until the new one is made";
  return isAway
    ? "the new one is made before the old one is destroyed, but what follows is destroyed first and away for a moment"
    : "the new one is made before the old one is destroyed";
}

/** What happens to others because of the replacement, in clauses. */
export function whatFollows(resource: Resource, { followers, users, outputs, isRefused }: Around): readonly string[] {
  const changed = users
    .filter(({ resource: user, paths }) => user.layer === resource.layer && waits(user, paths))
    .map((user) => user.resource);
  const above = users.map((user) => user.resource).filter((one) => one.layer !== resource.layer);
  return [
    ...(followers.length === 0
      ? []
      : [`${counted(followers.length, "resource")} replaced for that: ${listed(followers.map(thingOf))}`]),
    ...(changed.length === 0
      ? []
      : [`${counted(changed.length, "resource")} changed for that: ${listed(changed.map(thingOf))}`]),
    ...(above.length === 0
      ? []
      : [
          `the old one is still named by ${listed(above.map((one) => `${thingOf(one)} (layer ${one.layer})`))} until that layer is applied`,
        ]),
    ...(outputs.length === 0
      ? []
      : [
          `the layers that read ${listed(outputs.map((name) => `output ${name}`))} get the new value at their next apply, and have the old one until then`,
        ]),
    ...(isRefused ? ["the plan ended in an error, so none of this can be applied as it stands"] : []),
  ];
}

/** Whether a resource is changed in place, to what is known after apply only. */
const waits = ({ action, changes }: Resource, paths: readonly string[]): boolean =>
  action === "update" &&
  changes.some(({ path, after }) => after === unknown && paths.some((one) => overlap(one, namesIn(path))));
