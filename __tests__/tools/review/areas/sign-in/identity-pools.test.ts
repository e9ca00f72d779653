import { signIn } from "../../../../../tools/review/areas/sign-in";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const linesOf = (resource: PlannedResource): readonly string[] => findIn(signIn, planOf([resource])).map(lineOf);

const address = "aws_cognito_identity_pool.shop";
const pool = {
  id: "eu-west-1:p1",
  identity_pool_name: "shop",
  allow_unauthenticated_identities: false,
  cognito_identity_providers: [{ client_id: "client1", provider_name: "cognito-idp.eu-west-1.amazonaws.com/pool1" }],
};

test("guests of an identity pool are an exposure, in a new pool too; the other way round stronger", () => {
  const open = { ...pool, allow_unauthenticated_identities: true };
  expect([linesOf({ address, before: pool, after: open }), linesOf({ address, before: open, after: pool })]).toEqual([
    ["exposure, weaker: identity pool shop, guests: off → on"],
    ["exposure, stronger: identity pool shop, guests: on → off"],
  ]);
  expect(linesOf({ address, after: open })).toEqual(["exposure, weaker: identity pool shop, guests: nothing → on"]);
  expect(linesOf({ address, after: pool })).toEqual([]);
});

test("a provider more, and the classic flow, let more users and roles in", () => {
  const after = {
    ...pool,
    allow_classic_flow: true,
    saml_provider_arns: ["arn:aws:iam::123456789012:saml-provider/corp"],
  };
  expect(linesOf({ address, before: pool, after })).toEqual([
    "guard lost, weaker: identity pool shop, basic (classic) flow: off → on",
    "exposure, weaker: identity pool shop, saml providers: nothing → arn:aws:iam::123456789012:saml-provider/corp",
  ]);
});

test("a role that a pool gives is a privilege, and another role cannot be told", () => {
  const place = "aws_cognito_identity_pool_roles_attachment.shop";
  const roles = (authenticated: string) => ({
    id: "a1",
    identity_pool_id: "eu-west-1:p1",
    roles: { authenticated: `arn:aws:iam::123456789012:role/${authenticated}` },
  });
  expect([
    linesOf({ address: place, after: roles("users") }),
    linesOf({ address: place, before: roles("users"), after: roles("all") }),
  ]).toEqual([
    ["privilege gained, weaker: identity pool roles shop, role of authenticated users: none → role users"],
    ["privilege gained, cannot tell: identity pool roles shop, role of authenticated users: role users → role all"],
  ]);
});
