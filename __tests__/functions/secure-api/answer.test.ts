import fc from "fast-check";
import { answer } from "../../../functions/secure-api/answer";

const headers = { "content-type": "application/json", "cache-control": "no-store" };
const sub = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const iss = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc";

const accessToken = { sub, iss, token_use: "access", scope: "openid api/read", username: "somebody", client_id: "c" };
const idToken = { sub, iss, token_use: "id", aud: "c", email: "somebody@example.com", "cognito:username": "somebody" };

const httpApi = (claims: unknown) => ({
  version: "2.0",
  requestContext: { http: { method: "GET" }, authorizer: { jwt: { claims, scopes: null } } },
});
const restApi = (claims: unknown) => ({ httpMethod: "GET", requestContext: { authorizer: { claims } } });

const userOf = (event: unknown): unknown => (JSON.parse(answer(event).body) as { user: unknown }).user;

test.each([
  ["an HTTP API", httpApi],
  ["a REST API", restApi],
])("says of an access token's user what such a token has, behind %s: no e-mail address", (_, behind) => {
  const answered = answer(behind(accessToken));
  expect({ ...answered, body: JSON.parse(answered.body) as unknown }).toEqual({
    statusCode: 200,
    headers,
    body: {
      message: "Authorized request",
      user: { sub, email: null, username: "somebody", issuer: iss, token_use: "access", scope: "openid api/read" },
    },
  });
});

test.each([
  ["an HTTP API", httpApi],
  ["a REST API", restApi],
])("says of an ID token's user what such a token has, behind %s: no scope", (_, behind) => {
  expect(userOf(behind(idToken))).toEqual({
    sub,
    email: "somebody@example.com",
    username: "somebody",
    issuer: iss,
    token_use: "id",
    scope: null,
  });
});

test("says of a program's token that it has no user name", () => {
  const { username: _, ...machine } = accessToken;
  expect(userOf(httpApi(machine))).toMatchObject({ username: null, token_use: "access" });
});

const refused = { statusCode: 401, headers, body: '{"message":"Unauthorized"}' };

test.each<[what: string, event: unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["text", "event"],
  ["an event without context", {}],
  ["a context without authorizer", { requestContext: {} }],
  ["an authorizer of another kind", { requestContext: { authorizer: { principalId: "p", sub } } }],
  ["an authorizer that found no claims", restApi(null)],
  ["claims without sub", httpApi({ iss })],
  ["an empty sub", httpApi({ ...accessToken, sub: "" })],
  ["a sub that is no text", httpApi({ ...accessToken, sub: 1 })],
  ["a claim that is no text", httpApi({ ...accessToken, scope: ["api/read"] })],
  ["a claim that is too long", httpApi({ ...accessToken, username: "x".repeat(2049) })],
])("refuses %s: nobody is in it", (_, event) => {
  expect(answer(event)).toEqual(refused);
});

test("gives one of its two answers to whatever comes, and never a part of a malformed event", () => {
  const claims = fc.oneof(
    fc.anything(),
    fc.record({ sub: fc.anything(), scope: fc.anything(), email: fc.anything() }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), claims.map(httpApi), claims.map(restApi)), (event) => {
      const answered = answer(event);
      if (answered.statusCode === 401) expect(answered).toEqual(refused);
      else {
        const { message, user } = JSON.parse(answered.body) as { message: string; user: object };
        expect([answered.statusCode, answered.headers, message]).toEqual([200, headers, "Authorized request"]);
        expect(Object.keys(user)).toEqual(["sub", "email", "username", "issuer", "token_use", "scope"]);
      }
    }),
  );
});
