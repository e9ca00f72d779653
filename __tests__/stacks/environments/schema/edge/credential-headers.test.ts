import { credentialHeaders } from "../../../../../stacks/environments/schema/edge/credential-headers";
import { environmentOf } from "../../../../support/environments";
import { trial } from "../../../../support/records";

const sha256 = "0".repeat(64);

test("the origin header is a credential, whatever its name", () => {
  expect(credentialHeaders(environmentOf(trial))).toEqual(["x-origin-verify"]);
  const edge = { originProtection: { headerName: "x-from-cloudfront" } };
  expect(credentialHeaders(environmentOf({ ...trial, edge }))).toEqual(["x-from-cloudfront"]);
});

test("the header that the request authorizer checks is a credential", () => {
  const requestAuthorizer = { checks: { kind: "header", name: "x-partner-key", sha256 } } as const;
  expect(credentialHeaders(environmentOf({ ...trial, compute: { functions: { requestAuthorizer } } }))).toEqual([
    "x-origin-verify",
    "x-partner-key",
  ]);
});
