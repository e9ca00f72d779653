import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell } from "../../settings/judges";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";

const accounts: readonly Setting[] = [
  {
    rule: "api-account-logs",
    consequence: "guard lost",
    path: "cloudwatch_role_arn",
    isReference: true,
    part: "role that writes the logs of all APIs",
    judge: cannotTell,
    changed: "Another role, or none, writes the logs of every API in the account and region.",
  },
];

export const judgedOfAccount = accounts.map(({ path }) => path);

export const accountFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_api_gateway_account").flatMap((one) => settingFindings(accounts, statesOf(one), estate));
