import { cannotTell, weakerWithout, weakestFirst } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";

const type = "aws_lambda_function";

const settings: readonly TypedSetting[] = [
  {
    rule: "function-code-signing",
    types: [type],
    path: "code_signing_config_arn",
    part: "code signing",
    consequence: "guard lost",
    judge: weakerWithout,
    weaker: "Whoever may update the function may upload code that nobody signed.",
    stronger: "Lambda checks who signed the code that is uploaded.",
    changed: "Other publishers may sign the code, or unsigned code only warns.",
  },
  {
    rule: "function-log-level",
    types: [type],
    path: "logging_config.application_log_level",
    part: "application log level",
    standard: "INFO",
    consequence: "guard lost",
    judge: weakestFirst("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
    weaker: "The function's log has less in it.",
    stronger: "The function's log has more in it.",
  },
  {
    rule: "function-system-log-level",
    types: [type],
    path: "logging_config.system_log_level",
    part: "system log level",
    standard: "INFO",
    consequence: "guard lost",
    judge: weakestFirst("WARN", "INFO", "DEBUG"),
    weaker: "Lambda's own log has less in it.",
    stronger: "Lambda's own log has more in it.",
  },
  {
    rule: "function-log-format",
    types: [type],
    path: "logging_config.log_format",
    part: "log format",
    standard: "Text",
    consequence: "guard lost",
    judge: weakestFirst("Text", "JSON"),
    weaker: "Searches and metric filters that read fields of JSON no longer match.",
    stronger: "Log lines are JSON, whose fields can be searched.",
  },
  {
    rule: "function-log-group",
    types: [type],
    path: "logging_config.log_group",
    part: "log group",
    consequence: "guard lost",
    judge: cannotTell,
    changed: "The log goes elsewhere: check that alarms, retention and encryption are there too.",
  },
];

/**
 * What watches over a function (AWS Lambda Developer Guide, "Configuring advanced logging controls", "Using code signing to
 * verify code integrity"). Tracing and encryption are with the guards of everything else.
 */
export const supervision = ofSettings(settings);
