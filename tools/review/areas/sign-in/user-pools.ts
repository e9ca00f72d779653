import type { Estate, Resource, Target } from "../../estate";
import { attribute, blockOf, blocksOf, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Members, judgedMembers, memberFindings } from "../../members";
import { isObject, keyOf } from "../../plan/normal";
import {
  type Setting,
  orderOf,
  settingFindings,
  unknownAfter,
  whenLarge,
  whenOff,
  whenOn,
  whenSmall,
  withPlace,
} from "../../settings";
import { nameOf } from "../../things";

const guard = { consequence: "guard lost" } as const;

/** Amazon Cognito User Pools API reference, "PasswordPolicyType" and "CreateUserPool". */
const passwords: readonly Setting[] = [
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.minimum_length",
    part: "length of a password",
    standard: 8,
    safety: whenLarge,
    weaker: "Shorter passwords are taken.",
    stronger: "Only longer passwords are taken; those that are there stay as they are.",
  },
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.password_history_size",
    part: "passwords that may not be used again",
    standard: 0,
    safety: whenLarge,
    weaker: "An old password may be taken again sooner.",
    stronger: "An old password may not be taken again for longer.",
  },
  {
    ...guard,
    rule: "user-pool-password",
    path: "password_policy.temporary_password_validity_days",
    part: "days that a first password is good for",
    standard: 7,
    safety: whenSmall,
    weaker: "The password that a new user is sent is good for longer.",
    stronger: "The password that a new user is sent is good for a shorter time.",
  },
  ...["lowercase", "uppercase", "numbers", "symbols"].map((kind): Setting => ({
    ...guard,
    rule: "user-pool-password",
    path: `password_policy.require_${kind}`,
    part: `password with ${kind === "numbers" || kind === "symbols" ? kind : `${kind} letters`}`,
    standard: false,
    safety: whenOn,
    weaker: "Simpler passwords are taken.",
    stronger: "Simpler passwords are refused; those that are there stay as they are.",
  })),
];

const settings: readonly Setting[] = [
  {
    ...guard,
    rule: "user-pool-mfa",
    path: "mfa_configuration",
    part: "second factor",
    standard: "OFF",
    safety: orderOf("OFF", "OPTIONAL", "ON"),
    weaker: "A password alone is enough for users who need not have a second factor any more.",
    stronger: "More users must have a second factor: those without one must set one up.",
  },
  {
    ...guard,
    rule: "user-pool-mfa-factor",
    path: "software_token_mfa_configuration.enabled",
    part: "codes of an authenticator app",
    standard: false,
    safety: whenOn,
    weaker: "Users cannot sign in with the codes of an authenticator app any more.",
    stronger: "Users may use the codes of an authenticator app.",
  },
  ...passwords,
  {
    rule: "user-pool-sign-up",
    consequence: "exposure",
    path: "admin_create_user_config.allow_admin_create_user_only",
    part: "sign-up",
    standard: false,
    safe: true,
    safety: whenOn,
    words: (value) => (value === true ? "by administrators only" : "by anyone"),
    weaker: "Anyone may make a user in the pool and get tokens of the pool.",
    stronger: "Only administrators make users.",
  },
  {
    ...guard,
    rule: "user-pool-tier",
    path: "user_pool_tier",
    part: "feature plan",
    standard: "ESSENTIALS",
    safety: orderOf("LITE", "ESSENTIALS", "PLUS"),
    weaker: "What only the larger plan has ends: threat protection is part of PLUS alone.",
    stronger: "The pool may use what the larger plan has, at its price.",
  },
  ...["advanced_security_mode", "advanced_security_additional_flows.custom_auth_mode"].map((path): Setting => ({
    ...guard,
    rule: "user-pool-threat-protection",
    path: `user_pool_add_ons.${path}`,
    part: path.endsWith("custom_auth_mode") ? "threat protection of custom sign-in" : "threat protection",
    standard: "OFF",
    safety: orderOf("OFF", "AUDIT", "ENFORCED"),
    weaker: "Sign-ins that look like an attack are no longer stopped, or not even recorded.",
    stronger: "Sign-ins that look like an attack are recorded or stopped.",
  })),
  {
    rule: "user-pool-email",
    consequence: "downtime",
    path: "email_configuration.email_sending_account",
    part: "sender of e-mails",
    standard: "COGNITO_DEFAULT",
    safety: orderOf("COGNITO_DEFAULT", "DEVELOPER"),
    weaker: "Cognito sends the e-mails itself, no more than 50 a day: users above that get no code.",
    stronger: "The environment's own SES identity sends the e-mails.",
  },
  ...["source_arn", "from_email_address", "reply_to_email_address", "configuration_set"].map((path): Setting => ({
    rule: "user-pool-email",
    consequence: "other",
    path: `email_configuration.${path}`,
    part: `e-mails, ${path.replaceAll("_", " ")}`,
    isReference: path === "source_arn",
    changed: { direction: "cannot tell", meaning: "Codes come from another sender: check that SES may send for it." },
  })),
  ...["sns_caller_arn", "external_id", "sns_region"].map((path): Setting => ({
    rule: "user-pool-sms",
    consequence: "other",
    path: `sms_configuration.${path}`,
    part: `text messages, ${path.replaceAll("_", " ")}`,
    isReference: path === "sns_caller_arn",
    changed: { direction: "cannot tell", meaning: "Codes by text message are sent in another way." },
  })),
  {
    ...guard,
    rule: "user-pool-devices",
    path: "device_configuration.challenge_required_on_new_device",
    part: "second factor on new devices only",
    standard: false,
    safety: whenOff,
    weaker: "A device that is remembered needs no second factor.",
    stronger: "A remembered device needs the second factor too.",
  },
  {
    ...guard,
    rule: "user-pool-devices",
    path: "device_configuration.device_only_remembered_on_user_prompt",
    part: "devices remembered only when asked",
    standard: false,
    safety: whenOn,
    weaker: "Devices are remembered without a question.",
    stronger: "A device is remembered only when its user says so.",
  },
  {
    ...guard,
    rule: "user-pool-passkeys",
    path: "web_authn_configuration.user_verification",
    part: "proof of the user with a passkey",
    standard: "preferred",
    safety: orderOf("preferred", "required"),
    weaker: "A passkey may be used without a PIN or a finger.",
    stronger: "A passkey needs a PIN or a finger.",
  },
  {
    rule: "user-pool-passkeys",
    consequence: "contract",
    path: "web_authn_configuration.relying_party_id",
    part: "domain of passkeys",
    changed: { direction: "cannot tell", meaning: "Passkeys that were made for the other domain are refused." },
  },
  {
    rule: "user-pool-confirmation",
    consequence: "other",
    path: "verification_message_template.default_email_option",
    part: "confirmation of an e-mail address",
    standard: "CONFIRM_WITH_CODE",
    changed: {
      direction: "neutral",
      meaning: "Users confirm their address in another way: by a code, or by a link of the pool's domain.",
    },
  },
  ...["username_configuration.case_sensitive", "username_attributes", "alias_attributes"].map((path): Setting => ({
    rule: "user-pool-usernames",
    consequence: "contract",
    path,
    part: path.replace("username_configuration.", "").replaceAll("_", " "),
    changed: {
      direction: "cannot tell",
      meaning:
        "This cannot change in place, so the user pool is made anew: its id, its users and its tokens are others.",
    },
  })),
];

const members: readonly Members[] = [
  {
    ...guard,
    rule: "user-pool-verification",
    path: "auto_verified_attributes",
    part: "addresses that are verified",
    more: "stronger",
    added: "A new user must show that this address is theirs.",
    removed: "A new user need not show that this address is theirs.",
  },
  {
    ...guard,
    rule: "user-pool-verification",
    path: "user_attribute_update_settings.attributes_require_verification_before_update",
    part: "addresses that are verified before they change",
    more: "stronger",
    added: "A changed address counts only when the user has shown that it is theirs.",
    removed: "A changed address counts before the user has shown that it is theirs.",
  },
  {
    ...guard,
    rule: "user-pool-first-factor",
    path: "sign_in_policy.allowed_first_auth_factors",
    part: "first factors",
    more: "weaker",
    added: "Users may sign in with this alone.",
    removed: "Users may no longer sign in with this alone.",
  },
];

export const judgedOfUserPools = [
  ...new Set([...settings, ...members].map(({ path }) => path.split(".")[0] ?? path)),
  "account_recovery_setting",
  "lambda_config",
  "schema",
  "email_mfa_configuration",
];

/** How users of a pool come in, and what stops others. */
export function userPoolFindings(estate: Estate): readonly Finding[] {
  return estate
    .ofType("aws_cognito_user_pool")
    .filter((one) => isChanged(one) && one.action !== "forget")
    .flatMap((pool) => {
      const found = [...settingFindings(pool, settings, estate), ...memberFindings(pool, members)];
      if (pool.before === undefined || pool.after === undefined) return found;
      return [...found, ...recoveryFindings(pool), ...triggerFindings(estate, pool), ...schemaFindings(pool)];
    });
}

/** A way more to set a new password is a way more to take an account over. */
function recoveryFindings(pool: Resource): readonly Finding[] {
  const names = (side: "before" | "after"): readonly string[] =>
    blocksOf(blockOf(pool[side], "account_recovery_setting"), "recovery_mechanism").flatMap(
      (one) => textOf(one, "name") ?? [],
    );
  const found = judgedMembers(
    {
      ...guard,
      rule: "user-pool-recovery",
      part: "ways to set a new password",
      more: "weaker",
      added: "Whoever reads what is sent there may set a new password.",
      removed: "Users can no longer set a new password in this way.",
    },
    names("before"),
    names("after"),
  );
  return found.map((one) => withPlace(one, pool, "account_recovery_setting"));
}

/** Functions that Cognito calls in a sign-in: each can refuse, or change what a token says. */
function triggerFindings(estate: Estate, pool: Resource): readonly Finding[] {
  const names = (["before", "after"] as const).flatMap((side) =>
    Object.keys(blockOf(pool[side], "lambda_config") ?? {}),
  );
  return [...new Set(names)].sort().flatMap((name) => {
    const path = `lambda_config.${name}`;
    const isBlock = (["before", "after"] as const).some((side) =>
      blocksOf(blockOf(pool[side], "lambda_config"), name).some(isObject),
    );
    const at = isBlock ? `${path}.lambda_arn` : path;
    const [had, has] = [estate.target("before", pool, at), estate.target("after", pool, at)];
    if (words(had) === words(has) && has.kind !== "unknown") return [];
    const part = `trigger ${name.replaceAll("_", " ")}`;
    if (has.kind === "unknown") return [withPlace(unknownAfter("user-pool-trigger", part, words(had)), pool, path)];
    const direction = has.kind === "none" ? "weaker" : had.kind === "none" ? "stronger" : "cannot tell";
    const meaning = {
      weaker: "Cognito no longer asks this function, which may have refused sign-ins or written tokens.",
      stronger: "Cognito asks this function in a sign-in: its failure is the sign-in's.",
      "cannot tell": "Another function takes part in a sign-in: read what it does.",
    }[direction];
    const finding = {
      ...guard,
      rule: "user-pool-trigger",
      direction,
      part,
      before: words(had),
      after: words(has),
      meaning,
    } as const;
    return [withPlace(finding, pool, path)];
  });
}

const words = (target: Target): string =>
  target.kind === "resource"
    ? nameOf(target.resource)
    : target.kind === "value"
      ? target.value.replace(/^arn:.*:function:/, "")
      : target.kind;

/** Attributes that a user has. One that is added can be in place; any other change makes the pool anew. */
function schemaFindings(pool: Resource): readonly Finding[] {
  const [had, has] = [schemaOf(pool, "before"), schemaOf(pool, "after")];
  const names = [...new Set([...had.keys(), ...has.keys()])].sort().filter((name) => had.get(name) !== has.get(name));
  const isAdded = names.every((name) => !had.has(name));
  if (names.length === 0) return [];
  const finding = {
    rule: "user-pool-schema",
    consequence: isAdded ? "other" : "contract",
    direction: isAdded ? "neutral" : "cannot tell",
    part: `attributes ${names.join(", ")}`,
    meaning: isAdded
      ? "Users may have this attribute."
      : "An attribute that users have cannot change in place: the user pool is made anew, or AWS refuses.",
  } as const;
  return [withPlace(finding, pool, "schema")];
}

const schemaOf = (pool: Resource, side: "before" | "after"): ReadonlyMap<string, string> =>
  new Map(blocksOf(pool[side], "schema").map((one) => [String(attribute(one, "name")), keyOf(one)]));
