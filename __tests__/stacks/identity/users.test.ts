import { apiScopes } from "../../../stacks/environments/api-scopes";
import { demoApiWaf as waf } from "../../../stacks/environments/presets/waf";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { synthesizeEnvironments } from "../../support/environments";
import { production } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const reason = "the reason of a departure";
const callbackUrls = ["https://app.example.com/callback"];

type UserPool = NonNullable<EnvironmentRecord["identity"]>["userPool"];

const identityOf = (userPool: UserPool, more: EnvironmentRecord = {}): TerraformJson => {
  const edge = {
    ...production.edge,
    signIn: { domain: { kind: "prefix", prefix: "shop" }, waf },
    ...more.edge,
  } as const;
  const stack = synthesizeEnvironments({ it: { ...production, ...more, identity: { userPool }, edge } })["it-identity"];
  if (stack === undefined) throw new Error("an environment has identities");
  return stack;
};

const clients: NonNullable<UserPool>["clients"] = {
  web: { callbackUrls, apiScopes: ["read", "write"] },
  server: { callbackUrls, apiScopes: ["read"] },
  machine: { apiScopes: ["write"] },
  legacyImplicit: { reason, callbackUrls, openIdScopes: ["openid"] },
  passwordSignIn: { reason },
};
const outputs = [
  "user_pool_id",
  "user_pool_arn",
  "token_issuer",
  "web_client_id",
  "server_client_id",
  "machine_client_id",
  "legacy_implicit_client_id",
  "password_sign_in_client_id",
];
const published = ({ output }: TerraformJson) =>
  Object.fromEntries(
    Object.entries(output).flatMap(([name, { value }]) => (outputs.includes(name) ? [[name, value]] : [])),
  );

test("an environment without a pool has no resource of Cognito, and publishes no output of Cognito", () => {
  const { ["it-identity"]: stack } = synthesizeEnvironments({ it: production });
  expect(Object.keys(stack?.resource ?? {}).filter((type) => type.includes("cognito"))).toEqual([]);
  expect(published(stack as TerraformJson)).toEqual({});
});

test("looks for a pool that has left the record, only if data is kept", () => {
  const lookedFor = (record: EnvironmentRecord) =>
    synthesizeEnvironments({ it: record })["it-identity"]?.data["aws_cognito_user_pools"];
  expect(lookedFor(production)).toMatchObject({ users_left: { name: "it-identity-users" } });
  expect(lookedFor({ ...production, keepData: { value: false, reason } })).toBeUndefined();
  expect(identityOf({ clients }).data["aws_cognito_user_pools"]).toBeUndefined();
});

test("publishes the pool, its issuer and each of its clients", () => {
  const id = (client: string) => `\${aws_cognito_user_pool_client.${client}_client.id}`;
  expect(published(identityOf({ clients }))).toEqual({
    user_pool_id: "${aws_cognito_user_pool.users_pool.id}",
    user_pool_arn: "${aws_cognito_user_pool.users_pool.arn}",
    token_issuer: "https://cognito-idp.eu-west-1.amazonaws.com/${aws_cognito_user_pool.users_pool.id}",
    web_client_id: id("web"),
    server_client_id: id("server"),
    machine_client_id: id("machine"),
    legacy_implicit_client_id: id("legacy_implicit"),
    password_sign_in_client_id: id("password_sign_in"),
  });
  expect(Object.keys(published(identityOf({ clients: { passwordSignIn: { reason } } })))).toEqual([
    "user_pool_id",
    "user_pool_arn",
    "token_issuer",
    "password_sign_in_client_id",
  ]);
});

test("publishes no secret of a client, and has no secret in any block", () => {
  expect(JSON.stringify(identityOf({ clients }))).not.toMatch(/client_secret|password"/);
});

test("gives each client the scopes that its settings name, with the resource server's name before those of the APIs", () => {
  const { resource } = identityOf({ resourceServer: "orders", clients });
  const scopes = Object.entries(resource["aws_cognito_user_pool_client"] ?? {}).map(
    ([address, { name, allowed_oauth_flows, allowed_oauth_scopes }]: [string, Block]) =>
      [address, name, allowed_oauth_flows, allowed_oauth_scopes] as unknown,
  );
  expect(scopes).toEqual([
    ["web_client", "it-identity-web", ["code"], ["openid", "email", "orders/read", "orders/write"]],
    ["server_client", "it-identity-server", ["code"], ["openid", "email", "orders/read"]],
    ["machine_client", "it-identity-machine", ["client_credentials"], ["orders/write"]],
    ["legacy_implicit_client", "it-identity-legacy-implicit", ["implicit"], ["openid"]],
    ["password_sign_in_client", "it-identity-password-sign-in", undefined, undefined],
  ]);
  expect(resource["aws_cognito_resource_server"]?.["api_resource_server"]).toMatchObject({
    identifier: "orders",
    scope: Object.keys(apiScopes).map((name) => ({ scope_name: name })),
  });
});

test("protects the pool for as long as the environment keeps data", () => {
  const protection = (more?: EnvironmentRecord) => {
    const { resource } = identityOf({ clients }, more);
    const { deletion_protection, lifecycle } = resource["aws_cognito_user_pool"]?.["users_pool"] as Block;
    return [deletion_protection, lifecycle.prevent_destroy] as unknown;
  };
  expect(protection()).toEqual(["ACTIVE", true]);
  expect(protection({ teardown: { reason } })).toEqual(["INACTIVE", false]);
  expect(protection({ keepData: { value: false, reason } })).toEqual(["INACTIVE", false]);
});

test("makes passkeys for the domain of the sign-in pages, unless relyingPartyId is given", () => {
  const relyingParty = (passkeys: object, more?: EnvironmentRecord) => {
    const { resource } = identityOf({ clients, passkeys, mfa: "optional" }, more);
    const { web_client: web, machine_client: machine } = resource["aws_cognito_user_pool_client"] ?? {};
    expect(web.explicit_auth_flows).toEqual(["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"]);
    expect(machine.explicit_auth_flows).toEqual(["ALLOW_REFRESH_TOKEN_AUTH"]);
    return resource["aws_cognito_user_pool"]?.["users_pool"].web_authn_configuration as unknown;
  };
  expect(relyingParty({})).toEqual({
    relying_party_id: "shop.auth.eu-west-1.amazoncognito.com",
    user_verification: "required",
  });
  expect(
    relyingParty({
      relyingPartyId: "example.com",
      userVerification: { value: "preferred", reason: "devices of a test" },
    }),
  ).toEqual({
    relying_party_id: "example.com",
    user_verification: "preferred",
  });
  const domain = {
    kind: "own",
    name: "auth.example.com",
    hostedZoneId: "Z0123456789EXAMPLE",
    certificate: "issued",
    parentRecord: "elsewhere",
  } as const;
  expect(relyingParty({}, { edge: { signIn: { domain, waf } } })).toEqual({
    relying_party_id: "auth.example.com",
    user_verification: "required",
  });
});

test("configures threat protection if it is on, with the pool's own sender", () => {
  const riskOf = (userPool: Partial<NonNullable<UserPool>>) =>
    identityOf({ clients, ...userPool }).resource["aws_cognito_risk_configuration"]?.[
      "users_risk_configuration"
    ] as Block;
  const identityArn = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";
  const email = { sender: "ses", identityArn, from: "no-reply@example.com" } as const;
  expect(riskOf({ email })).toBeUndefined();
  const none = { accountTakeover: { value: "off", reason } } as const;
  expect(riskOf({ tier: "PLUS", threatProtection: none })).not.toHaveProperty("account_takeover_risk_configuration");
  const threatProtection = { accountTakeover: {}, alwaysBlocked: ["198.51.100.0/24"] };
  expect(riskOf({ tier: "PLUS", mfa: "optional", email, threatProtection })).toMatchObject({
    account_takeover_risk_configuration: {
      notify_configuration: { source_arn: identityArn, from: "no-reply@example.com" },
    },
    risk_exception_configuration: { blocked_ip_range_list: ["198.51.100.0/24"] },
  });
});

test("sends by Amazon SES without the settings that are not AWS's", () => {
  const email = {
    sender: "ses",
    identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
    from: "no-reply@example.com",
  } as const;
  expect(identityOf({ clients, email }).resource["aws_cognito_user_pool"]?.["users_pool"].email_configuration).toEqual({
    email_sending_account: "DEVELOPER",
    source_arn: email.identityArn,
    from_email_address: email.from,
  });
});

test("gives the sign-up function the settings of the record", () => {
  const signUpFunction = { memoryMib: 512, timeoutSeconds: 3, reservedConcurrency: 2, version: 7 };
  const restricted = { clients, selfSignUp: { reason }, signUpDomains: ["example.com"] };
  const { resource } = identityOf({ ...restricted, signUpFunction });
  expect(resource["aws_lambda_function"]?.["restrict_sign_up_lambda"]).toMatchObject({
    memory_size: 512,
    timeout: 3,
    reserved_concurrent_executions: 2,
  });
  expect(resource["aws_lambda_alias"]?.["restrict_sign_up_alias"].function_version).toBe("7");
  const byDefault = (more: object) =>
    identityOf({ ...restricted, ...more }).resource["aws_lambda_function"]?.["restrict_sign_up_lambda"];
  expect(byDefault({ signUpFunction: {} })).toEqual(byDefault({}));
  expect(byDefault({})).toMatchObject({ memory_size: 256, timeout: 5 });
});

test("calls the alias of the sign-up function with signUpDomains, and lets this pool alone call the alias", () => {
  const { resource } = identityOf({ clients, selfSignUp: { reason }, signUpDomains: ["example.com", "example.org"] });
  expect(resource["aws_cognito_user_pool"]?.["users_pool"].lambda_config).toEqual({
    pre_sign_up: "${aws_lambda_alias.restrict_sign_up_alias.arn}",
  });
  expect(resource["aws_lambda_permission"]).toEqual({
    users_pre_sign_up_permission: {
      statement_id: "UserPoolInvokes",
      action: "lambda:InvokeFunction",
      principal: "cognito-idp.amazonaws.com",
      function_name: "${aws_lambda_function.restrict_sign_up_lambda.function_name}",
      qualifier: "live",
      source_arn: "${aws_cognito_user_pool.users_pool.arn}",
    },
  });
  const { timeout, environment, kms_key_arn } = resource["aws_lambda_function"]?.["restrict_sign_up_lambda"] as Block;
  expect([timeout, environment.variables.EMAIL_DOMAINS, kms_key_arn]).toEqual([
    5,
    "example.com,example.org",
    "${aws_kms_key.shared_data_key.arn}",
  ]);
  expect(resource["aws_iam_role"]?.["restrict_sign_up_role"].permissions_boundary).toBe(
    "${aws_iam_policy.workload_boundary_policy.arn}",
  );
  expect(resource["aws_cloudwatch_log_group"]?.["restrict_sign_up_function_log_group"].name).toBe(
    "/palisade/it/identity/restrict-sign-up",
  );
  expect(identityOf({ clients }).resource["aws_lambda_function"]).toBeUndefined();
});
