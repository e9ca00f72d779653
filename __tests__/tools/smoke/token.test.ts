import { chooseToken, claimsOf } from "../../../tools/smoke/token";
import { tokens } from "./gateway";

const held = { idToken: tokens.id, accessTokens: [tokens.user, tokens.machine] };

test("an access token is chosen by its scopes, by missing scopes, and by its client", () => {
  expect(chooseToken({ use: "access" }, held)).toEqual({ token: tokens.user });
  expect(chooseToken({ use: "access", anyScopeOf: ["api/read"] }, held)).toEqual({ token: tokens.machine });
  expect(chooseToken({ use: "access", noScopeOf: ["api/read"] }, held)).toEqual({ token: tokens.user });
  expect(chooseToken({ use: "access" }, held, ["machine"])).toEqual({ token: tokens.machine });
  expect(chooseToken({ use: "access", noScopeOf: ["api/read"] }, held, ["machine"])).toEqual({
    needs: "an access token without scope api/read of a client that the authorizer takes",
  });
  expect(chooseToken({ use: "access", anyScopeOf: ["api/admin"] }, held)).toEqual({
    needs: "an access token with scope api/admin",
  });
});

test("a tampered token is another one with the same claims", () => {
  const chosen = chooseToken({ use: "tampered" }, held);
  const token = "token" in chosen ? chosen.token : "";
  expect(token).not.toBe(tokens.id);
  expect(token.split(".").slice(0, 2)).toEqual(tokens.id.split(".").slice(0, 2));
  expect(chooseToken({ use: "tampered" }, {})).toEqual({ needs: "a valid token to start from" });
});

test("an unsigned token has the claims of a valid token, with alg none and no signature", () => {
  const chosen = chooseToken({ use: "unsigned" }, held);
  const [header = "", payload, signature] = "token" in chosen ? chosen.token.split(".") : [];
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "none", typ: "JWT" });
  expect([payload, signature]).toEqual([tokens.id.split(".")[1], ""]);
});

test("a malformed token is refused without being printed", () => {
  expect(() => claimsOf("secret-word")).toThrow(/^a token that was given is not a JSON Web Token$/);
});
