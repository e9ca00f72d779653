import { z } from "zod";
import type { Fault } from "../../../../../../stacks/environments/schema/shared/fault";
import {
  restAccessFaults,
  restAccessSettings,
  type RestAccessSurroundings,
} from "../../../../../../stacks/environments/schema/edge/rest-api/access";

const settings = z.strictObject(restAccessSettings);
const reason = "the reason of a departure";
const place = "edge.restApi.";
const sentence = ({ path, message }: Fault) => `${path.map(String).join(".")} ${message}`.replace(place, "");

/** What is wrong with the settings themselves. */
const misgiven = (given: object): readonly string[] => {
  const { error } = settings.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};

const cognito = { kind: "cognito" };
const keyed = { method: "GET", path: "/hello", authorizer: cognito, apiKey: true };
const signed = { method: "POST", path: "/orders", authorizer: { kind: "iam" } };

/** What is wrong with them among the API's routes and the environment's other settings. */
const faultsOf = (given: object, surroundings: Partial<RestAccessSurroundings & { routes: object[] }> = {}) => {
  const { routes = [signed], ...others } = surroundings;
  const api = { ...settings.parse(given), routes } as Parameters<typeof restAccessFaults>[0];
  const everything = {
    region: "eu-west-1",
    state: "s3",
    executeApiEndpoint: false,
    ...others,
  };
  return restAccessFaults(api, everything as RestAccessSurroundings).map(sentence);
};

const none = { cidrBlocks: [], vpcEndpointIds: [], accountIds: [], organizationIds: [] };
const domain = { publicName: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" };

test("is by default regional, over TLS, for every caller that a route admits", () => {
  expect(settings.parse({})).toEqual({
    endpoint: "regional",
    policy: { tlsOnly: true, allow: none, deny: none },
    usagePlans: {},
    apiKeysInLocalState: false,
    accountLogging: "existing",
  });
  expect(faultsOf({})).toEqual([]);
  expect(restAccessFaults(undefined, {} as RestAccessSurroundings)).toEqual([]);
});

test("accepts other values", () => {
  const given = {
    policy: {
      tlsOnly: { value: false, reason },
      allow: { cidrBlocks: ["198.51.100.0/24", "2001:db8::/32"], accountIds: ["444455556666"] },
      deny: { cidrBlocks: ["198.51.100.128/25"], organizationIds: ["o-a1b2c3d4e5"] },
    },
    usagePlans: {
      partners: {
        throttle: { ratePerSecond: 5, burst: 7 },
        quota: { requests: 100, period: "MONTH" },
        methods: [{ method: "GET", path: "/hello", ratePerSecond: 1, burst: 1 }],
        apiKeys: ["acme"],
      },
      guests: { quota: { value: "none", reason }, apiKeys: ["anybody", "somebody"] },
    },
    accountLogging: "create",
    domain,
    mutualTls: { caBundle: "trust/clients.pem" },
  };
  expect(faultsOf(given, { routes: [keyed, signed] })).toEqual([]);
  expect(settings.parse(given)).toMatchObject({
    policy: { tlsOnly: false },
    usagePlans: {
      partners: { quota: { requests: 100, period: "MONTH" } },
      guests: { throttle: { ratePerSecond: 10, burst: 20 }, quota: "none", methods: [] },
    },
  });
  expect(settings.parse({ usagePlans: { daily: { apiKeys: ["acme"] } } }).usagePlans["daily"]?.quota).toEqual({
    requests: 1000,
    period: "DAY",
  });
});

describe("the endpoint", () => {
  test("is not edge-optimized", () => {
    expect(misgiven({ endpoint: "edge" })).toEqual([
      'endpoint: give "regional" or "private": an edge-optimized API is behind a CloudFront distribution of AWS\'s own, which your web ACL cannot protect; for CloudFront give "regional" and edge.cloudFront.restApi',
    ]);
  });

  test("is private only with a VPC endpoint, and without a domain name", () => {
    expect(faultsOf({ endpoint: "private" }, { executeApiEndpoint: true })).toEqual([]);
    expect(faultsOf({ endpoint: "private" })).toEqual([
      'endpoint is "private" without network.executeApiEndpoint; give network.executeApiEndpoint: { privateDns: false }: a private API is reached through this endpoint alone',
    ]);
    expect(faultsOf({ endpoint: "private", domain }, { executeApiEndpoint: true })).toEqual([
      'domain is "api.example.com" while endpoint is "private"; leave it out: the name would lead to a public address, which a private API does not have',
    ]);
  });
});

describe("the resource policy", () => {
  const blockRule =
    "give an IPv4 or IPv6 block such as 198.51.100.0/24, with no bits set behind its prefix, and not /0, which is everybody";

  test.each(["0.0.0.0/0", "::/0", "198.51.100.1/24", "198.51.100.7", "everybody", ""])(
    "refuses a list with %p",
    (block) => {
      expect(misgiven({ policy: { deny: { cidrBlocks: [block] } } })).toEqual([
        `policy.deny.cidrBlocks.0: ${blockRule}`,
      ]);
      expect(misgiven({ policy: { allow: { cidrBlocks: [block] } } })).toEqual([
        `policy.allow.cidrBlocks.0: ${blockRule}`,
      ]);
    },
  );

  test("has endpoints, accounts and organizations by their ids, each once", () => {
    expect(
      misgiven({
        policy: {
          allow: { vpcEndpointIds: ["vpc-1"], accountIds: ["12"], organizationIds: ["r-1"] },
          deny: { cidrBlocks: ["198.51.100.0/24", "198.51.100.0/24"], accountIds: "all" },
        },
      }),
    ).toEqual([
      "policy.allow.vpcEndpointIds.0: give ids of VPC endpoints, such as vpce-0123456789abcdef0",
      "policy.allow.accountIds.0: give the twelve digits of an account",
      "policy.allow.organizationIds.0: give ids of organizations, such as o-a1b2c3d4e5",
      "policy.deny.cidrBlocks: give each entry once",
      "policy.deny.accountIds: give the twelve digits of an account",
    ]);
    expect(misgiven({ policy: { tlsOnly: false } })).toEqual([
      "policy.tlsOnly: give true, or { value: false, reason }",
    ]);
  });

  test("does not deny half of all addresses", () => {
    expect(faultsOf({ policy: { deny: { cidrBlocks: ["0.0.0.0/2", "64.0.0.0/2", "8000::/1"] } } })).toEqual([
      "policy.deny.cidrBlocks covers half of all IPv4 addresses or more; give smaller blocks, those of known callers",
      "policy.deny.cidrBlocks covers half of all IPv6 addresses or more; give smaller blocks, those of known callers",
    ]);
    expect(faultsOf({ policy: { deny: { cidrBlocks: ["0.0.0.0/2", "0.0.0.0/3", "32.0.0.0/3"] } } })).toEqual([]);
  });

  test("refuses private addresses for a regional API, and accepts them for a private API", () => {
    const policy = { deny: { cidrBlocks: ["10.0.0.0/8"] } };
    expect(faultsOf({ policy })).toEqual([
      'policy.deny.cidrBlocks has "10.0.0.0/8" while endpoint is "regional"; give public blocks: nobody on the internet has a private address',
    ]);
    expect(faultsOf({ policy, endpoint: "private" }, { executeApiEndpoint: true })).toEqual([]);
  });

  test("names VPC endpoints only for a private API", () => {
    const policy = { allow: { vpcEndpointIds: ["vpce-0123456789abcdef0"] } };
    expect(faultsOf({ policy })).toEqual([
      'policy.allow.vpcEndpointIds is ["vpce-0123456789abcdef0"] while endpoint is "regional"; leave it out: only requests to a private API carry the id of a VPC endpoint',
    ]);
    expect(faultsOf({ policy, endpoint: "private" }, { executeApiEndpoint: true })).toEqual([]);
  });

  test("names accounts and organizations only with signed requests", () => {
    const policy = { allow: { accountIds: ["444455556666"] }, deny: { organizationIds: ["o-a1b2c3d4e5"] } };
    const unsigned = [
      { ...keyed, apiKey: false },
      { method: "GET", path: "/", authorizer: "none" },
    ];
    expect(faultsOf({ policy }, { routes: unsigned })).toEqual([
      'policy.allow.accountIds is ["444455556666"] while no route has the authorizer { kind: "iam" }; leave it out: only a signed request identifies its caller\'s account',
      'policy.deny.organizationIds is ["o-a1b2c3d4e5"] while no route has the authorizer { kind: "iam" }; leave it out: only a signed request identifies its caller\'s account',
    ]);
  });

  test("has no addresses behind CloudFront", () => {
    const policy = { allow: { cidrBlocks: ["198.51.100.0/24"] }, deny: { cidrBlocks: ["203.0.113.0/24"] } };
    const rule =
      "while domain.originName lets CloudFront stand in front; leave it out, and put the list into the IP sets of the edge's web ACL: API Gateway sees CloudFront's address, not the viewer's";
    expect(faultsOf({ policy, domain: { ...domain, originName: "origin-api.example.com" } })).toEqual([
      `policy.allow.cidrBlocks is ["198.51.100.0/24"] ${rule}`,
      `policy.deny.cidrBlocks is ["203.0.113.0/24"] ${rule}`,
    ]);
    expect(faultsOf({ policy: { deny: policy.deny } }, { behindCloudFront: "edge.cloudFront.restApi" })).toEqual([
      `policy.deny.cidrBlocks is ["203.0.113.0/24"] ${rule.replace("domain.originName", "edge.cloudFront.restApi")}`,
    ]);
    expect(faultsOf({ policy })).toEqual([]);
  });

  test("allows nobody that it denies", () => {
    const policy = {
      allow: { cidrBlocks: ["198.51.100.0/25", "192.0.2.0/24"], accountIds: ["444455556666"] },
      deny: { cidrBlocks: ["198.51.100.0/24", "192.0.2.0/25"], accountIds: ["444455556666"] },
    };
    expect(faultsOf({ policy })).toEqual([
      'policy.allow.cidrBlocks has "198.51.100.0/25", which lies within "198.51.100.0/24" of the deny list; take one of the two out',
      'policy.allow.accountIds has "444455556666", which is in the deny list too; take one of the two out',
    ]);
  });

  test("is no longer than API Gateway accepts", () => {
    const cidrBlocks = Array.from({ length: 500 }, (_, index) => `198.${index >> 8}.${index & 255}.0/24`);
    const [fault, ...others] = faultsOf({ policy: { deny: { cidrBlocks } } });
    expect(others).toEqual([]);
    expect(fault).toMatch(
      /^policy makes a resource policy of \d{4,5} characters; API Gateway accepts 8,192: give wider blocks, or put the addresses into edge\.restApi\.waf$/,
    );
  });
});

describe("a usage plan", () => {
  const plan = (given: object) => ({ usagePlans: { partners: { apiKeys: ["acme"], ...given } } });
  const requests = "give 1 to 2,147,483,647 requests: a quota of 0 would answer 429 to every request";

  test.each<[string, object, readonly string[]]>([
    [
      "a rate of zero",
      { throttle: { ratePerSecond: 0 } },
      ["throttle.ratePerSecond: give 1 to 10,000 requests a second"],
    ],
    ["a burst of zero", { throttle: { burst: 0 } }, ["throttle.burst: give 1 to 5,000 requests"]],
    ["no keys", { apiKeys: [] }, ["apiKeys: give one or more names of API keys, each once"]],
    ["a key twice", { apiKeys: ["acme", "acme"] }, ["apiKeys: give one or more names of API keys, each once"]],
    [
      "a key's name with blanks",
      { apiKeys: ["Acme Inc"] },
      ["apiKeys.0: give a name of at most 32 lower-case letters, digits and single hyphens, such as partners"],
    ],
    [
      "a method's limit of zero",
      { methods: [{ method: "GET", path: "/hello", ratePerSecond: 0, burst: 0 }] },
      ["methods.0.ratePerSecond: give 1 to 10,000 requests a second", "methods.0.burst: give 1 to 5,000 requests"],
    ],
  ])("does not have %s", (_, given, faults) => {
    expect(misgiven(plan(given))).toEqual(faults.map((fault) => `usagePlans.partners.${fault}`));
  });

  test.each<[string, object]>([
    ["of zero", { requests: 0 }],
    ["of half a request", { requests: 0.5 }],
    ["for a period that there is not", { period: "YEAR" }],
    ["that is off without a reason", "none" as unknown as object],
  ])("does not have a quota %s", (_, quota) => {
    expect(misgiven(plan({ quota }))).toHaveLength(1);
    expect(misgiven(plan({ quota }))[0]).toMatch(
      new RegExp(
        `^usagePlans\\.partners\\.quota.*(${requests}|give "DAY", "WEEK" or "MONTH"|or \\{ value: "none", reason \\})`,
      ),
    );
  });

  test("has a name that AWS and Terraform accept", () => {
    expect(misgiven({ usagePlans: { "Our Partners": { apiKeys: ["acme"] } } })).toEqual([
      "usagePlans.Our Partners: give a name of at most 32 lower-case letters, digits and single hyphens, such as partners",
    ]);
  });

  test("is needed for each route that requires a key, and needs such a route", () => {
    expect(faultsOf({}, { routes: [signed, keyed] })).toEqual([
      "routes.1.apiKey is true for GET /hello while there is no usage plan; give edge.restApi.usagePlans: API Gateway answers 403 to a key outside every plan",
    ]);
    expect(faultsOf(plan({}), { routes: [signed] })).toEqual([
      "usagePlans limits nobody; give apiKey: true on a route: a plan limits only requests with an API key",
    ]);
    expect(faultsOf(plan({}), { routes: [keyed] })).toEqual([]);
  });

  test("shares no key with another", () => {
    const usagePlans = { partners: { apiKeys: ["acme", "corp"] }, guests: { apiKeys: ["corp"] } };
    expect(faultsOf({ usagePlans }, { routes: [keyed] })).toEqual([
      'usagePlans.guests.apiKeys has "corp", which the plan partners has already; give each key one plan: AWS accepts a key in one plan of a stage (API Gateway Developer Guide, "Usage plans and API keys for REST APIs")',
    ]);
  });

  test.each([
    [300, 1, undefined],
    [301, 1, "usagePlans has 301 plans; give at most 300, API Gateway's quota of an account and region"],
    [4, 2500, undefined],
    [1, 10_001, "usagePlans has 10,001 API keys; give at most 10,000, API Gateway's quota of an account and region"],
  ])("is within an account's quotas: %i plans with %i keys each", (plans, keys, fault) => {
    const named = (many: number, prefix: string) => [...Array(many).keys()].map((at) => `${prefix}${at}`);
    const usagePlans = Object.fromEntries(
      named(plans, "plan").map((plan) => [plan, { apiKeys: named(keys, `${plan}-key`) }]),
    );
    expect(faultsOf({ usagePlans }, { routes: [keyed] })).toEqual(fault === undefined ? [] : [fault]);
  });

  test("has no key whose AWS name another plan's key has", () => {
    const usagePlans = { partners: { apiKeys: ["eu-acme"] }, "partners-eu": { apiKeys: ["acme"] } };
    expect(faultsOf({ usagePlans }, { routes: [keyed] })).toEqual([
      'usagePlans.partners-eu.apiKeys has "acme", which would have the name partners-eu-acme, as a key of the plan partners has; give the key another name',
    ]);
  });

  test("limits only routes that require a key, each once", () => {
    const limit = { ratePerSecond: 1, burst: 1 };
    const methods = [
      { method: "GET", path: "/hello", ...limit },
      { method: "GET", path: "/hello", ...limit },
      { method: "POST", path: "/orders", ...limit },
    ];
    expect(faultsOf(plan({ methods }), { routes: [keyed, signed] })).toEqual([
      'usagePlans.partners.methods.1 is for "GET /hello" again; give each route once',
      'usagePlans.partners.methods.2 is for "POST /orders"; give a route that has apiKey: true: a plan limits no other route',
    ]);
  });

  test("keeps its keys in a local state only by a departure", () => {
    const routes = [keyed];
    const accepted = { apiKeysInLocalState: { reason } };
    expect(faultsOf(plan({}), { routes, state: "local" })).toEqual([
      "apiKeysInLocalState is false while state.backend is local, where the values of API keys would lie in plain text; give an encrypted backend, or accept the plain text by apiKeysInLocalState: { reason }",
    ]);
    expect(faultsOf({ ...plan({}), ...accepted }, { routes, state: "local" })).toEqual([]);
    expect(faultsOf({ ...plan({}), ...accepted }, { routes, state: "s3" })).toEqual([
      'apiKeysInLocalState is a departure while state.backend is "s3"; leave it out',
    ]);
    expect(faultsOf(accepted, { state: "local" })).toEqual([
      "apiKeysInLocalState is a departure while there is no API key; leave it out",
    ]);
  });
});

describe("names", () => {
  const mutualTls = { caBundle: "trust/clients.pem" };

  test("are needed for mutual TLS, and no name bypasses mutual TLS", () => {
    expect(faultsOf({ mutualTls })).toEqual([
      'mutualTls is {"caBundle":"trust/clients.pem"} without edge.restApi.domain; give a domain too: the default execute-api endpoint has no mutual TLS, and has to be off',
    ]);
    expect(faultsOf({ mutualTls, domain: { ...domain, originName: "origin-api.example.com" } })).toEqual([
      'domain.originName is "origin-api.example.com" while mutualTls is given; leave it out: CloudFront presents no client certificate, so a name for CloudFront would bypass mutual TLS',
    ]);
  });
});

test("the role of the account's logs is created or left alone", () => {
  expect(misgiven({ accountLogging: true })).toEqual(['accountLogging: give "existing" or "create"']);
});
