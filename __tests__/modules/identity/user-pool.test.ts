import { TerraformOutput } from "cdktf";
import { UserPool, type UserPoolProps } from "../../../modules/identity/user-pool";
import { synthesizeModule } from "../../support/synthesize";

const synthesized = (props: Partial<UserPoolProps> = {}) =>
  synthesizeModule((stack) => {
    const pool = new UserPool(stack, "users", { name: "prod-identity-users", region: "eu-west-1", ...props });
    new TerraformOutput(stack, "handed_on", { value: [pool.id, pool.arn, pool.tokenIssuer] });
  });
const poolOf = (props: Partial<UserPoolProps> = {}) =>
  synthesized(props).resource["aws_cognito_user_pool"]?.["users_pool"];

const secure = {
  name: "prod-identity-users",
  user_pool_tier: "ESSENTIALS",
  username_attributes: ["email"],
  username_configuration: { case_sensitive: false },
  schema: [
    {
      name: "email",
      attribute_data_type: "String",
      required: true,
      mutable: true,
      developer_only_attribute: false,
      string_attribute_constraints: { min_length: "0", max_length: "2048" },
    },
  ],
  auto_verified_attributes: ["email"],
  account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
  user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
  admin_create_user_config: { allow_admin_create_user_only: true },
  password_policy: {
    minimum_length: 12,
    require_lowercase: true,
    require_uppercase: true,
    require_numbers: true,
    require_symbols: true,
    temporary_password_validity_days: 3,
    password_history_size: 24,
  },
  mfa_configuration: "ON",
  software_token_mfa_configuration: { enabled: true },
  verification_message_template: { default_email_option: "CONFIRM_WITH_CODE" },
  email_configuration: { email_sending_account: "COGNITO_DEFAULT" },
  deletion_protection: "ACTIVE",
  lifecycle: { prevent_destroy: true },
};

test("is secure where nothing is said, and makes nothing but the pool", () => {
  expect(synthesized().resource).toEqual({ aws_cognito_user_pool: { users_pool: secure } });
});

test("hands on its id, its ARN, and the issuer that its tokens name", () => {
  expect(synthesized().output["handed_on"].value).toEqual([
    "${aws_cognito_user_pool.users_pool.id}",
    "${aws_cognito_user_pool.users_pool.arn}",
    "https://cognito-idp.eu-west-1.amazonaws.com/${aws_cognito_user_pool.users_pool.id}",
  ]);
});

test("never changes what would replace the pool and lose its users, whatever else is asked for", () => {
  const everything = poolOf({
    tier: "PLUS",
    selfSignUp: true,
    password: { minimumLength: 20, history: 5, temporaryPasswordDays: 1 },
    mfa: "optional",
    passkeys: { relyingPartyId: "auth.example.com", userVerification: "required" },
    verification: "link",
    ses: { identityArn: "arn:aws:ses:eu-west-1:111122223333:identity/example.com", from: "no-reply@example.com" },
    threatProtection: "ENFORCED",
    protect: false,
  });
  const { username_attributes, username_configuration, schema } = secure;
  expect(everything).toMatchObject({ username_attributes, username_configuration, schema });
  expect(everything).not.toHaveProperty("alias_attributes");
});

test("lets anybody make an account only where that is said", () => {
  expect(poolOf({ selfSignUp: true })).toEqual({
    ...secure,
    admin_create_user_config: { allow_admin_create_user_only: false },
  });
});

test("asks for a second factor from everybody, from who has one, or from nobody", () => {
  expect(poolOf({ mfa: "optional" })).toEqual({ ...secure, mfa_configuration: "OPTIONAL" });
  const { software_token_mfa_configuration, ...without } = secure;
  expect(software_token_mfa_configuration).toEqual({ enabled: true });
  expect(poolOf({ mfa: "off" })).toEqual({ ...without, mfa_configuration: "OFF" });
});

test("takes passkeys beside passwords, for one domain", () => {
  expect(poolOf({ passkeys: { relyingPartyId: "auth.example.com", userVerification: "required" } })).toEqual({
    ...secure,
    sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] },
    web_authn_configuration: { relying_party_id: "auth.example.com", user_verification: "required" },
  });
});

test("leaves the history out where none is kept, as a pool of LITE has to", () => {
  const { password_history_size, ...policy } = secure.password_policy;
  expect(password_history_size).toBe(24);
  const password = { minimumLength: 12, history: 0, temporaryPasswordDays: 3 };
  expect(poolOf({ tier: "LITE", password })).toEqual({ ...secure, user_pool_tier: "LITE", password_policy: policy });
});

test("verifies an address by a link where that is asked for", () => {
  expect(poolOf({ verification: "link" })).toEqual({
    ...secure,
    verification_message_template: { default_email_option: "CONFIRM_WITH_LINK" },
  });
});

test("sends through Amazon SES, as whom and with what it is told", () => {
  const identityArn = "arn:aws:ses:eu-west-1:111122223333:identity/example.com";
  const ses = { identityArn, from: "Example <no-reply@example.com>" };
  const sent = { email_sending_account: "DEVELOPER", source_arn: identityArn, from_email_address: ses.from };
  expect(poolOf({ ses })).toEqual({ ...secure, email_configuration: sent });
  expect(poolOf({ ses: { ...ses, replyTo: "help@example.com", configurationSet: "mail" } })).toEqual({
    ...secure,
    email_configuration: { ...sent, reply_to_email_address: "help@example.com", configuration_set: "mail" },
  });
});

test.each(["AUDIT", "ENFORCED"] as const)("protects against threats: %s", (threatProtection) => {
  expect(poolOf({ tier: "PLUS", threatProtection })).toEqual({
    ...secure,
    user_pool_tier: "PLUS",
    user_pool_add_ons: { advanced_security_mode: threatProtection },
  });
});

test("can be destroyed only where it is not protected", () => {
  expect(poolOf({ protect: false })).toEqual({
    ...secure,
    deletion_protection: "INACTIVE",
    lifecycle: { prevent_destroy: false },
  });
});

test("calls the alias of a trigger's function, which lets this pool call it and no other", () => {
  const preSignUp = {
    functionName: "restrict",
    aliasArn: "arn:aws:lambda:eu-west-1:1:function:restrict:live",
    aliasName: "live",
  };
  const postConfirmation = {
    ...preSignUp,
    functionName: "welcome",
    aliasArn: "arn:aws:lambda:eu-west-1:1:function:welcome:live",
  };
  const { resource } = synthesized({ triggers: { preSignUp, postConfirmation } });
  expect(resource["aws_cognito_user_pool"]?.["users_pool"]).toEqual({
    ...secure,
    lambda_config: { pre_sign_up: preSignUp.aliasArn, post_confirmation: postConfirmation.aliasArn },
  });
  const permission = {
    statement_id: "UserPoolInvokes",
    action: "lambda:InvokeFunction",
    principal: "cognito-idp.amazonaws.com",
    qualifier: "live",
    source_arn: "${aws_cognito_user_pool.users_pool.arn}",
  };
  expect(resource["aws_lambda_permission"]).toEqual({
    users_pre_sign_up_permission: { ...permission, function_name: "restrict" },
    users_post_confirmation_permission: { ...permission, function_name: "welcome" },
  });
});
