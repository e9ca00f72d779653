import fc from "fast-check";
import { decide, Unauthorized, type Check } from "../../../functions/request-authorizer/decision";

const methodArn = "arn:aws:execute-api:eu-west-1:111122223333:abcdef1234/live/GET/items/1";
const seen: string[] = [];
const admit: Check = (credential) => {
  seen.push(credential);
  return Promise.resolve({ principalId: "somebody", effect: "Allow", context: { scope: "api/read" } });
};
const decided = (event: unknown, check = admit) => decide(event, "authorization", check);

beforeEach(() => seen.splice(0));

test("answers with a policy for every method of the stage, so that it is right when it is kept", async () => {
  expect(await decided({ type: "TOKEN", methodArn, authorizationToken: "Bearer t" })).toEqual({
    principalId: "somebody",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "execute-api:Invoke",
          Resource: "arn:aws:execute-api:eu-west-1:111122223333:abcdef1234/live/*/*",
        },
      ],
    },
    context: { scope: "api/read" },
  });
});

test.each([
  [
    "arn:aws-cn:execute-api:cn-north-1:111122223333:abc/live/POST/",
    "arn:aws-cn:execute-api:cn-north-1:111122223333:abc/live/*/*",
  ],
  ["arn:aws:execute-api:eu-west-1:111122223333:abc/v1/GET", "arn:aws:execute-api:eu-west-1:111122223333:abc/v1/*/*"],
])("names the stage of %s and no other", async (given, resource) => {
  const { policyDocument } = await decided({ type: "TOKEN", methodArn: given, authorizationToken: "t" });
  expect(policyDocument.Statement[0].Resource).toBe(resource);
});

test("denies whom the check denies, for every method too", async () => {
  const denied = await decided({ type: "TOKEN", methodArn, authorizationToken: "t" }, () =>
    Promise.resolve({ principalId: "somebody", effect: "Deny", context: {} }),
  );
  expect(denied.policyDocument.Statement[0]).toMatchObject({
    Effect: "Deny",
    Resource: expect.stringMatching(/\/live\/\*\/\*$/),
  });
});

const request = (headers: unknown, multiValueHeaders?: unknown) => ({
  type: "REQUEST",
  methodArn,
  headers,
  ...(multiValueHeaders !== undefined && { multiValueHeaders }),
});

test.each<[what: string, event: object]>([
  ["a header in any case", request({ AUTHORIZATION: "Bearer t", host: "h" })],
  ["a header beside the list of its values", request({ Authorization: "t" }, { Authorization: ["t"], Host: ["h"] })],
  ["the list of a header's values alone", request({}, { authorization: ["bearer  t"] })],
  ["a TOKEN event", { type: "TOKEN", methodArn, authorizationToken: "t" }],
])("finds the credential in %s", async (_, event) => {
  await decided(event);
  expect(seen).toEqual(["t"]);
});

test.each<[what: string, event: unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["text", "TOKEN"],
  ["another type", { type: "OTHER", methodArn, authorizationToken: "t" }],
  ["no type", { methodArn, authorizationToken: "t" }],
  ["no token", { type: "TOKEN", methodArn }],
  ["an empty token", { type: "TOKEN", methodArn, authorizationToken: "" }],
  ["a scheme alone", { type: "TOKEN", methodArn, authorizationToken: "Bearer " }],
  ["a token that is a list", { type: "TOKEN", methodArn, authorizationToken: ["t"] }],
  ["a token of 16 KiB and more", { type: "TOKEN", methodArn, authorizationToken: "t".repeat(16_385) }],
  ["no method", { type: "TOKEN", authorizationToken: "t" }],
  [
    "a method of another service",
    { type: "TOKEN", methodArn: "arn:aws:lambda:eu-west-1:111122223333:function:f", authorizationToken: "t" },
  ],
  [
    "a method of every API",
    { type: "TOKEN", methodArn: "arn:aws:execute-api:eu-west-1:111122223333:*/live/GET/", authorizationToken: "t" },
  ],
  [
    "a method of every stage",
    { type: "TOKEN", methodArn: "arn:aws:execute-api:eu-west-1:111122223333:abc/*/GET/", authorizationToken: "t" },
  ],
  ["no headers", request(null)],
  ["headers without a credential", request({ host: "h" })],
  ["the same header in two cases", request({ Authorization: "t", authorization: "t" })],
  ["two values of a header", request({ Authorization: "u" }, { Authorization: ["t", "u"] })],
  ["the same value twice", request({ Authorization: "t" }, { Authorization: ["t", "t"] })],
  ["a header that differs from the list of its values", request({ Authorization: "t" }, { Authorization: ["u"] })],
])("refuses an event with %s, and asks the check nothing", async (_, event) => {
  await expect(decided(event)).rejects.toEqual(new Unauthorized());
  expect(seen).toEqual([]);
});

test("refuses whatever is not an event, without another answer or another fault", async () => {
  const nearly = fc.record(
    {
      type: fc.oneof(fc.constantFrom("TOKEN", "REQUEST"), fc.anything()),
      methodArn: fc.oneof(fc.constant(methodArn), fc.anything()),
      authorizationToken: fc.anything(),
      headers: fc.anything(),
      multiValueHeaders: fc.anything(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), nearly), async (event) => {
      await expect(decided(event, () => Promise.reject(new Error("bad")))).rejects.toEqual(new Unauthorized());
    }),
  );
});
