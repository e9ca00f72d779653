import { attribute } from "../../estate";
import type { Destination } from "../../settings/destinations";
import type { Presence } from "../../settings/presence";
import { scalar } from "../../settings/words";

const balancers = ["aws_lb", "aws_alb"];

const destination = (
  rule: string,
  types: readonly string[],
  [name, part]: readonly [string, string],
  what: string,
): Destination => ({
  rule,
  types,
  path: name,
  part,
  lost: `${what} go nowhere any more.`,
  added: `${what} go there.`,
  elsewhere: `${what} go elsewhere: who watches the old place sees nothing any more.`,
  isTold: true,
});

export const logDestinations: readonly Destination[] = [
  // That the logs are off is said by the attribute that turns them on.
  ...["access", "connection"].map((kind) => ({
    rule: `load-balancer-${kind}-logs`,
    types: balancers,
    path: `${kind}_logs.bucket`,
    part: `bucket of ${kind} logs`,
    elsewhere: `The load balancer's ${kind} logs go elsewhere: who watches the old place sees nothing any more.`,
  })),
  destination(
    "log-subscription",
    ["aws_cloudwatch_log_subscription_filter"],
    ["destination_arn", "destination"],
    "Events of the log group",
  ),
  destination("function-log-group", ["aws_lambda_function"], ["logging_config.log_group", "log group"], "Log lines"),
  destination("bucket-logs", ["aws_s3_bucket_logging"], ["target_bucket", "bucket of access logs"], "Access logs"),
  destination(
    "log-delivery",
    ["aws_cloudwatch_log_delivery"],
    ["delivery_destination_arn", "destination"],
    "Delivered logs",
  ),
  destination(
    "log-delivery",
    ["aws_cloudwatch_log_delivery_destination"],
    ["delivery_destination_configuration.destination_resource_arn", "destination"],
    "Delivered logs",
  ),
  destination(
    "api-gateway-log-role",
    ["aws_api_gateway_account"],
    ["cloudwatch_role_arn", "role that writes logs"],
    "Logs of APIs",
  ),
  {
    ...destination("log-delivery", ["aws_cloudwatch_log_delivery_source"], ["log_type", "kind of logs"], "Logs"),
    elsewhere: "Another kind of logs is delivered.",
  },
];

export const logPresences: readonly Presence[] = [
  {
    rule: "log-delivery",
    types: ["aws_cloudwatch_log_delivery"],
    owner: "delivery_source_name",
    ownerNamedBy: ["aws_cloudwatch_log_delivery_source", "name"],
    lost: "Logs of the source are not delivered any more.",
    added: "Logs of the source are delivered.",
  },
  {
    rule: "log-delivery",
    types: ["aws_cloudwatch_log_delivery_source"],
    owner: "resource_arn",
    lost: "The resource gives no logs to CloudWatch any more.",
    added: "The resource gives logs to CloudWatch.",
  },
  {
    rule: "log-subscription",
    types: ["aws_cloudwatch_log_subscription_filter"],
    lost: "Whoever reads the log group's events as they come gets none any more.",
    added: "The log group's events are sent on as they come.",
  },
  {
    rule: "bucket-logs",
    types: ["aws_s3_bucket_logging"],
    owner: "bucket",
    isOn: (value) => attribute(value, "target_bucket") !== undefined,
    lost: "Requests to the bucket leave no access log any more.",
    added: "Requests to the bucket are logged.",
  },
  {
    rule: "api-gateway-log-role",
    types: ["aws_api_gateway_account"],
    // Terraform registry, `aws_api_gateway_account`: without reset_on_delete, a deletion leaves the settings as they are.
    isOn: (value) =>
      attribute(value, "cloudwatch_role_arn") !== undefined && scalar(attribute(value, "reset_on_delete")) === "true",
    lost: "API Gateway cannot write logs of any API of the account and region any more.",
    added: "API Gateway can write logs.",
  },
];
