import { signIn } from "../../../../../tools/review/areas/sign-in";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const findingsOf = (...resources: readonly PlannedResource[]) =>
  findIn(signIn, planOf(resources, { layer: "identity" }));
const linesOf = (...resources: readonly PlannedResource[]) => findingsOf(...resources).map(lineOf);

const address = "aws_cognito_user_pool_client.web";
const web = {
  id: "client1",
  name: "web",
  user_pool_id: "pool1",
  allowed_oauth_flows: ["code"],
  allowed_oauth_scopes: ["api/read"],
  callback_urls: ["https://app.example.com/in"],
  prevent_user_existence_errors: "ENABLED",
};

test("a new client is an app more that gets tokens, and what is bad in it is an exposure", () => {
  const after = { ...web, allowed_oauth_flows: ["implicit"], callback_urls: ["http://app.example.com/in"] };
  expect(linesOf({ address, after })).toEqual([
    "exposure, weaker: user pool client web, OAuth grants: nothing → implicit",
    "exposure, weaker: user pool client web, addresses that get codes and tokens: nothing → http://app.example.com/in",
    "privilege gained, weaker: user pool client web: nothing → implicit; scopes api/read",
  ]);
});

test("a client that is deleted ends its sign-ins, and names what still has its id", () => {
  expect(linesOf({ address, before: web })).toEqual([
    "downtime, weaker: user pool client web: code; scopes api/read → no client",
  ]);
  const marks = { after_unknown: false, before_sensitive: false, after_sensitive: false };
  const output = { actions: ["no-op"], before: "client1", after: "client1", ...marks };
  const plan = planOf([{ address, before: web }], { layer: "identity", outputs: { web_client_id: output } });
  expect(findIn(signIn, plan).map(({ meaning }) => meaning)).toEqual([
    "Apps that use this client can no longer sign users in or get tokens; its id is still in output web_client_id.",
  ]);
});

test("a list of attributes can name more than a client has by itself", () => {
  const after = { ...web, write_attributes: ["custom:role"] };
  expect(linesOf({ address, before: web, after })).toEqual([
    "privilege gained, weaker: user pool client web, attributes that the client may write: all standard attributes → custom:role",
    "privilege gained, stronger: user pool client web, attributes that the client may write: all standard attributes → custom:role",
  ]);
});

test("addresses that the plan marks as sensitive are not judged: the review says that they cannot be", () => {
  const after = { ...web, callback_urls: ["https://elsewhere.example.org/in"] };
  expect(linesOf({ address, before: web, after, sensitive: { callback_urls: true } })).toEqual([]);
});

test.each([
  ["https://app.example.com/other", "at a host that was known"],
  ["https://elsewhere.example.org/in", "at a host that is new"],
  ["http://app.example.com/in", "no TLS"],
  ["https://*.example.com/in", "stands for many"],
  ["http://localhost:3000/in", "the user's own computer"],
  ["shop://in", "any app on the device"],
])("the address %s is told from others: %s", (url, words) => {
  const [found, ...others] = findingsOf({
    address,
    before: web,
    after: { ...web, callback_urls: [...web.callback_urls, url] },
  });
  expect(found?.meaning).toContain(words);
  expect(others).toEqual([]);
});

test("addresses that are known after apply cannot be reviewed", () => {
  const { callback_urls: _, ...after } = web;
  expect(linesOf({ address, before: web, after, unknown: { callback_urls: true } })).toEqual([
    "not reviewable, cannot tell: user pool client web, addresses that get codes and tokens: https://app.example.com/in → known after apply",
  ]);
});

test("a new client of the same lifetimes in other units is no change", () => {
  const hours = { ...web, access_token_validity: 1, refresh_token_validity: 30 };
  const minutes = {
    ...web,
    access_token_validity: 60,
    refresh_token_validity: 720,
    token_validity_units: [{ access_token: "minutes", id_token: "minutes", refresh_token: "hours" }],
  };
  expect(linesOf({ address, before: hours, after: minutes })).toEqual([]);
});

test("a lifetime of an hour or a day is told in the unit below, and a longer one in its own", () => {
  const before = { ...web, access_token_validity: 15, token_validity_units: [{ access_token: "minutes" }] };
  const after = (access_token_validity: number, access_token: string) =>
    linesOf({ address, before, after: { ...web, access_token_validity, token_validity_units: [{ access_token }] } });
  expect([...after(1, "hours"), ...after(2, "hours"), ...after(1, "days"), ...after(90, "minutes")]).toEqual(
    ["60 minutes", "2 hours", "24 hours", "90 minutes"].map(
      (time) => `guard lost, weaker: user pool client web, access token: 15 minutes → ${time}`,
    ),
  );
});

const pool = {
  id: "pool1",
  name: "users",
  mfa_configuration: "ON",
  admin_create_user_config: [{ allow_admin_create_user_only: true }],
};

test("a new pool where anyone may sign up is an exposure", () => {
  const after = { ...pool, admin_create_user_config: [{ allow_admin_create_user_only: false }] };
  expect(linesOf({ address: "aws_cognito_user_pool.users", after })).toEqual([
    "exposure, weaker: user pool users, sign-up: nothing → by anyone",
  ]);
});

test("a second factor that is known after apply cannot be reviewed", () => {
  const { mfa_configuration: _, ...after } = pool;
  expect(
    linesOf({ address: "aws_cognito_user_pool.users", before: pool, after, unknown: { mfa_configuration: true } }),
  ).toEqual(["not reviewable, cannot tell: user pool users, second factor: ON → known after apply"]);
});

test("a domain that is another one moves the sign-in pages", () => {
  const domain = (name: string) => ({ id: name, domain: name, user_pool_id: "pool1" });
  expect(
    linesOf({ address: "aws_cognito_user_pool_domain.pages", before: domain("one"), after: domain("two") }),
  ).toEqual(["downtime, cannot tell: user pool domain two, domain: one → two"]);
});

test("an identity provider that comes lets others in, and its secret is not shown", () => {
  const provider = {
    id: "p",
    provider_name: "Google",
    provider_type: "Google",
    user_pool_id: "pool1",
    provider_details: { client_secret: "abc" },
  };
  const place = "aws_cognito_identity_provider.google";
  expect(linesOf({ address: place, after: provider })).toEqual(["exposure, weaker: identity provider Google"]);
  expect(
    linesOf({ address: place, before: provider, after: { ...provider, provider_details: { client_secret: "xyz" } } }),
  ).toEqual(["exposure, cannot tell: identity provider Google, provider details client_secret"]);
});
