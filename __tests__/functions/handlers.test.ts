import { handler as authorize } from "../../functions/request-authorizer/handler";
import { handler as greet } from "../../functions/hello/handler";
import { handler as restrict } from "../../functions/restrict-sign-up/handler";
import { handler as say } from "../../functions/secure-api/handler";
import { commonVariables, invoke } from "./invoke";
import { claims, clientId, keyPair, keySetOf, tokenOf, userPoolId } from "./request-authorizer/tokens";

const surroundings = process.env;
beforeEach(() => {
  process.env = { ...surroundings, ...commonVariables };
});
afterAll(() => {
  process.env = surroundings;
});

/** What was written to the log in the handler's own words, and what it counted. */
const told = (log: readonly Readonly<Record<string, unknown>>[]) =>
  log.map((line) => line["message"] ?? Object.keys(line).filter((key) => !["_aws", "service"].includes(key)));

test("hello greets, and says whether the request was proxied", async () => {
  const { answer, log } = await invoke(greet, { id: "42" });
  expect(answer).toEqual({ message: "Hello from Lambda!", id: "42" });
  expect(told(log)).toEqual(["greeted", ["Greeted"]]);
});

test("pages of the origin that may call can read what hello and secure-api answer", async () => {
  process.env["ALLOWED_ORIGIN"] = "https://app.example.com";
  for (const handler of [greet, say]) {
    const { answer } = await invoke(handler, { requestContext: {} });
    expect(answer).toMatchObject({ headers: { "access-control-allow-origin": "https://app.example.com" } });
  }
});

describe("secure-api", () => {
  const email = "somebody@example.com";
  const user = { sub: "a-sub", email, username: "a-name", token_use: "id", iss: "an-issuer" };
  const event = { requestContext: { authorizer: { claims: user } }, headers: { authorization: "Bearer a-token" } };

  test("answers, and its log has nothing of who called", async () => {
    const { answer, log } = await invoke(say, event);
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(told(log)).toEqual(["answered", ["Answered"]]);
    for (const known of [...Object.values(user), "a-token"]) expect(JSON.stringify(log)).not.toContain(`"${known}"`);
  });

  test("counts a request that nobody is behind", async () => {
    const { answer, log } = await invoke(say, {});
    expect(answer).toMatchObject({ statusCode: 401 });
    expect(told(log)).toEqual(["answered", ["WithoutCaller"]]);
  });
});

describe("restrict-sign-up", () => {
  const event = { triggerSource: "PreSignUp_SignUp", request: { userAttributes: { email: "a@example.com" } } };
  const refusal = "This e-mail address cannot sign up.";

  test("gives the event back as it came, and its log has no address", async () => {
    process.env["EMAIL_DOMAINS"] = "example.com";
    const { answer, log } = await invoke(restrict, event);
    expect(answer).toBe(event);
    expect(told(log)).toEqual(["admitted", ["Admitted"]]);
    expect(JSON.stringify(log)).not.toContain("example.com");
  });

  test("refuses, and counts it", async () => {
    process.env["EMAIL_DOMAINS"] = "example.org";
    const { fault, log } = await invoke(restrict, event);
    expect(fault?.message).toBe(refusal);
    expect(told(log)).toEqual(["refused", ["Refused"]]);
  });

  test("refuses everybody in the same words where it has no domains, and counts that as its own fault", async () => {
    const { fault, log } = await invoke(restrict, event);
    expect(fault?.message).toBe(refusal);
    expect(told(log)).toEqual(["cannot decide", ["CannotDecide"]]);
  });
});

describe("request-authorizer", () => {
  const key = keyPair("current");
  const methodArn = "arn:aws:execute-api:eu-west-1:111122223333:abcdef1234/live/GET/hello";
  const event = (authorizationToken: string) => ({ type: "TOKEN", methodArn, authorizationToken });
  const asked = jest.spyOn(globalThis, "fetch");
  afterAll(() => {
    asked.mockRestore();
  });

  test("lets nobody in without its variables, and counts that as its own fault", async () => {
    const { fault, log } = await invoke(authorize, event("t"));
    expect(fault?.message).not.toBe("Unauthorized");
    expect(told(log)).toEqual(["cannot decide", ["CannotDecide"]]);
  });

  test("refuses while the pool's keys cannot be had; admits, denies and refuses as soon as they can, with no token in its log", async () => {
    Object.assign(process.env, { CHECKS: "token", USER_POOL_ID: userPoolId, CLIENT_IDS: clientId, SCOPES: "api/read" });
    const token = tokenOf(claims(), key);
    asked.mockRejectedValueOnce(new Error("nobody answers"));
    const unreachable = await invoke(authorize, event(token));
    expect(unreachable.fault?.message).toBe("the user pool's keys cannot be fetched: Error");
    expect(told(unreachable.log)).toEqual(["cannot decide", ["CannotDecide"]]);

    asked.mockResolvedValueOnce(new Response(keySetOf([key])));
    const admitted = await invoke(authorize, event(`Bearer ${token}`));
    expect(admitted.answer).toMatchObject({ policyDocument: { Statement: [{ Effect: "Allow" }] } });
    expect(told(admitted.log)).toEqual(["decided", ["Admitted"]]);

    const forbidden = await invoke(authorize, event(tokenOf(claims({ scope: "api/write" }), key)));
    expect(forbidden.answer).toMatchObject({ policyDocument: { Statement: [{ Effect: "Deny" }] } });
    expect(told(forbidden.log)).toEqual(["decided", ["Forbidden"]]);

    const refused = await invoke(authorize, event(`${token}x`));
    expect(refused.fault?.message).toBe("Unauthorized");
    expect(told(refused.log)).toEqual(["refused", ["Refused"]]);

    const written = JSON.stringify([unreachable, admitted, forbidden, refused].map(({ log }) => log));
    for (const part of [...token.split("."), claims()["sub"] as string]) expect(written).not.toContain(part);
  });
});
