import type { Members } from "../../settings/members";
import { amount, onOff, ordered } from "../../settings/scales";
import type { Setting } from "../../settings/setting";

const balancers = ["aws_lb", "aws_alb"];
const databases = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

/** Logs and traces that resources write, apart from those of APIs, CloudFront and AWS WAF. */
export const logSettings: readonly Setting[] = [
  ...(["access", "connection"] as const).map((kind): Setting => ({
    rule: `load-balancer-${kind}-logs`,
    consequence: "guard lost",
    types: balancers,
    attribute: `${kind}_logs.enabled`,
    part: `${kind} logs`,
    scale: onOff(),
    weaker: `The load balancer writes no ${kind} logs any more.`,
    stronger: `The load balancer writes ${kind} logs.`,
  })),
  {
    rule: "function-tracing",
    consequence: "guard lost",
    types: ["aws_lambda_function"],
    attribute: "tracing_config.mode",
    part: "tracing",
    scale: ordered(["PassThrough", "Active"], "PassThrough"),
    weaker: "X-Ray traces a call of the function only if the caller has decided so.",
    stronger: "X-Ray traces calls of the function.",
  },
  ...(["application", "system"] as const).map((kind): Setting => ({
    rule: "function-log-level",
    consequence: "guard lost",
    types: ["aws_lambda_function"],
    attribute: `logging_config.${kind}_log_level`,
    part: `${kind} log level`,
    // AWS Lambda Developer Guide, "Log-level filtering".
    scale: ordered(["FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"], "INFO"),
    weaker: "Lambda drops log lines that it has kept.",
    stronger: "Lambda keeps more log lines; debug lines may contain data of users.",
  })),
  {
    rule: "database-monitoring",
    consequence: "guard lost",
    types: ["aws_db_instance", "aws_rds_cluster_instance"],
    attribute: "monitoring_interval",
    part: "enhanced monitoring",
    // 0 seconds is off. The interval itself is a matter of detail.
    scale: {
      ...amount({ unit: "second", stronger: "more", absent: 0 }),
      levelOf: (value) => Number(Number(value ?? 0) > 0),
    },
    weaker: "The database's host reports no metrics of its operating system any more.",
    stronger: "The database's host reports metrics of its operating system.",
  },
  {
    rule: "database-insights",
    consequence: "guard lost",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"],
    attribute: "performance_insights_enabled",
    part: "Performance Insights",
    scale: onOff(),
    weaker: "RDS no longer records which statements load the database.",
    stronger: "RDS records which statements load the database.",
  },
];

export const logMembers: readonly Members[] = [
  {
    rule: "database-logs",
    types: databases,
    attribute: "enabled_cloudwatch_logs_exports",
    part: "logs in CloudWatch",
    weaker: "The database no longer sends these logs to CloudWatch Logs.",
    stronger: "The database sends these logs to CloudWatch Logs.",
  },
  {
    rule: "log-delivery-fields",
    types: ["aws_cloudwatch_log_delivery"],
    attribute: "record_fields",
    part: "fields",
    weaker: "A delivered record no longer says this.",
    stronger: "A delivered record says this too.",
  },
];
