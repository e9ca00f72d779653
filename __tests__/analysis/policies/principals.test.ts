import { nameOfPrincipal, principalsOf } from "../../../analysis/policies/principals";
import { isEmpty, minus } from "../../../analysis/policies/sets";

const allow = (principal: unknown) => principalsOf(principal, undefined, false) ?? { all: [], none: ["*"] };
const within = (narrow: unknown, wide: unknown): boolean => minus(allow(narrow), allow(wide)).every(isEmpty);
const role = "arn:aws:iam::111111111111:role/team/deploy";

test.each([
  ["*", { AWS: "*" }],
  [{ AWS: "111111111111" }, { AWS: ["arn:aws:iam::111111111111:root"] }],
])("%j is the same as %j", (a, b) => {
  expect(allow(a)).toEqual(allow(b));
});

test("everybody has each principal, a role has its sessions, and an account has no direct access", () => {
  expect(within({ Service: "s3.amazonaws.com", Federated: "x", CanonicalUser: "y" }, "*")).toBe(true);
  expect(within({ AWS: "arn:aws:sts::111111111111:assumed-role/deploy/*" }, { AWS: role })).toBe(true);
  expect(within({ AWS: role }, { AWS: "111111111111" })).toBe(false);
  expect(within({ AWS: "*" }, { AWS: role })).toBe(false);
});

test("in words", () => {
  const words = (principal: unknown) => allow(principal).all.flat().map(nameOfPrincipal);
  expect(words({ AWS: ["222222222222"] })).toEqual(["account 222222222222"]);
  expect(words({ AWS: role })).toEqual([role, undefined]);
  expect(words({ Service: "s3.amazonaws.com", Federated: "x" })).toEqual(["federated x", "service s3.amazonaws.com"]);
  expect(words("*")).toEqual(["everybody"]);
});

test("another form is refused", () => {
  expect([principalsOf("me", undefined, false), principalsOf({ AWS: [1] }, undefined, false)]).toEqual([
    undefined,
    undefined,
  ]);
});
