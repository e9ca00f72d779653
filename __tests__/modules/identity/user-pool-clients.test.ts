import { ResourceServer } from "../../../modules/identity/resource-server";
import {
  LegacyImplicitClient,
  MachineClient,
  PasswordSignInClient,
  ServerClient,
  WebClient,
} from "../../../modules/identity/user-pool-clients";
import type { LayerStack } from "../../../stacks/layer/layer-stack";
import { synthesizeModule } from "../../support/synthesize";

const userPoolId = "eu-west-1_a1b2c3";
const lifetimes = { accessTokenMinutes: 15, idTokenMinutes: 30, refreshTokenHours: 24 };

const clientOf = (add: (stack: LayerStack, scopesDeclared: ResourceServer["declared"]) => unknown) => {
  const { resource } = synthesizeModule((stack) => {
    const server = new ResourceServer(stack, "api", { userPoolId, identifier: "api", scopes: { read: "Read" } });
    add(stack, server.declared);
  });
  const clients = Object.entries(resource["aws_cognito_user_pool_client"] ?? {});
  expect(clients).toHaveLength(1);
  return clients[0];
};

const redirects = (scopesDeclared: ResourceServer["declared"]) => ({
  name: "prod-identity-web",
  userPoolId,
  callbackUrls: ["https://app.example.com/callback"],
  logoutUrls: ["https://app.example.com"],
  scopes: ["openid", "email", "api/read"],
  lifetimes,
  scopesDeclared,
});

const validity = (accessTokenMinutes: number, idTokenMinutes: number) => ({
  access_token_validity: accessTokenMinutes,
  id_token_validity: idTokenMinutes,
  refresh_token_validity: 24,
  token_validity_units: [{ access_token: "minutes", id_token: "minutes", refresh_token: "hours" }],
});
const always = { user_pool_id: userPoolId, enable_token_revocation: true, prevent_user_existence_errors: "ENABLED" };
const afterScopes = { depends_on: ["aws_cognito_resource_server.api_resource_server"] };
const ofUsers = { read_attributes: ["email", "email_verified"], write_attributes: ["email"] };
const codeGrant = {
  ...always,
  ...ofUsers,
  ...validity(15, 30),
  ...afterScopes,
  name: "prod-identity-web",
  allowed_oauth_flows_user_pool_client: true,
  allowed_oauth_flows: ["code"],
  allowed_oauth_scopes: ["openid", "email", "api/read"],
  supported_identity_providers: ["COGNITO"],
  callback_urls: ["https://app.example.com/callback"],
  logout_urls: ["https://app.example.com"],
};
const rotation = { refresh_token_rotation: [{ feature: "ENABLED", retry_grace_period_seconds: 10 }] };

test("a browser's client has the code grant alone, no secret, and refresh tokens that rotate", () => {
  expect(
    clientOf(
      (stack, declared) =>
        new WebClient(stack, "web", { ...redirects(declared), rotation: { gracePeriodSeconds: 10 } }),
    ),
  ).toEqual([
    "web_client",
    { ...codeGrant, ...rotation, generate_secret: false, explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"] },
  ]);
});

test("refresh tokens that do not rotate are renewed by a flow that AWS refuses beside rotation", () => {
  expect(clientOf((stack, declared) => new WebClient(stack, "web", redirects(declared)))).toEqual([
    "web_client",
    {
      ...codeGrant,
      generate_secret: false,
      explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    },
  ]);
});

test("users may choose a passkey where the pool has them", () => {
  const [, client] =
    clientOf((stack, declared) => new WebClient(stack, "web", { ...redirects(declared), passkeys: true })) ?? [];
  expect(client.explicit_auth_flows).toEqual(["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]);
});

test("a server's client is a browser's with a secret", () => {
  expect(
    clientOf(
      (stack, declared) =>
        new ServerClient(stack, "server", { ...redirects(declared), rotation: { gracePeriodSeconds: 10 } }),
    ),
  ).toEqual([
    "server_client",
    { ...codeGrant, ...rotation, generate_secret: true, explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"] },
  ]);
});

test("nowhere to go after signing out is said by leaving it out, as AWS returns it", () => {
  const [, client] =
    clientOf((stack, declared) => new WebClient(stack, "web", { ...redirects(declared), logoutUrls: [] })) ?? [];
  expect(client).not.toHaveProperty("logout_urls");
});

test("a program's client has client credentials alone, with a secret, and signs in no user", () => {
  expect(
    clientOf(
      (stack, scopesDeclared) =>
        new MachineClient(stack, "machine", {
          name: "prod-identity-machine",
          userPoolId,
          scopes: ["api/read"],
          accessTokenMinutes: 10,
          scopesDeclared,
        }),
    ),
  ).toEqual([
    "machine_client",
    {
      ...always,
      ...validity(10, 10),
      ...afterScopes,
      name: "prod-identity-machine",
      generate_secret: true,
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ["client_credentials"],
      allowed_oauth_scopes: ["api/read"],
      supported_identity_providers: ["COGNITO"],
      explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    },
  ]);
});

test("the implicit grant is a client's only grant, and has no secret, which a browser could not keep", () => {
  expect(
    clientOf((stack, declared) => new LegacyImplicitClient(stack, "legacy_implicit", redirects(declared))),
  ).toEqual([
    "legacy_implicit_client",
    {
      ...codeGrant,
      allowed_oauth_flows: ["implicit"],
      generate_secret: false,
      explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"],
    },
  ]);
});

test.each(["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"] as const)(
  "signing in with a password has the flow %s, no grant of OAuth and no secret",
  (flow) => {
    expect(
      clientOf(
        (stack) =>
          new PasswordSignInClient(stack, "password_sign_in", { name: "demo-password", userPoolId, flow, lifetimes }),
      ),
    ).toEqual([
      "password_sign_in_client",
      {
        ...always,
        ...ofUsers,
        ...validity(15, 30),
        name: "demo-password",
        generate_secret: false,
        explicit_auth_flows: [`ALLOW_${flow}`, "ALLOW_REFRESH_TOKEN_AUTH"],
      },
    ]);
  },
);
