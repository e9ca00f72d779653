import { cannotTell, weakestFirst } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

/** Who sends the codes of a user pool. */
export const messageSettings: readonly Setting[] = [
  {
    rule: "user-pool-email",
    consequence: "downtime",
    path: "email_configuration.email_sending_account",
    part: "sender of e-mails",
    standard: "COGNITO_DEFAULT",
    judge: weakestFirst("COGNITO_DEFAULT", "DEVELOPER"),
    weaker: "Cognito sends the e-mails itself, no more than 50 a day: users above that get no code.",
    stronger: "The environment's own SES identity sends the e-mails.",
  },
  ...["source_arn", "from_email_address", "reply_to_email_address", "configuration_set"].map((path): Setting => ({
    rule: "user-pool-email",
    consequence: "other",
    path: `email_configuration.${path}`,
    part: `e-mails, ${path.replaceAll("_", " ")}`,
    isReference: path === "source_arn",
    judge: cannotTell,
    changed: "Codes come from another sender: check that SES may send for it.",
  })),
  ...["sns_caller_arn", "external_id", "sns_region"].map((path): Setting => ({
    rule: "user-pool-sms",
    consequence: "other",
    path: `sms_configuration.${path}`,
    part: `text messages, ${path.replaceAll("_", " ")}`,
    isReference: path === "sns_caller_arn",
    judge: cannotTell,
    changed: "Codes by text message are sent in another way.",
  })),
];
