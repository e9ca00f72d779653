import { createHash } from "node:crypto";

import { signInWithCode } from "../../../../tools/e2e/apis/code-sign-in";
import type { HttpAnswer, HttpRequest } from "../../../../tools/smoke/http";

const signIn = {
  url: "https://auth.example.com",
  clientId: "web",
  callbackUrl: "https://app.example.com/callback",
  scopes: ["openid", "api/read"],
};
const user = { username: "a@example.com", password: "secret" };

/** A pool's pages: gives a code for the password, and tokens for the code with its verifier. */
function pages({ provesVerifier = true } = {}) {
  let challenge = "";
  return (request: HttpRequest): Promise<HttpAnswer> => {
    const { pathname, searchParams } = new URL(request.url);
    const form = new URLSearchParams(request.body);
    const answer = (status: number, body = "", headers = {}) => Promise.resolve({ status, body, headers });
    if (pathname === "/oauth2/authorize") {
      challenge = searchParams.get("code_challenge") ?? "";
      return answer(200, `<form><input type="hidden" name="csrf" value="a&amp;b"><input name="username"></form>`);
    }
    if (pathname === "/login") {
      const admitted = form.get("csrf") === "a&b" && form.get("password") === user.password;
      return admitted ? answer(302, "", { location: `${signIn.callbackUrl}?code=c` }) : answer(200);
    }
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (provesVerifier && verifier !== challenge) return answer(400);
    return answer(200, JSON.stringify({ id_token: "i", access_token: "a" }));
  };
}

test("a password on the sign-in page gives a code, and the code with its verifier gives tokens", async () => {
  expect(await signInWithCode(pages(), signIn, user)).toEqual({ idToken: "i", accessToken: "a" });
});

test("a pool that exchanges a code without its verifier fails the sign-in", async () => {
  const tokens = signInWithCode(pages({ provesVerifier: false }), signIn, user);
  await expect(tokens).rejects.toThrow("a code is exchanged without its verifier");
});

test("a wrong password gives no code, and the fault does not contain the password", async () => {
  const tokens = signInWithCode(pages(), signIn, { ...user, password: "wrong-one" });
  await expect(tokens).rejects.toThrow(/^signing in is answered 200, and with no code$/);
});
