import { blocksIn, resourcesOf, targets, type Control, type Resource, type Stacks, type Violation } from "./model";

const pools = (stacks: Stacks) => resourcesOf(stacks, "aws_cognito_user_pool");
const clients = (stacks: Stacks) => resourcesOf(stacks, "aws_cognito_user_pool_client");
const grants = ({ block }: Resource): string[] => block.allowed_oauth_flows ?? [];
const flows = ({ block }: Resource): string[] => block.explicit_auth_flows ?? [];

/** A control that says what is wrong with each resource for which something is. */
function none(of: (stacks: Stacks) => Resource[], what: string, wrong: (one: Resource) => boolean): Control {
  return (stacks) =>
    of(stacks)
      .filter(wrong)
      .map(({ where }) => ({ where, what }));
}

/** What holds of every user pool: who a user is, and how an address is proved, does not depend on the environment. */
export function usersAreKnownByEmail(stacks: Stacks): Violation[] {
  const controls = [
    none(pools, "does not sign users in by e-mail", ({ block }) => String(block.username_attributes) !== "email"),
    none(pools, "has case-sensitive user names", ({ block }) => block.username_configuration?.case_sensitive !== false),
    none(pools, "does not verify addresses", ({ block }) => String(block.auto_verified_attributes) !== "email"),
    none(
      pools,
      "changes an address before the new address is verified",
      ({ block }) =>
        String(block.user_attribute_update_settings?.attributes_require_verification_before_update) !== "email",
    ),
    none(pools, "allows account recovery without a verified address", ({ block }) => {
      const ways: { name: string }[] = block.account_recovery_setting?.recovery_mechanism ?? [];
      return ways.length !== 1 || ways[0]?.name !== "verified_email";
    }),
  ];
  return controls.flatMap((control) => control(stacks));
}

const isExact = (url: string): boolean => /^(https:\/\/|http:\/\/localhost([:/?]|$))[^*#]*$/.test(url);

/** What holds of every client, whatever kind it is. */
export function clientsAreOfOneKind(stacks: Stacks): Violation[] {
  const controls = [
    none(clients, "has more than one grant", (client) => grants(client).length > 1),
    none(clients, "sends tokens or codes to an address that is not exact", ({ block }) =>
      [...(block.callback_urls ?? []), ...(block.logout_urls ?? [])].some((url: string) => !isExact(url)),
    ),
    none(
      clients,
      "has a secret in a browser",
      (client) => grants(client).includes("implicit") && client.block.generate_secret,
    ),
    none(clients, "names no authentication flow", (client) => flows(client).length === 0),
    none(
      clients,
      "is a program's client, and lets users sign in",
      (client) =>
        grants(client).includes("client_credentials") &&
        flows(client).some((flow) => flow !== "ALLOW_REFRESH_TOKEN_AUTH"),
    ),
    none(clients, "issues tokens that cannot be revoked", ({ block }) => block.enable_token_revocation !== true),
    none(clients, "reveals who has an account", ({ block }) => block.prevent_user_existence_errors !== "ENABLED"),
    none(
      clients,
      "may write every attribute",
      (client) => !grants(client).includes("client_credentials") && (client.block.write_attributes ?? []).length === 0,
    ),
  ];
  return controls.flatMap((control) => control(stacks));
}

/** Pools that act on threats, and of which nothing says what becomes of a risky sign-in. */
function riskySignInsAreAnswered(stacks: Stacks): Violation[] {
  const answered = resourcesOf(stacks, "aws_cognito_risk_configuration")
    .filter(({ block }) => blocksIn(block.account_takeover_risk_configuration).length > 0)
    .flatMap(({ stack, block }) => targets(stacks, stack, block.user_pool_id));
  return pools(stacks)
    .filter(({ block }) => block.user_pool_add_ons?.advanced_security_mode === "ENFORCED")
    .filter(({ where }) => !answered.includes(where))
    .map(({ where }) => ({ where, what: "has no response to risky sign-ins" }));
}

const rotates = ({ block }: Resource): boolean => block.refresh_token_rotation?.[0]?.feature === "ENABLED";
const stateIsLocal = (stacks: Stacks, { stack }: Resource): boolean =>
  stacks[stack]?.terraform.backend?.["local"] !== undefined;
const named = (name: string) => (stacks: Stacks) =>
  clients(stacks).filter((client) => client.name === `${name}_client`);

const longestTokenMinutes = 15;
const longestRefreshTokenHours = 720;

/** What shows of a client whose tokens outlive what is secure, by the setting. */
function lifetimeControls(kind: string, name: string, settings: readonly string[]): Readonly<Record<string, Control>> {
  const outlives = {
    accessTokenMinutes: ({ block }: Resource) =>
      !(block.access_token_validity <= longestTokenMinutes) ||
      block.token_validity_units?.[0]?.access_token !== "minutes",
    idTokenMinutes: ({ block }: Resource) =>
      !(block.id_token_validity <= longestTokenMinutes) || block.token_validity_units?.[0]?.id_token !== "minutes",
    refreshTokenHours: ({ block }: Resource) =>
      !(block.refresh_token_validity <= longestRefreshTokenHours) ||
      block.token_validity_units?.[0]?.refresh_token !== "hours",
  };
  return Object.fromEntries(
    Object.entries(outlives)
      .filter(([setting]) => settings.includes(setting))
      .map(([setting, wrong]) => [
        `identity.userPool.clients.${kind}.${setting}`,
        none(named(name), "has tokens that last too long", wrong),
      ]),
  );
}

const ofUsers = ["accessTokenMinutes", "idTokenMinutes", "refreshTokenHours"];

function secretsAreEncrypted(name: string): Control {
  return (stacks) =>
    none(
      named(name),
      "keeps its secret in plain text",
      (client) => client.block.generate_secret && stateIsLocal(stacks, client),
    )(stacks);
}

/** What shows of a user pool that departs from a secure default, by the setting that does. */
export const userDepartureControls: Readonly<Record<string, Control>> = {
  "identity.userPool.selfSignUp": none(
    pools,
    "lets anybody create an account",
    ({ block }) => block.admin_create_user_config?.allow_admin_create_user_only !== true,
  ),
  "identity.userPool.password.minimumLength": none(
    pools,
    "accepts short passwords",
    ({ block }) => !(block.password_policy?.minimum_length >= 12),
  ),
  "identity.userPool.password.history": none(
    pools,
    "accepts old passwords again",
    ({ block }) => !(block.password_policy?.password_history_size >= 1),
  ),
  "identity.userPool.mfa": none(
    pools,
    "requires and offers no second factor",
    ({ block }) => !["ON", "OPTIONAL"].includes(block.mfa_configuration),
  ),
  "identity.userPool.threatProtection.mode": none(
    pools,
    "only audits threats",
    ({ block }) => block.user_pool_add_ons?.advanced_security_mode === "AUDIT",
  ),
  "identity.userPool.threatProtection.accountTakeover": riskySignInsAreAnswered,
  "identity.userPool.clients.web.refreshTokenRotation": none(
    named("web"),
    "does not rotate refresh tokens",
    (client) => !rotates(client),
  ),
  "identity.userPool.clients.server.refreshTokenRotation": none(
    named("server"),
    "does not rotate refresh tokens",
    (client) => !rotates(client),
  ),
  ...lifetimeControls("web", "web", ofUsers),
  ...lifetimeControls("server", "server", ofUsers),
  // Nobody signs in by it: it has no other token.
  ...lifetimeControls("machine", "machine", ["accessTokenMinutes"]),
  ...lifetimeControls("legacyImplicit", "legacy_implicit", ofUsers),
  ...lifetimeControls("passwordSignIn", "password_sign_in", ofUsers),
  "identity.userPool.clients.server.secretInLocalState": secretsAreEncrypted("server"),
  "identity.userPool.clients.machine.secretInLocalState": secretsAreEncrypted("machine"),
  "identity.userPool.clients.legacyImplicit": none(clients, "uses the implicit grant", (client) =>
    grants(client).includes("implicit"),
  ),
  "identity.userPool.clients.passwordSignIn": none(clients, "allows a flow with the user's password", (client) =>
    flows(client).some((flow) => flow.endsWith("USER_PASSWORD_AUTH")),
  ),
};
