import { cannotTell, neutral, saferOff, saferOn, weakestFirst } from "../../settings/judges";
import type { Members } from "../../settings/members";
import type { Setting } from "../../settings/setting";

const guard = { consequence: "guard lost" } as const;

/** Of what cannot change in place. */
export const fixedRule = "user-pool-usernames";

/** Amazon Cognito User Pools API reference, "UserPoolType". */
export const userPoolSettings: readonly Setting[] = [
  {
    ...guard,
    rule: "user-pool-mfa",
    path: "mfa_configuration",
    part: "second factor",
    standard: "OFF",
    judge: weakestFirst("OFF", "OPTIONAL", "ON"),
    weaker: "A password alone is enough for users who need not have a second factor any more.",
    stronger: "More users must have a second factor: those without one must set one up.",
  },
  {
    ...guard,
    rule: "user-pool-mfa-factor",
    path: "software_token_mfa_configuration.enabled",
    part: "codes of an authenticator app",
    standard: false,
    judge: saferOn,
    weaker: "Users cannot sign in with the codes of an authenticator app any more.",
    stronger: "Users may use the codes of an authenticator app.",
  },
  {
    rule: "user-pool-sign-up",
    consequence: "exposure",
    path: "admin_create_user_config.allow_admin_create_user_only",
    part: "sign-up",
    standard: false,
    safe: true,
    judge: saferOn,
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
    judge: weakestFirst("LITE", "ESSENTIALS", "PLUS"),
    weaker: "What only the larger plan has ends: threat protection is part of PLUS alone.",
    stronger: "The pool may use what the larger plan has, at its price.",
  },
  ...["advanced_security_mode", "advanced_security_additional_flows.custom_auth_mode"].map((path): Setting => ({
    ...guard,
    rule: "user-pool-threat-protection",
    path: `user_pool_add_ons.${path}`,
    part: path.endsWith("custom_auth_mode") ? "threat protection of custom sign-in" : "threat protection",
    standard: "OFF",
    judge: weakestFirst("OFF", "AUDIT", "ENFORCED"),
    weaker: "Sign-ins that look like an attack are no longer stopped, or not even recorded.",
    stronger: "Sign-ins that look like an attack are recorded or stopped.",
  })),
  {
    ...guard,
    rule: "user-pool-devices",
    path: "device_configuration.challenge_required_on_new_device",
    part: "second factor on new devices only",
    standard: false,
    judge: saferOff,
    weaker: "A device that is remembered needs no second factor.",
    stronger: "A remembered device needs the second factor too.",
  },
  {
    ...guard,
    rule: "user-pool-devices",
    path: "device_configuration.device_only_remembered_on_user_prompt",
    part: "devices remembered only when asked",
    standard: false,
    judge: saferOn,
    weaker: "Devices are remembered without a question.",
    stronger: "A device is remembered only when its user says so.",
  },
  {
    ...guard,
    rule: "user-pool-passkeys",
    path: "web_authn_configuration.user_verification",
    part: "proof of the user with a passkey",
    standard: "preferred",
    judge: weakestFirst("preferred", "required"),
    weaker: "A passkey may be used without a PIN or a finger.",
    stronger: "A passkey needs a PIN or a finger.",
  },
  {
    rule: "user-pool-passkeys",
    consequence: "contract",
    path: "web_authn_configuration.relying_party_id",
    part: "domain of passkeys",
    judge: cannotTell,
    changed: "Passkeys that were made for the other domain are refused.",
  },
  {
    rule: "user-pool-confirmation",
    consequence: "other",
    path: "verification_message_template.default_email_option",
    part: "confirmation of an e-mail address",
    standard: "CONFIRM_WITH_CODE",
    judge: neutral,
    changed: "Users confirm their address in another way: by a code, or by a link of the pool's domain.",
  },
  ...["username_configuration.case_sensitive", "username_attributes", "alias_attributes"].map((path): Setting => ({
    rule: fixedRule,
    consequence: "contract",
    path,
    part: path.replace("username_configuration.", "").replaceAll("_", " "),
    judge: cannotTell,
    changed: "This cannot change in place, so the user pool is made anew: its id, its users and its tokens are others.",
  })),
];

export const userPoolMembers: readonly Members[] = [
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
