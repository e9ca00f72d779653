import { saferOn, weakerAbove, weakerBelow } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

const guard = { consequence: "guard lost" } as const;

/** Amazon Cognito User Pools API reference, "PasswordPolicyType" and "CreateUserPool". */
export const passwordSettings: readonly Setting[] = [
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.minimum_length",
    part: "length of a password",
    standard: 8,
    judge: weakerBelow,
    weaker: "Shorter passwords are taken.",
    stronger: "Only longer passwords are taken; those that are there stay as they are.",
  },
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.password_history_size",
    part: "passwords that may not be used again",
    standard: 0,
    judge: weakerBelow,
    weaker: "An old password may be taken again sooner.",
    stronger: "An old password may not be taken again for longer.",
  },
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.temporary_password_validity_days",
    part: "days that a first password is good for",
    standard: 7,
    judge: weakerAbove,
    weaker: "The password that a new user is sent is good for longer.",
    stronger: "The password that a new user is sent is good for a shorter time.",
  },
  ...["lowercase", "uppercase", "numbers", "symbols"].map((kind): Setting => ({
    ...guard,
    rule: "user-pool-password",
    path: `password_policy.require_${kind}`,
    part: `password with ${kind === "numbers" || kind === "symbols" ? kind : `${kind} letters`}`,
    standard: false,
    judge: saferOn,
    weaker: "Simpler passwords are taken.",
    stronger: "Simpler passwords are refused; those that are there stay as they are.",
  })),
];
