import { readVariables } from "../../../functions/request-authorizer/environment";

const token = { CHECKS: "token", USER_POOL_ID: "eu-west-1_Abc", CLIENT_IDS: "a,b" };
const header = { CHECKS: "header", HEADER_NAME: "x-partner-key", HEADER_SHA256: "0".repeat(64) };

test("reads the variables of each check, and leaves those of Lambda out", () => {
  expect(readVariables({ ...token, AWS_REGION: "eu-west-1" })).toEqual(token);
  expect(readVariables({ ...token, SCOPES: "api/read,api/write" })).toEqual({ ...token, SCOPES: "api/read,api/write" });
  expect(readVariables({ ...header, PATH: "/usr/bin" })).toEqual(header);
});

test.each([
  {},
  { CHECKS: "nothing" },
  { ...token, USER_POOL_ID: "" },
  { ...token, USER_POOL_ID: "https://example.com/pool" },
  { ...token, CLIENT_IDS: "" },
  { ...token, CLIENT_IDS: "a,,b" },
  { ...token, SCOPES: "" },
  { ...header, HEADER_NAME: "X-Partner-Key" },
  { ...header, HEADER_SHA256: "the value itself" },
])("lets nobody in with the variables %j", (variables) => {
  expect(() => readVariables(variables)).toThrow();
});
