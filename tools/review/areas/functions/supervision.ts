import { weakerWithout, weakestFirst } from "../../settings/judges";
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
];

/**
 * What watches over a function (AWS Lambda Developer Guide, "Configuring advanced logging controls", "Using code signing to
 * verify code integrity"). Levels and the place of logs, tracing and encryption are with those of everything else.
 */
export const supervision = ofSettings(settings);
