import { checkEnvironments } from "../../../../../stacks/environments/check";
import type { EnvironmentRecord } from "../../../../../stacks/environments/schema/environment";
import { signInFaults, signInHost, signInSettings } from "../../../../../stacks/environments/schema/edge/sign-in";
import { production } from "../../../../support/records";
import { today } from "../../../../support/today";

const reason = "the reason of a departure";
const prefix = { kind: "prefix", prefix: "shop" };
const own = {
  kind: "own",
  name: "auth.example.com",
  hostedZoneId: "Z0123456789EXAMPLE",
  certificate: "issued",
  parentRecord: "elsewhere",
};

/** What is wrong with the settings by themselves. */
const faultsOf = (given: object): readonly string[] => {
  try {
    checkEnvironments(
      {
        prod: {
          ...production,
          identity: { userPool: { clients: { passwordSignIn: { reason } } } },
          edge: { ...production.edge, signIn: { domain: prefix, ...given } } as EnvironmentRecord["edge"],
        },
      },
      today,
    );
    return [];
  } catch (error) {
    const { faults } = error as { faults: readonly string[] };
    return faults.map((fault) => fault.replace("environments.prod.edge.signIn", "signIn"));
  }
};

/** What is wrong with them among an environment's other settings. */
const faultsAmong = (given: object, surroundings: Partial<Parameters<typeof signInFaults>[1]> = {}) =>
  signInFaults(signInSettings.parse({ domain: prefix, ...given }), {
    userPool: { tier: "ESSENTIALS" },
    ...surroundings,
  }).map(({ path, message }) => `${path.map(String).join(".")} ${message}`);

test("is managed login, behind a web ACL, where nothing else is said", () => {
  const { waf: given, ...others } = signInSettings.parse({ domain: prefix });
  expect(others).toEqual({ domain: prefix, pages: "managed" });
  expect(given.rateLimit).toEqual({ limit: 1000, windowSeconds: 300, action: "block" });
  expect(faultsOf({})).toEqual([]);
  expect(signInFaults(undefined, {})).toEqual([]);
});

test("is at a host of Cognito's, or at its own", () => {
  expect(signInHost(signInSettings.parse({ domain: prefix }).domain, "eu-west-1")).toBe(
    "shop.auth.eu-west-1.amazoncognito.com",
  );
  expect(signInHost(signInSettings.parse({ domain: own }).domain, "eu-west-1")).toBe("auth.example.com");
});

const prefixRule =
  "give 1 to 63 lower-case letters, digits or hyphens, none of these at an end, without aws, amazon, cognito";

test.each(["aws", "my-aws-shop", "amazonian", "shop-cognito", "Shop", "-shop", "shop-", "shop.eu", "a".repeat(64), ""])(
  "has no prefix that AWS refuses: %s",
  (given) => {
    expect(faultsOf({ domain: { kind: "prefix", prefix: given } })).toEqual([
      `signIn.domain.prefix is "${given}"; ${prefixRule}`,
    ]);
  },
);

test.each(["s", "shop", "shop-eu-1", "a".repeat(63)])("may have the prefix %s", (given) => {
  expect(faultsOf({ domain: { kind: "prefix", prefix: given } })).toEqual([]);
});

const nameRule =
  "give a domain name in lower case, of three parts or more and at most 63 characters, such as auth.example.com";

test.each<[given: object, fault: string]>([
  [
    { domain: undefined },
    'domain is missing; give { kind: "prefix", prefix }, or { kind: "own", name, hostedZoneId, certificate, parentRecord }',
  ],
  [
    { domain: { kind: "prefix", prefix: "shop", name: "auth.example.com" } },
    "domain.name is not a setting; the group has kind, prefix; there are compute.database.name, edge.domain.name",
  ],
  [{ domain: { ...own, name: "example.com" } }, `domain.name is "example.com"; ${nameRule}`],
  [{ domain: { ...own, name: "Auth.example.com" } }, `domain.name is "Auth.example.com"; ${nameRule}`],
  [
    { domain: { ...own, name: `${"a".repeat(52)}.example.com` } },
    `domain.name is "${"a".repeat(52)}.example.com"; ${nameRule}`,
  ],
  [
    { domain: { ...own, hostedZoneId: "example.com" } },
    'domain.hostedZoneId is "example.com"; give the id of the Route 53 hosted zone that holds the name',
  ],
  [
    {
      domain: {
        ...own,
        certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
      },
    },
    'domain.certificate is "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"; give "issued", or the ARN of an ACM certificate of us-east-1',
  ],
  [
    { domain: { ...own, parentRecord: undefined } },
    'domain.parentRecord is missing; give "elsewhere", or "web-application" where edge.domain is the parent domain',
  ],
  [{ pages: "hosted" }, 'pages is "hosted"; give "managed" or "classic"'],
  [
    { pages: "classic", css: "" },
    'css is ""; give 1 to 131,072 characters of CSS, without @import, @supports, @page and @media, which Cognito refuses',
  ],
  ...["@import url(a.css);", "@supports (a: b) {}", "@page {}", "@Media print {}"].map((css): [object, string] => [
    { pages: "classic", css },
    `css is "${css}"; give 1 to 131,072 characters of CSS, without @import, @supports, @page and @media, which Cognito refuses`,
  ]),
])("is checked: %j", (given, fault) => {
  expect(faultsOf(given)).toEqual([`signIn.${fault}`]);
});

test("takes CSS that speaks of what it cannot have in a comment alone", () => {
  expect(faultsAmong({ pages: "classic", css: "/* no @media */ .label-customizable { color: red; }" })).toEqual([]);
});

test("takes a certificate of us-east-1", () => {
  const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
  expect(faultsOf({ domain: { ...own, certificate } })).toEqual([]);
});

test("needs a pool", () => {
  expect(faultsAmong({}, { userPool: undefined })).toEqual([
    "edge.signIn is given without identity.userPool; give a pool, or leave it out",
  ]);
});

test("is managed login only in a tier that has it", () => {
  expect(faultsAmong({}, { userPool: { tier: "LITE" } })).toEqual([
    'edge.signIn.pages is "managed" while identity.userPool.tier is "LITE"; give "classic", or tier ESSENTIALS',
  ]);
  expect(faultsAmong({ pages: "classic", css: ".a {}" }, { userPool: { tier: "LITE" } })).toEqual([]);
});

test("takes CSS for the classic pages alone, since managed login ignores it", () => {
  expect(faultsAmong({ css: ".a {}" })).toEqual([
    'edge.signIn.css is given while pages is "managed"; leave it out: managed login has styles of its own, and ignores it',
  ]);
});

test("waits for the web application's record only where that is the parent domain's", () => {
  const domain = { ...own, parentRecord: "web-application" };
  expect(faultsAmong({ domain }, { webName: "example.com" })).toEqual([]);
  expect(faultsAmong({ domain }, { webName: "app.example.com" })).toEqual([
    'edge.signIn.domain.parentRecord is "web-application", whose name is "app.example.com" and not example.com; give "elsewhere", and see that example.com has an A record',
  ]);
  expect(faultsAmong({ domain })).toEqual([
    'edge.signIn.domain.parentRecord is "web-application", whose name is missing and not example.com; give "elsewhere", and see that example.com has an A record',
  ]);
});

test("has a web ACL without the groups that AWS refuses in front of a user pool", () => {
  const accountTakeover = {
    mode: "block",
    configuration: { loginPath: "/login", payloadType: "JSON", usernameField: "/user", passwordField: "/password" },
  };
  const accountCreationFraud = {
    mode: "block",
    configuration: { registrationPagePath: "/signup", creationPath: "/users", payloadType: "JSON" },
  };
  const rule =
    "is on; give false: AWS refuses it in front of a user pool, which has identity.userPool.threatProtection instead";
  const capacitySurcharge = { reason };
  expect(faultsOf({ waf: { accountTakeover, accountCreationFraud, capacitySurcharge } })).toEqual([
    `signIn.waf.accountTakeover ${rule}`,
    `signIn.waf.accountCreationFraud ${rule}`,
  ]);
});

test("looks at bodies at the pool, and at no other resource", () => {
  expect(faultsOf({ waf: { bodyInspectionLimits: { userPool: 32 } } })).toEqual([]);
  expect(faultsOf({ waf: { bodyInspectionLimits: { apiGateway: 32 } } })).toEqual([
    "signIn.waf.bodyInspectionLimits.apiGateway is 32; leave it out: the web ACL protects userPool alone",
  ]);
});
