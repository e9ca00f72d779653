import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";

const hour = { value: 60, reason: "a trial's tokens last as long as the trial, an hour" };

/**
 * For an hour's trial, at the lowest cost: the web application on one public instance over plain HTTP (system C), and the
 * APIs as their articles have them (systems D and E). State is on this machine.
 */
export const demo: EnvironmentRecord = {
  preset: "demo",
  region: "us-east-1",
  owner: "platform",
  costCentre: "trial",
  identity: {
    userPool: {
      mfa: { value: "off", reason: "a trial's users have no second factor, as system E has it" },
      clients: {
        passwordSignIn: {
          reason: "a trial signs in from a script, as system D has it",
          flow: "USER_PASSWORD_AUTH",
          accessTokenMinutes: hour,
          idTokenMinutes: hour,
        },
        legacyImplicit: {
          reason: "a trial gets its tokens from the address bar, as system E has it",
          callbackUrls: ["https://localhost"],
          logoutUrls: ["https://localhost"],
          openIdScopes: ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"],
          apiScopes: ["read"],
          accessTokenMinutes: hour,
          idTokenMinutes: hour,
        },
      },
    },
  },
  compute: { functions: { secureApi: {}, hello: {} } },
  edge: {
    signIn: { domain: { kind: "prefix", prefix: "example-palisade-demo" }, pages: "classic" },
    httpApi: {
      routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
    },
    restApi: {
      routes: [
        {
          method: "GET",
          path: "/hello",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "id" },
        },
      ],
    },
  },
};
