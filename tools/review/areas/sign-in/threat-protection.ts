import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell, saferOn, weakestFirst } from "../../settings/judges";
import { type Members, memberFindings } from "../../settings/members";
import { headsOf } from "../../settings/paths";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";
import { wholeFinding } from "./whole";

const actions = weakestFirst("NO_ACTION", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "BLOCK");

/** Amazon Cognito User Pools API reference, "SetRiskConfiguration". */
const risks: readonly Setting[] = [
  ...["low", "medium", "high"].flatMap((level): readonly Setting[] => [
    {
      rule: "threat-protection-action",
      consequence: "guard lost",
      path: `account_takeover_risk_configuration.actions.${level}_action.event_action`,
      part: `sign-in of ${level} risk`,
      standard: "NO_ACTION",
      judge: actions,
      weaker: "A sign-in that looks like a stolen account meets less.",
      stronger: "A sign-in that looks like a stolen account meets more: some of the real users too.",
    },
    {
      rule: "threat-protection-notice",
      consequence: "guard lost",
      path: `account_takeover_risk_configuration.actions.${level}_action.notify`,
      part: `notice of a sign-in of ${level} risk`,
      standard: false,
      judge: saferOn,
      weaker: "The user is not told of a sign-in that looks like a stolen account.",
      stronger: "The user is told of a sign-in that looks like a stolen account.",
    },
  ]),
  {
    rule: "threat-protection-passwords",
    consequence: "guard lost",
    path: "compromised_credentials_risk_configuration.actions.event_action",
    part: "passwords that are known to be stolen",
    standard: "NO_ACTION",
    judge: actions,
    weaker: "Passwords that are known to be stolen are taken.",
    stronger: "Passwords that are known to be stolen are refused.",
  },
  {
    rule: "threat-protection-sender",
    consequence: "other",
    path: "account_takeover_risk_configuration.notify_configuration",
    part: "notices to users",
    judge: cannotTell,
    changed: "Users get notices from another sender or with another text: check that SES may send for it.",
  },
];

const riskMembers: readonly Members[] = [
  {
    rule: "threat-protection-passwords",
    consequence: "guard lost",
    path: "compromised_credentials_risk_configuration.event_filter",
    part: "when passwords are checked",
    more: "stronger",
    added: "Passwords are checked here too.",
    removed: "Passwords that are known to be stolen are not looked for here.",
  },
  {
    rule: "threat-protection-exceptions",
    consequence: "guard lost",
    path: "risk_exception_configuration.skipped_ip_range_list",
    part: "addresses that are never a risk",
    more: "weaker",
    added: "Sign-ins from there are not checked.",
    removed: "Sign-ins from there are checked.",
  },
  {
    rule: "threat-protection-exceptions",
    consequence: "guard lost",
    path: "risk_exception_configuration.blocked_ip_range_list",
    part: "addresses that are always refused",
    more: "stronger",
    added: "Sign-ins from there are refused.",
    removed: "Sign-ins from there are no longer refused.",
  },
];

export const judgedOfRisks = [...headsOf([...risks, ...riskMembers]), "user_pool_id", "client_id"];

export const riskFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_cognito_risk_configuration").flatMap((one) => [
    ...settingFindings(risks, statesOf(one)),
    ...memberFindings(one, riskMembers),
    ...wholeFinding(one, { rule: "threat-protection", consequence: "guard lost" }, "stronger", {
      added: "What is done about sign-ins that look like an attack is set.",
      removed: "What is done about sign-ins that look like an attack is AWS's own choice again.",
    }),
  ]);
