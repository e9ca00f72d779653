import { add, blockOf, copyOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { clientsAreOfOneKind, userDepartureControls, usersAreKnownByEmail } from "../../controls/rules/users";

const pool = "aws_cognito_user_pool";
const client = "aws_cognito_user_pool_client";

describe("users are known by their e-mail address", () => {
  holdsInEveryEnvironment(usersAreKnownByEmail);
  findsWhen(
    usersAreKnownByEmail,
    "a pool that is left to AWS's defaults",
    (stacks) => {
      add(stacks, "apis-identity", pool, "users_pool", { name: "users" });
    },
    [
      "does not sign users in by e-mail",
      "has case-sensitive user names",
      "does not verify addresses",
      "changes an address before the new address is verified",
      "allows account recovery without a verified address",
    ],
    "apis",
  );
  findsWhen(
    usersAreKnownByEmail,
    "a second way to recover an account",
    (stacks) => {
      blockOf(stacks, pool).account_recovery_setting.recovery_mechanism.push({
        name: "verified_phone_number",
        priority: 2,
      });
    },
    ["allows account recovery without a verified address"],
    "apis",
  );
});

describe("a client has one grant", () => {
  holdsInEveryEnvironment(clientsAreOfOneKind);
  findsWhen(
    clientsAreOfOneKind,
    "the implicit grant beside the code, with a secret",
    (stacks) => {
      Object.assign(blockOf(stacks, client, "web"), {
        allowed_oauth_flows: ["code", "implicit"],
        generate_secret: true,
      });
    },
    ["has more than one grant", "has a secret in a browser"],
    "apis",
  );
  findsWhen(
    clientsAreOfOneKind,
    "a program's client that is left to AWS's defaults",
    (stacks) => {
      const { user_pool_id, generate_secret, allowed_oauth_flows } = blockOf(stacks, client, "machine");
      add(stacks, "apis-identity", client, "machine_client", { user_pool_id, generate_secret, allowed_oauth_flows });
    },
    ["names no authentication flow", "issues tokens that cannot be revoked", "reveals who has an account"],
    "apis",
  );
  findsWhen(
    clientsAreOfOneKind,
    "a program's client through which users sign in",
    (stacks) => {
      blockOf(stacks, client, "machine").explicit_auth_flows.push("ALLOW_USER_SRP_AUTH");
    },
    ["is a program's client, and lets users sign in"],
    "apis",
  );
  findsWhen(
    clientsAreOfOneKind,
    "a client that may write every attribute",
    (stacks) => {
      delete blockOf(stacks, client, "web").write_attributes;
    },
    ["may write every attribute"],
    "apis",
  );
  for (const url of [
    "https://*.example.com",
    "http://app.example.com",
    "http://localhost.example.com",
    "https://a/#b",
  ]) {
    findsWhen(
      clientsAreOfOneKind,
      `the address ${url}`,
      (stacks) => {
        blockOf(stacks, client, "web").logout_urls = [url];
      },
      ["sends tokens or codes to an address that is not exact"],
      "apis",
    );
  }
});

test.each<[setting: string, breaks: (stacks: Awaited<ReturnType<typeof copyOf>>) => void]>([
  [
    "selfSignUp",
    (stacks) => {
      delete blockOf(stacks, pool).admin_create_user_config;
    },
  ],
  [
    "password.minimumLength",
    (stacks) => {
      blockOf(stacks, pool).password_policy.minimum_length = 11;
    },
  ],
  [
    "password.history",
    (stacks) => {
      delete blockOf(stacks, pool).password_policy.password_history_size;
    },
  ],
  [
    "mfa",
    (stacks) => {
      delete blockOf(stacks, pool).mfa_configuration;
    },
  ],
  [
    "threatProtection.mode",
    (stacks) => {
      blockOf(stacks, pool).user_pool_add_ons = { advanced_security_mode: "AUDIT" };
    },
  ],
  [
    "threatProtection.accountTakeover",
    (stacks) => {
      blockOf(stacks, pool).user_pool_add_ons = { advanced_security_mode: "ENFORCED" };
    },
  ],
  [
    "clients.web.refreshTokenRotation",
    (stacks) => {
      blockOf(stacks, client, "web").refresh_token_rotation[0].feature = "DISABLED";
    },
  ],
  [
    "clients.server.refreshTokenRotation",
    (stacks) => {
      delete blockOf(stacks, client, "server").refresh_token_rotation;
    },
  ],
  [
    "clients.web.accessTokenMinutes",
    (stacks) => {
      blockOf(stacks, client, "web").access_token_validity = 16;
    },
  ],
  [
    "clients.web.idTokenMinutes",
    (stacks) => {
      blockOf(stacks, client, "web").token_validity_units[0].id_token = "hours";
    },
  ],
  [
    "clients.server.refreshTokenHours",
    (stacks) => {
      blockOf(stacks, client, "server").refresh_token_validity = 721;
    },
  ],
  [
    "clients.machine.accessTokenMinutes",
    (stacks) => {
      blockOf(stacks, client, "machine").access_token_validity = 60;
    },
  ],
  [
    "clients.legacyImplicit",
    (stacks) => {
      blockOf(stacks, client, "web").allowed_oauth_flows = ["implicit"];
    },
  ],
  [
    "clients.passwordSignIn",
    (stacks) => {
      blockOf(stacks, client, "web").explicit_auth_flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"];
    },
  ],
])("finds a weakness that needs the departure identity.userPool.%s", async (setting, breaks) => {
  const stacks = await copyOf("apis");
  breaks(stacks);
  const found = Object.entries(userDepartureControls).filter(([, control]) => control(stacks).length > 0);
  expect(found.map(([name]) => name)).toEqual([`identity.userPool.${setting}`]);
});

test("finds secrets in a local state", async () => {
  const stacks = await copyOf("apis");
  Object.assign(stacks["apis-identity"]?.terraform ?? {}, { backend: { local: { path: "state" } } });
  const found = Object.entries(userDepartureControls).filter(([, control]) => control(stacks).length > 0);
  expect(found.map(([name]) => name)).toEqual([
    "identity.userPool.clients.server.secretInLocalState",
    "identity.userPool.clients.machine.secretInLocalState",
  ]);
});
