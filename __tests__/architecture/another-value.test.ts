import path from "node:path";
import ts from "typescript";
import { environments } from "../support/example-records/index";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { announcementsOf, refusalsOf } from "../../tools/order/announce";
import { type Scratch, scratchFolder } from "../../tools/shared/scratch";
import { synthesizeEnvironments } from "../support/environments";
import { writtenSynthesis } from "../support/written-synthesis";
import { everySetting } from "../support/settings";
import { sourceFiles } from "./source-files";

/** Settings by their paths, and a value of each; `undefined` takes a setting out. */
type Values = Readonly<Record<string, unknown>>;

interface Change {
  /** The setting, as `everySetting` has it, or a group of settings. */
  readonly setting: string;
  /** Where its documentation stands: a file of `stacks/environments/schema`, and a name in it. */
  readonly at: string;
  /** What `npm run order` says of a change from `from` to `to`: one of its sentences fits. */
  readonly announced: RegExp;
  /** Of the record of `prod`. @default the record */
  readonly from?: Values;
  readonly to: Values;
}

const reason = "a value that is changed";
const fleet = /^compute: aws_launch_template\.\w+ changes: the fleet's instances are replaced, one after the other$/;
const names = { hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" };
const ownSignIn = { ...names, kind: "own", name: "auth.example.com", parentRecord: "elsewhere" };
const prefixReplaced =
  /aws_cognito_user_pool_domain\.\w+ is replaced, since domain changes: sign-in pages have another/;
const internalIsReplaced =
  /^edge: aws_lb\.\w+ is replaced, since name and internal change: its own host name answers no more, and nobody is/;
/** Behind CloudFront the API's own policy sees no viewer's address. */
const withoutBlocks = { "edge.restApi.policy": {} };
/** Without an identity of Amazon SES, which belongs to a region and an account. */
const pool = { clients: { web: { callbackUrls: ["https://app.example.com/in"], apiScopes: ["read", "write"] } } };
const passkeys = { "identity.userPool.mfa": "optional", "identity.userPool.passkeys": {} };

/**
 * Every setting of which another value destroys or replaces, on a running environment, what the public, partners or data
 * depend on.
 */
const changes: readonly Change[] = [
  {
    setting: "region",
    at: "general.ts region",
    announced: /^it: region changes/,
    to: {
      region: "eu-central-1",
      "state.region": "eu-west-1",
      alarmTopicArn: { value: "none", reason },
      edgeAlarmTopicArn: undefined,
    },
  },
  {
    setting: "accountId",
    at: "general.ts accountId",
    announced: /^it: accountId/,
    from: { "identity.userPool": pool },
    to: { "identity.userPool": pool, accountId: "210987654321" },
  },
  { setting: "state", at: "general.ts state", announced: /^it: state/, to: { "state.bucket": "another-bucket" } },
  { setting: "owner", at: "tags.ts owner", announced: fleet, to: { owner: "another team" } },
  { setting: "costCentre", at: "tags.ts costCentre", announced: fleet, to: { costCentre: "another centre" } },
  { setting: "tags", at: "tags.ts tags", announced: fleet, to: { tags: { Service: "shop" } } },
  {
    setting: "logs.retentionDays",
    at: "general.ts retentionDays",
    announced: /^edge: aws_cloudwatch_log_group\.\w+,.* lowers retention_in_days: what is older is deleted$/,
    to: { "logs.retentionDays": 180 },
  },
  {
    setting: "network.cidrBlock",
    at: "network/network.ts cidrBlock",
    announced: /^network: aws_vpc\.\w+ is replaced, and no order of layers replaces what stands in it; give the other/,
    to: { "network.cidrBlock": "10.30.0.0/16" },
  },
  {
    setting: "network.zones",
    at: "network/network.ts zones",
    announced: /^network: aws_eip\.\w+ is destroyed: partners that admit the address have to admit another$/,
    to: { "network.zones": 2 },
  },
  {
    setting: "network.nat",
    at: "network/network.ts nat",
    announced: /^network: aws_eip\.\w+ is destroyed: partners that admit the address have to admit another$/,
    to: { "network.nat": { value: "single", reason } },
  },
  {
    setting: "identity.userPool",
    at: "identity/identity.ts userPool",
    announced: /^identity: aws_cognito_user_pool\.\w+ is destroyed: all users are lost$/,
    to: {
      "identity.userPool": undefined,
      "compute.functions": { hello: {} },
      "edge.signIn": undefined,
      "edge.httpApi": undefined,
      "edge.sharedFunctions": [],
      "edge.restApi.usagePlans": {},
      "edge.restApi.routes": [
        {
          method: "GET",
          path: "/hello",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "iam" },
        },
      ],
    },
  },
  {
    setting: "identity.userPool.passkeys.relyingPartyId",
    at: "identity/user-pool.ts relyingPartyId",
    announced: /^identity: aws_cognito_user_pool\.\w+ changes web_authn_configuration\.relying_party_id: every passkey/,
    from: { ...passkeys, "identity.userPool.passkeys.relyingPartyId": "example.com" },
    to: { ...passkeys, "identity.userPool.passkeys.relyingPartyId": "example.org" },
  },
  {
    setting: "identity.userPool.resourceServer",
    at: "identity/user-pool.ts resourceServer",
    announced: /^identity: aws_cognito_resource_server\.\w+ is replaced, since identifier changes: clients have to ask/,
    to: { "identity.userPool.resourceServer": "shop" },
  },
  {
    setting: "identity.userPool.clients",
    at: "identity/user-pool-clients.ts userPoolClients",
    announced: /^identity: aws_cognito_user_pool_client\.web_\w+ is destroyed: applications need another client id$/,
    to: {
      "identity.userPool.clients.web": undefined,
      "identity.userPool.clients.server": {
        callbackUrls: ["https://app.example.com/in"],
        apiScopes: ["read", "write"],
      },
    },
  },
  {
    setting: "compute.fleet",
    at: "compute/compute.ts fleet",
    announced: fleet,
    to: { "compute.fleet.instanceType": "t4g.medium" },
  },
  {
    setting: "compute.fleet",
    at: "compute/compute.ts fleet",
    announced: fleet,
    to: { "compute.fleet.ami": "ami-0123456789abcdef0" },
  },
  {
    setting: "compute.fleet",
    at: "compute/compute.ts fleet",
    announced: fleet,
    to: { "compute.fleet.healthPath": "/well" },
  },
  {
    setting: "compute.fleet",
    at: "compute/compute.ts fleet",
    announced: fleet,
    to: { "compute.fleet.volumeSizeGib": 9 },
  },
  {
    setting: "compute.fleet",
    at: "compute/compute.ts fleet",
    announced: fleet,
    to: { "compute.fleet.observability": { value: false, reason } },
  },
  {
    setting: "compute.database",
    at: "compute/compute.ts database",
    announced: /^compute: aws_db_instance\.\w+ is destroyed: its data is lost but for snapshots$/,
    from: { "compute.database": {} },
    to: {},
  },
  {
    setting: "compute.database.name",
    at: "compute/database.ts name",
    announced: /^compute: aws_db_instance\.\w+ is replaced, since db_name changes: its data is lost but for snapshots$/,
    from: { "compute.database": {} },
    to: { "compute.database": { name: "others" } },
  },
  {
    setting: "compute.database.backupRetentionDays",
    at: "compute/database.ts backupRetentionDays",
    announced: /^compute: aws_db_instance\.\w+ lowers backup_retention_period: older backups are deleted$/,
    from: { "compute.database": {} },
    to: { "compute.database": { backupRetentionDays: 7 } },
  },
  {
    setting: "edge.domain.name",
    at: "edge/edge.ts name",
    announced: /^edge: aws_route53_record\.\w+ \(A+ [\w.-]+\) is replaced, since name changes: the name leads nowhere$/,
    to: { "edge.domain.name": "shop.example.com" },
  },
  {
    setting: "edge.domain.hostedZoneId",
    at: "edge/edge.ts hostedZoneId",
    announced:
      /^edge: aws_route53_record\.\w+ \(A+ [\w.-]+\) is replaced, since zone_id changes: the name leads nowhere$/,
    to: { "edge.domain.hostedZoneId": "Z9876543210EXAMPLE" },
  },
  {
    setting: "edge.exposure",
    at: "edge/edge.ts exposure",
    announced: internalIsReplaced,
    to: { "edge.exposure": { value: "public", reason }, "edge.cloudFront": undefined },
  },
  {
    setting: "edge.exposure",
    at: "edge/edge.ts exposure",
    announced: internalIsReplaced,
    to: { "edge.exposure": "cloudfront-prefix-list" },
  },
  {
    setting: "edge.signIn.domain.kind",
    at: "edge/sign-in.ts domain",
    announced: prefixReplaced,
    to: { "edge.signIn.domain": ownSignIn },
  },
  {
    setting: "edge.signIn.domain.prefix",
    at: "edge/sign-in.ts signInPrefix",
    announced: prefixReplaced,
    to: { "edge.signIn.domain.prefix": "another-prefix" },
  },
  {
    setting: "edge.signIn.domain.name",
    at: "edge/sign-in.ts name",
    announced: prefixReplaced,
    from: { "edge.signIn.domain": ownSignIn },
    to: { "edge.signIn.domain": { ...ownSignIn, name: "sign-in.example.com" } },
  },
  {
    setting: "edge.signIn.domain.hostedZoneId",
    at: "edge/sign-in.ts hostedZoneId",
    announced:
      /^edge: aws_route53_record\.\w+ \(A+ [\w.-]+\) is replaced, since zone_id changes: the name leads nowhere$/,
    from: { "edge.signIn.domain": ownSignIn },
    to: { "edge.signIn.domain": { ...ownSignIn, hostedZoneId: "Z9876543210EXAMPLE" } },
  },
  ...(["httpApi", "restApi"] as const).flatMap((api): Change[] => {
    const kind = api === "httpApi" ? "aws_apigatewayv2_domain_name" : "aws_api_gateway_domain_name";
    const replaced = new RegExp(
      `^edge: ${kind}\\.\\w+ is replaced, since domain_name changes: the name answers no more$`,
    );
    const domain = `edge.${api}.domain`;
    return [
      {
        setting: `${domain}.publicName`,
        at: "edge/api-domain.ts publicName",
        announced: replaced,
        to: { [`${domain}.publicName`]: "other.example.com" },
      },
      {
        setting: `${domain}.originName`,
        at: "edge/api-domain.ts originName",
        announced: replaced,
        from: { ...withoutBlocks, [`${domain}.originName`]: "origin.example.com" },
        to: { ...withoutBlocks, [`${domain}.originName`]: "other.example.com" },
      },
      {
        setting: `${domain}.hostedZoneId`,
        at: "edge/api-domain.ts hostedZoneId",
        announced:
          /^edge: aws_route53_record\.\w+ \(A+ [\w.-]+\) is replaced, since zone_id changes: the name leads nowhere$/,
        to: { [`${domain}.hostedZoneId`]: "Z9876543210EXAMPLE" },
      },
      {
        setting: domain,
        at: `edge/${api === "httpApi" ? "http-api/http-api" : "rest-api/access"}.ts domain`,
        announced: /^edge: aws_\w+\.\w+ changes disable_execute_api_endpoint: callers have to use another address$/,
        from: { [domain]: undefined },
        to: {},
      },
    ];
  }),
  {
    setting: "edge.restApi.endpoint",
    at: "edge/rest-api/access.ts endpoint",
    announced:
      /^edge: aws_api_gateway_rest_api\.\w+ changes endpoint_configuration\.types: callers have to come another/,
    from: { "edge.restApi.domain": undefined, "network.executeApiEndpoint": {}, "edge.restApi.policy": {} },
    to: {
      "edge.restApi.domain": undefined,
      "network.executeApiEndpoint": {},
      "edge.restApi.policy": {},
      "edge.restApi.endpoint": "private",
    },
  },
  {
    setting: "edge.restApi.usagePlans",
    at: "edge/rest-api/access.ts usagePlans",
    announced: /^edge: aws_api_gateway_api_key\.\w+ is destroyed: partners need another key$/,
    to: { "edge.restApi.usagePlans": { others: { apiKeys: ["acme"] } } },
  },
  {
    setting: "edge.restApi.usagePlans.*.apiKeys",
    at: "edge/rest-api/usage-plan.ts apiKeys",
    announced: /^edge: aws_api_gateway_api_key\.\w+ is destroyed: partners need another key$/,
    to: { "edge.restApi.usagePlans": { partners: { apiKeys: ["umbrella"] } } },
  },
  {
    setting: "edge.restApi.stageName",
    at: "edge/rest-api/rest-api.ts stageName",
    announced:
      /^edge: aws_api_gateway_stage\.\w+ is replaced, since stage_name changes: the stage's URL answers no more$/,
    to: { "edge.restApi.stageName": "v2" },
  },
];

let scratch: Scratch;

beforeAll(() => {
  scratch = scratchFolder("another-value-test");
});

afterAll(() => {
  scratch.remove();
});

test("the documentation says of each such setting what another value does and what to do instead, and of no other", () => {
  const documented = sourceFiles("stacks/environments/schema").flatMap(documentedIn);
  expect(documented.sort()).toEqual([...new Set([...changes.map(({ at }) => at), "lab.ts signInPrefix"])].sort());
});

test("each is a setting, or a group of settings", () => {
  const all = everySetting().map((setting) => setting.path);
  const isKnown = (setting: string) => all.some((known) => known === setting || known.startsWith(`${setting}.`));
  expect(changes.map(({ setting }) => setting).filter((setting) => !isKnown(setting))).toEqual([]);
});

test.each(changes.map((change, index) => ({ ...change, index })))(
  "npm run order announces another $setting (change $index)",
  ({ from = {}, to, announced, index }) => {
    const [base, head] = [synth(`${index}-base`, from), synth(`${index}-head`, to)];
    const said = [...announcementsOf(base, head, "it"), ...refusalsOf(base, head, "it")];
    expect(said).toContainEqual(expect.stringMatching(announced));
  },
);

function synth(name: string, values: Values) {
  const record = structuredClone(environments["prod"]) as Record<string, unknown>;
  for (const [place, value] of Object.entries(values)) {
    const keys = place.split(".");
    const last = keys.pop() ?? "";
    const group = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, record);
    group[last] = value;
  }
  return writtenSynthesis(path.join(scratch.path, name), synthesizeEnvironments({ it: record as EnvironmentRecord }));
}

/** The names in a file whose documentation has such a sentence, as `network/network.ts cidrBlock`. */
function documentedIn({ path: file, text }: { readonly path: string; readonly text: string }): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isVariableStatement(node)) {
      const name = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.name : node.name;
      const comments = ts.getJSDocCommentsAndTags(node).filter((part) => ts.isJSDoc(part));
      const words = comments
        .map((comment) => ts.getTextOfJSDocComment(comment.comment))
        .join(" ")
        .replaceAll(/\s+/g, " ");
      if (sentence.test(words))
        found.push(`${path.posix.relative("stacks/environments/schema", file)} ${name?.getText(source) ?? ""}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What happens, then a colon, and what to do instead. */
const sentence = /(Another (name|kind|value)|Taking it (away|to)) [^:]+: \w[^:]+\.( |$)/;
