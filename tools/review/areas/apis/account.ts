import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { type Setting, settingFindings } from "../../settings";

const accounts: readonly Setting[] = [
  {
    rule: "api-account-logs",
    consequence: "guard lost",
    path: "cloudwatch_role_arn",
    isReference: true,
    part: "role that writes the logs of all APIs",
    safety: (value) => (value === undefined ? 0 : undefined),
    changed: {
      direction: "cannot tell",
      meaning: "Another role, or none, writes the logs of every API in the account and region.",
    },
  },
];

export const judgedOfAccount = accounts.map(({ path }) => path);

export const accountFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_api_gateway_account").flatMap((one) => settingFindings(one, accounts, estate));
