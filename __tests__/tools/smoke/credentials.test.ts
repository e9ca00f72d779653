import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { type Environs, clientCertificateFrom, credentialsFrom } from "../../../tools/smoke/credentials";
import type { HttpRequest, Send } from "../../../tools/smoke/http";
import { exampleApis, httpApi } from "../apis/example-environment";
import { tokens } from "./gateway";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

const outputs = {
  password_sign_in_client_id: "client-of-passwords",
  machine_client_id: "client-of-machines",
  sign_in_url: "https://shop.auth.eu-west-1.amazoncognito.com",
};

function from(env: Environs["env"], send: Send, given: Environs["outputs"] = outputs) {
  return credentialsFrom({ env, environment: exampleApis(scratch.path, [httpApi]), outputs: given, send });
}

const answering = (body: object, status = 200, asked: HttpRequest[] = []): Send => {
  return (request) => {
    asked.push(request);
    return Promise.resolve({ status, headers: {}, body: JSON.stringify(body) });
  };
};

const nobody: Send = () => Promise.reject(new Error("nobody is asked"));
const user = { SMOKE_USERNAME: "user@example.com", SMOKE_PASSWORD: "a-password-of-the-user" };

test("uses the given tokens, and sends no request", async () => {
  const env = {
    SMOKE_ID_TOKEN: tokens.id,
    SMOKE_ACCESS_TOKEN: `${tokens.user} ${tokens.machine}`,
    SMOKE_API_KEY: "key",
  };
  expect(await from(env, nobody)).toEqual({
    idToken: tokens.id,
    accessTokens: [tokens.user, tokens.machine],
    apiKey: "key",
    clientCertificate: false,
  });
  expect(await from({}, nobody)).toEqual({ accessTokens: [], clientCertificate: false });
});

test("signs a user in with a password, by Cognito's InitiateAuth", async () => {
  const asked: HttpRequest[] = [];
  const answer = { AuthenticationResult: { IdToken: tokens.id, AccessToken: tokens.user, RefreshToken: "refresh" } };
  expect(await from(user, answering(answer, 200, asked))).toMatchObject({
    idToken: tokens.id,
    accessTokens: [tokens.user],
  });
  expect(asked.map(({ body, ...rest }) => ({ ...rest, body: JSON.parse(body ?? "") }))).toEqual([
    {
      method: "POST",
      url: "https://cognito-idp.eu-west-1.amazonaws.com/",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
      },
      body: {
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: "client-of-passwords",
        AuthParameters: { USERNAME: "user@example.com", PASSWORD: "a-password-of-the-user" },
      },
      clientCertificate: false,
    },
  ]);
});

test("gets a token with all scopes of the machine client, and a token with the first scope", async () => {
  const asked: HttpRequest[] = [];
  const credentials = await from(
    { SMOKE_CLIENT_SECRET: "a-secret" },
    answering({ access_token: tokens.machine }, 200, asked),
  );
  expect(credentials.accessTokens).toEqual([tokens.machine, tokens.machine]);
  expect(asked.map(({ url, headers, body }) => [url, headers["Authorization"], body])).toEqual(
    ["api%2Fread+api%2Fwrite", "api%2Fread"].map((scope) => [
      "https://shop.auth.eu-west-1.amazoncognito.com/oauth2/token",
      `Basic ${Buffer.from("client-of-machines:a-secret").toString("base64")}`,
      `grant_type=client_credentials&scope=${scope}`,
    ]),
  );
});

test.each<[string, Environs["env"], Send, string]>([
  [
    "a wrong password",
    user,
    answering({ __type: "NotAuthorizedException", message: "Incorrect username or password." }, 400),
    "signing in with a password is answered 400: Incorrect username or password.",
  ],
  [
    "a challenge",
    user,
    answering({ ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "a-session" }),
    "signing in with a password is answered with the challenge NEW_PASSWORD_REQUIRED; sign in by hand and give SMOKE_ID_TOKEN and SMOKE_ACCESS_TOKEN",
  ],
  ["an answer without tokens", user, answering({}), "signing in with a password gave no tokens"],
  [
    "a wrong secret",
    { SMOKE_CLIENT_SECRET: "a-secret" },
    answering({ error: "invalid_client" }, 400),
    "the machine client's token is answered 400: invalid_client",
  ],
  [
    "nobody there",
    { SMOKE_CLIENT_SECRET: "a-secret" },
    nobody,
    "the machine client's token: shop.auth.eu-west-1.amazoncognito.com cannot be reached: nobody is asked",
  ],
])("%s is reported without the secret", async (_, env, send, message) => {
  await expect(from(env, send)).rejects.toThrow(new Error(message));
});

test("a credential that is of no use in the environment is refused", async () => {
  await expect(from(user, nobody, {})).rejects.toThrow("shop has no client for passwords");
  await expect(from({ SMOKE_CLIENT_SECRET: "a-secret" }, nobody, {})).rejects.toThrow("shop has no machine client");
});

test("a client that accepts passwords only from AWS principals leads to the command for AWS principals", async () => {
  const environment = exampleApis(scratch.path, [httpApi]);
  const clients = environment.clients.map((client) =>
    client.kind === "passwordSignIn" ? { ...client, kind: "adminPasswordSignIn" as const } : client,
  );
  await expect(
    credentialsFrom({ env: user, environment: { ...environment, clients }, outputs, send: nobody }),
  ).rejects.toThrow(/^shop accepts passwords from AWS principals alone: .* admin-initiate-auth; give SMOKE_ID_TOKEN/);
});

test("a certificate that cannot be read is reported with its variable", () => {
  const env = { SMOKE_CLIENT_CERTIFICATE: `${scratch.path}/none.pem`, SMOKE_CLIENT_KEY: `${scratch.path}/none.key` };
  expect(() => clientCertificateFrom(env)).toThrow(/^SMOKE_CLIENT_CERTIFICATE cannot be read: /);
  expect(clientCertificateFrom({})).toBeUndefined();
});
