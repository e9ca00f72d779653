import fc from "fast-check";

import { signIn } from "../../../../../tools/review/areas/sign-in";
import { RealPlan, type Weakening, noise } from "../../../../support/weakened-plans";

const plan = new RealPlan("00", /^aws_cognito_/);

const pool = "users_pool";
const web = "web_client";
const machine = "machine_client";
const recovery = [
  { name: "verified_email", priority: 1 },
  { name: "verified_phone_number", priority: 2 },
];

const weakenings: readonly Weakening[] = [
  { name: pool, path: ["mfa_configuration"], value: "OPTIONAL", rule: "user-pool-mfa" },
  { name: pool, path: ["software_token_mfa_configuration", 0, "enabled"], value: false, rule: "user-pool-mfa-factor" },
  { name: pool, path: ["password_policy", 0, "minimum_length"], value: 8, rule: "user-pool-password" },
  { name: pool, path: ["password_policy", 0, "require_symbols"], value: false, rule: "user-pool-password" },
  { name: pool, path: ["password_policy", 0, "password_history_size"], value: 0, rule: "user-pool-password" },
  {
    name: pool,
    path: ["password_policy", 0, "temporary_password_validity_days"],
    value: 30,
    rule: "user-pool-password",
  },
  { name: pool, path: ["password_policy"], value: [], rule: "user-pool-password" },
  {
    name: pool,
    path: ["admin_create_user_config", 0, "allow_admin_create_user_only"],
    value: false,
    rule: "user-pool-sign-up",
  },
  { name: pool, path: ["user_pool_tier"], value: "ESSENTIALS", rule: "user-pool-tier" },
  {
    name: pool,
    path: ["user_pool_add_ons", 0, "advanced_security_mode"],
    value: "AUDIT",
    rule: "user-pool-threat-protection",
  },
  { name: pool, path: ["user_pool_add_ons"], value: [], rule: "user-pool-threat-protection" },
  {
    name: pool,
    path: ["account_recovery_setting", 0, "recovery_mechanism"],
    value: recovery,
    rule: "user-pool-recovery",
  },
  { name: pool, path: ["auto_verified_attributes"], value: [], rule: "user-pool-verification" },
  { name: pool, path: ["user_attribute_update_settings"], value: [], rule: "user-pool-verification" },
  {
    name: pool,
    path: ["email_configuration", 0, "email_sending_account"],
    value: "COGNITO_DEFAULT",
    rule: "user-pool-email",
  },
  {
    name: web,
    path: ["explicit_auth_flows"],
    value: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"],
    rule: "user-pool-client-flows",
  },
  { name: web, path: ["allowed_oauth_flows"], value: ["code", "implicit"], rule: "user-pool-client-grants" },
  { name: machine, path: ["allowed_oauth_scopes"], value: ["api/read", "api/write"], rule: "user-pool-client-scopes" },
  {
    name: web,
    path: ["callback_urls"],
    value: ["http://app.example.com/signed-in", "https://app.example.com/signed-in"],
    rule: "user-pool-client-callback",
  },
  { name: web, path: ["logout_urls"], value: ["https://elsewhere.example.org/"], rule: "user-pool-client-logout" },
  { name: web, path: ["access_token_validity"], value: 60, rule: "user-pool-client-lifetime" },
  { name: web, path: ["token_validity_units", 0, "access_token"], value: "hours", rule: "user-pool-client-lifetime" },
  { name: web, path: ["enable_token_revocation"], value: false, rule: "user-pool-client-revocation" },
  { name: web, path: ["prevent_user_existence_errors"], value: "LEGACY", rule: "user-pool-client-user-existence" },
  { name: web, path: ["auth_session_validity"], value: 15, rule: "user-pool-client-session" },
  { name: web, path: ["write_attributes"], value: [], rule: "user-pool-client-attributes" },
  {
    name: web,
    path: ["read_attributes"],
    value: ["email", "email_verified", "phone_number"],
    rule: "user-pool-client-attributes",
  },
  {
    name: web,
    path: ["supported_identity_providers"],
    value: ["COGNITO", "Google"],
    rule: "user-pool-client-providers",
  },
  { name: machine, path: ["generate_secret"], value: false, rule: "user-pool-client-secret" },
  {
    name: "api_resource_server",
    path: ["scope"],
    value: [{ scope_description: "Read", scope_name: "read" }],
    rule: "resource-server-scopes",
  },
];

test.each(weakenings)("$rule: $name.$path is found as weaker, and its inverse as stronger", (one) => {
  expect(plan.lines(signIn, [one])).toEqual([`${one.rule} weaker`]);
  expect(plan.lines(signIn, [one], { swapped: true })).toEqual([`${one.rule} stronger`]);
});

/** One of each rule, of which none takes away what another changes. */
const apart = weakenings.filter(({ rule }, index) => weakenings.findIndex((one) => one.rule === rule) === index);

test("several weakenings at once are all found, whatever the provider writes otherwise; the other way round all are stronger", () => {
  fc.assert(
    fc.property(fc.subarray(apart), (some) => {
      const rules = some.map(({ rule }) => rule).sort();
      expect(plan.lines(signIn, some, { noise })).toEqual(rules.map((rule) => `${rule} weaker`));
      expect(plan.lines(signIn, some, { noise, swapped: true })).toEqual(rules.map((rule) => `${rule} stronger`));
    }),
    { numRuns: 10 },
  );
});

test("a lifetime in another unit is no change", () => {
  const same = [
    { name: machine, path: ["refresh_token_validity"], value: 1, rule: "" },
    { name: machine, path: ["token_validity_units", 0, "refresh_token"], value: "days", rule: "" },
  ];
  expect(plan.lines(signIn, same)).toEqual([]);
});
