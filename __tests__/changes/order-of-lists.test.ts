import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { checkEnvironments } from "../../stacks/environments/check";
import { today } from "../support/today";
import { synthesizeOnce } from "../support/environments";
import type { Block } from "../support/synthesize";
import { Configuration } from "./change";
import { recordsToChange } from "./records";
import { withValue } from "../../stacks/environments/tree";
import { checked, type ListOfRecord, listNames, listsOf, whole, withChanges } from "./variants";

/** Arguments whose text, or hash, has the items in the order of the record: another order changes them in place. */
const inOrder: readonly string[] = [
  "aws_api_gateway_deployment.triggers",
  "aws_api_gateway_integration_response.response_parameters",
  "aws_api_gateway_model.schema",
  "aws_api_gateway_rest_api_policy.policy",
  "aws_lambda_function.environment",
];

const reason = "a second item";
const pages = [503, 504].map((status) => ({ status, path: `/errors/${status}.html`, cachedSeconds: 10 }));
const cachedPaths = ["/errors/*", "/static/*"];

/** By record, what gives its lists a second item. */
const secondItems: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  full: {
    "identity.userPool.signUpDomains": ["example.com", "example.org"],
    "identity.userPool.threatProtection.neverJudged": ["8.8.8.0/24", "9.9.9.0/24"],
    "identity.userPool.clients.server.apiScopes": ["read", "write"],
    "identity.userPool.clients.server.callbackUrls": ["https://app.example.com/in", "https://app.example.com/too"],
    "identity.userPool.clients.server.logoutUrls": ["https://app.example.com/out", "https://app.example.com/bye"],
    "compute.functions.requestAuthorizer.checks": { kind: "token", scopes: ["read", "write"] },
    "edge.waf.accountCreationFraud.configuration.phoneNumberFields": ["/phone", "/mobile"],
    "edge.waf.botControl.paths": ["/login", "/sign-up"],
    "edge.waf.ipLists.allow": ["8.8.8.0/24", "9.9.9.0/24"],
    "edge.waf.pages": { captcha: ["/sign-up", "/join"], challenge: ["/login", "/enter"] },
    "edge.cloudFront.web.cachedPaths": cachedPaths,
    "edge.cloudFront.web.errorPages": pages,
    "edge.httpApi.clients": ["web", "machine"],
    "edge.httpApi.cors.origins": ["https://app.example.com", "https://shop.example.com"],
    "edge.httpApi.routes.0.authorizer": { kind: "jwt", scopes: ["read", "write"] },
    "edge.restApi.routes.0.apiKey": true,
    "edge.restApi.routes.3.contentTypes": ["application/json", "text/plain"],
    "edge.restApi.routes.3.authorizer.scopes": ["read", "write"],
    "edge.restApi.usagePlans.partners.methods": [
      { method: "GET", path: "/partners/{id}", ratePerSecond: 1, burst: 1 },
      { method: "GET", path: "/hello", ratePerSecond: 1, burst: 1 },
    ],
    "edge.restApi.policy.allow": {
      accountIds: ["123456789012", "210987654321"],
      organizationIds: ["o-abcdefghij", "o-klmnopqrst"],
      cidrBlocks: ["8.8.4.0/24", "9.9.9.0/24"],
    },
    "edge.sharedFunctions": ["hello", "secureApi"],
    "edge.restApi.routes.2.integration.function": "secureApi",
  },
  broad: { "edge.waf.countries.block": ["AQ", "BV"] },
  "apis-weak": {
    "identity.userPool.clients.legacyImplicit": {
      reason,
      callbackUrls: ["https://localhost", "https://localhost/in"],
      logoutUrls: ["https://localhost", "https://localhost/out"],
      apiScopes: ["read", "write"],
    },
  },
  "cloudfront-rest": {
    "edge.cloudFront.restApi.cachedPaths": cachedPaths,
    "edge.cloudFront.countries": { block: ["AQ", "BV"] },
  },
  "cloudfront-http": { "edge.cloudFront.httpApi.cachedPaths": cachedPaths },
  "at-paths": {
    "edge.cloudFront.web.restApi.cachedPaths": ["/docs/*", "/help/*"],
    "edge.restApi.routes.0.path": "/help/{page+}",
    "edge.restApi.routes.0.authorizer": { value: "none", reason },
  },
};

/** Without the record that reads a file of certificates: other records have its lists. */
const { "apis-closed": _, ...records } = recordsToChange("none.pem");

/** Every list of the record in the other order, where the schema takes each of them so. */
function turnedRound(tree: EnvironmentRecord, lists: readonly ListOfRecord[]): EnvironmentRecord {
  return lists.reduce((record, { path, items }) => {
    const next = withValue(record, path, [...items].reverse()) as EnvironmentRecord;
    return checked(next) === undefined ? record : next;
  }, tree);
}

/** The arguments of a resource without the order of lists in them, and without those that Terraform does not compare. */
function unordered(block: Block): Readonly<Record<string, string>> {
  const ignored = (block as { readonly lifecycle?: { readonly ignore_changes?: readonly string[] } }).lifecycle;
  return Object.fromEntries(
    Object.entries(block as object)
      .filter(([argument]) => ignored?.ignore_changes?.includes(argument) !== true)
      .map(([argument, value]) => [argument, JSON.stringify(sorted(value))]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}

/** What differs between two synths: addresses of one alone, and arguments with other items. */
function differences(before: Configuration, after: Configuration): string[] {
  const all = new Set([...before.resources.keys(), ...after.resources.keys()]);
  return [...all].flatMap((where) => {
    const [one, other] = [before.resources.get(where), after.resources.get(where)];
    if (one === undefined || other === undefined) return [`${where} is in one alone`];
    const [was, is] = [unordered(one.block), unordered(other.block)];
    return Object.keys({ ...was, ...is })
      .filter((argument) => was[argument] !== is[argument])
      .filter((argument) => !inOrder.includes(`${one.type}.${argument}`))
      .map((argument) => `${where}: ${argument}`);
  });
}

const trees = Object.entries(records)
  .map(([name, record]) => ({ name, tree: withChanges(whole(record), secondItems[name] ?? {}) as EnvironmentRecord }))
  .map(({ name, tree }) => ({ name, tree, lists: listsOf(tree).filter(({ items }) => items.length > 1) }))
  .filter(({ lists }) => lists.length > 0);

test.each(trees)("$name: every list in the other order moves and changes nothing", ({ tree, lists }) => {
  checkEnvironments({ it: tree }, today);
  const other = turnedRound(tree, lists);
  expect(JSON.stringify(other)).not.toBe(JSON.stringify(tree));
  const [before, after] = [tree, other].map((record) => new Configuration(synthesizeOnce(record)));
  if (before === undefined || after === undefined) throw new Error("two records make two configurations");
  expect(differences(before, after)).toEqual([]);
});

/** Lists of which no record has two items, with the reason why their order moves nothing. */
const ofOneItem: Readonly<Record<string, string>> = {
  "edge.cloudFront.httpApi.errorPages": "the same setting as edge.cloudFront.web.errorPages, which has two",
  "edge.cloudFront.restApi.errorPages": "the same setting as edge.cloudFront.web.errorPages, which has two",
  "edge.restApi.policy.allow.vpcEndpointIds": "in the same document as accountIds, which has two",
};

test("every list of the schema has two items in some record", () => {
  const seen = trees.flatMap(({ lists }) => lists.map(({ setting }) => setting));
  expect(listNames.filter((name) => !seen.includes(name)).sort()).toEqual(Object.keys(ofOneItem).sort());
});
