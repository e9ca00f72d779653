import { amount, byLevel, saferOn, weakestFirst } from "../../settings/judges";
import type { TypedMembers } from "../../settings/members";
import type { TypedSetting } from "../../settings/setting";

const balancers = ["aws_lb", "aws_alb"];
const databases = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

/** Logs and traces that resources write, apart from those of APIs, CloudFront and AWS WAF. */
export const logSettings: readonly TypedSetting[] = [
  ...(["access", "connection"] as const).map((kind): TypedSetting => ({
    rule: `load-balancer-${kind}-logs`,
    consequence: "guard lost",
    types: balancers,
    path: `${kind}_logs.enabled`,
    part: `${kind} logs`,
    judge: saferOn,
    standard: false,
    weaker: `The load balancer writes no ${kind} logs any more.`,
    stronger: `The load balancer writes ${kind} logs.`,
  })),
  {
    rule: "function-tracing",
    consequence: "guard lost",
    types: ["aws_lambda_function"],
    path: "tracing_config.mode",
    part: "tracing",
    judge: weakestFirst("PassThrough", "Active"),
    standard: "PassThrough",
    weaker: "X-Ray traces a call of the function only if the caller has decided so.",
    stronger: "X-Ray traces calls of the function.",
  },
  ...(["application", "system"] as const).map((kind): TypedSetting => ({
    rule: "function-log-level",
    consequence: "guard lost",
    types: ["aws_lambda_function"],
    path: `logging_config.${kind}_log_level`,
    part: `${kind} log level`,
    // AWS Lambda Developer Guide, "Log-level filtering".
    judge: weakestFirst("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
    standard: "INFO",
    weaker: "Lambda drops log lines that it has kept.",
    stronger: "Lambda keeps more log lines; debug lines may contain data of users.",
  })),
  {
    rule: "database-monitoring",
    consequence: "guard lost",
    types: ["aws_db_instance", "aws_rds_cluster_instance"],
    path: "monitoring_interval",
    part: "enhanced monitoring",
    // 0 seconds is off. The interval itself is a matter of detail.
    words: amount("second", "stronger").words,
    judge: byLevel((value) => Number(Number(value) > 0)),
    standard: 0,
    weaker: "The database's host reports no metrics of its operating system any more.",
    stronger: "The database's host reports metrics of its operating system.",
  },
  {
    rule: "database-insights",
    consequence: "guard lost",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"],
    path: "performance_insights_enabled",
    part: "Performance Insights",
    judge: saferOn,
    standard: false,
    weaker: "RDS no longer records which statements load the database.",
    stronger: "RDS records which statements load the database.",
  },
];

export const logMembers: readonly TypedMembers[] = [
  {
    rule: "database-logs",
    consequence: "guard lost",
    more: "stronger",
    types: databases,
    path: "enabled_cloudwatch_logs_exports",
    part: "logs in CloudWatch",
    removed: "The database no longer sends these logs to CloudWatch Logs.",
    added: "The database sends these logs to CloudWatch Logs.",
  },
  {
    rule: "log-delivery-fields",
    consequence: "guard lost",
    more: "stronger",
    types: ["aws_cloudwatch_log_delivery"],
    path: "record_fields",
    part: "fields",
    removed: "A delivered record no longer says this.",
    added: "A delivered record says this too.",
  },
];
