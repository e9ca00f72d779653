import { writeFileSync } from "node:fs";
import path from "node:path";

import { lab } from "../stacks/environments/lab";
import { labChanges } from "../stacks/environments/presets/lab-steps";
import type { EnvironmentRecord } from "../stacks/environments/schema/environment";
import { labSteps } from "../stacks/environments/schema/lab";
import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { synthesize, type SynthesizedStack } from "../tools/shared/synthesize";
import { planFirst } from "../tools/terraform/first-plan";
import { certificateOf } from "../tools/shared/certificates";
import { testWithTerraform } from "./support/terraform";
import { today } from "./support/today";

const hostedZoneId = "Z0123456789EXAMPLE";

const base: EnvironmentRecord = {
  preset: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  owner: "platform",
  costCentre: "web",
  state: {
    backend: "s3",
    bucket: "example-state",
    createBucket: false,
    kmsKeyArn: { value: "none", reason: "a test has no states" },
  },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  compute: { functions: { secureApi: {}, hello: {} } },
};
const web = (name = "app.example.com") => ({ domain: { name, hostedZoneId, certificate: "issued" as const } });
const greeting = {
  method: "GET" as const,
  path: "/hello",
  integration: { kind: "function" as const, function: "hello" as const },
  authorizer: { kind: "iam" as const },
};
const domain = (publicName: string) => ({ publicName, hostedZoneId, certificate: "issued" as const });

/** Both APIs behind CloudFront, whose distributions have the header. */
const withHeaders = (
  who: string,
  cidrBlock: string,
  originProtection: NonNullable<EnvironmentRecord["edge"]>["originProtection"] & object,
): EnvironmentRecord => ({
  ...base,
  network: { cidrBlock },
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
  edge: {
    ...web(`${who}-headers.example.com`),
    signIn: { domain: { kind: "prefix", prefix: `example-${who}-headers` } },
    cloudFront: { httpApi: {}, restApi: { cachedPaths: ["/static/*"] } },
    originProtection,
    httpApi: {
      domain: { ...domain(`${who}-http-api.example.com`), originName: `origin-${who}-http-api.example.com` },
      routes: [
        { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
      ],
    },
    restApi: {
      domain: { ...domain(`${who}-api.example.com`), originName: `origin-${who}-api.example.com` },
      routes: [{ ...greeting, authorizer: { value: "none", reason: "a greeting is for everybody" } }],
    },
  },
});

/** Both APIs at paths of the web application's distribution. */
const atPaths = (who: string, cidrBlock: string, mode: "header-kvs" | "header-lambda"): EnvironmentRecord => {
  const apart = withHeaders(who, cidrBlock, { httpApi: mode, restApi: mode });
  const { httpApi, restApi, ...edge } = apart.edge ?? {};
  return {
    ...apart,
    edge: {
      ...edge,
      waf: { botControl: { value: false, reason: "programs call what is behind the firewall too" } },
      cloudFront: { web: { cachedPaths: ["/static/*"], httpApi: {}, restApi: { cachedPaths: ["/hello"] } } },
      httpApi: { ...httpApi, domain: domain(`origin-${who}-http-api.example.com`) },
      restApi: { ...restApi, domain: domain(`origin-${who}-api.example.com`) },
    },
  };
};

/** What neither demo nor prod has: each switch in an environment of its own. */
function records(caBundle: string): Record<string, EnvironmentRecord> {
  return {
    "mutual-tls": {
      ...base,
      identity: {
        userPool: { clients: { web: { callbackUrls: ["https://app.example.com/in"], apiScopes: ["read"] } } },
      },
      edge: {
        ...web(),
        signIn: {
          domain: {
            kind: "own",
            name: "auth.example.com",
            hostedZoneId,
            certificate: "issued",
            parentRecord: "elsewhere",
          },
        },
        httpApi: {
          domain: domain("http-api.example.com"),
          mutualTls: { caBundle },
          routes: [
            { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
          ],
        },
        restApi: { domain: domain("api.example.com"), mutualTls: { caBundle }, routes: [greeting] },
      },
    },
    "private-api": {
      ...base,
      network: { cidrBlock: "10.30.0.0/16", executeApiEndpoint: { privateDns: false } },
      edge: { ...web("private.example.com"), restApi: { endpoint: "private", routes: [greeting] } },
    },
    cloudfront: {
      ...base,
      network: { cidrBlock: "10.50.0.0/16" },
      edge: {
        ...web("cdn.example.com"),
        cloudFront: {
          web: {
            cachedPaths: ["/static/*"],
            originShield: "nearest",
            errorPages: [{ status: 503, path: "/static/503.html" }],
            responseHeaders: { contentSecurityPolicy: "default-src 'self'" },
          },
          priceClass: "PriceClass_100",
          countries: { block: ["KP"] },
        },
      },
    },
    "cloudfront-list": {
      ...base,
      network: { cidrBlock: "10.95.0.0/16", ipv6: true },
      edge: {
        ...web("listed.example.com"),
        exposure: "cloudfront-prefix-list",
        cloudFront: { web: { cachedPaths: ["/static/*"] } },
        originProtection: { web: "header-kvs", rotationDays: 30 },
      },
    },
    "cloudfront-rest": {
      ...base,
      network: { cidrBlock: "10.80.0.0/16" },
      compute: { functions: { hello: {} }, codeSigning: true },
      edge: {
        ...web("origin-protection.example.com"),
        cloudFront: { restApi: { cachedPaths: ["/static/*"] } },
        originProtection: { headerName: "x-from-cloudfront", rotationDays: 30 },
        restApi: {
          domain: { ...domain("protected-api.example.com"), originName: "origin-protected-api.example.com" },
          routes: [{ ...greeting, authorizer: { value: "none", reason: "a greeting is for everybody" } }],
        },
      },
    },
    "cloudfront-http": {
      ...base,
      network: { cidrBlock: "10.90.0.0/16" },
      identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
      compute: { functions: { secureApi: {} } },
      edge: {
        ...web("functions-that-ask.example.com"),
        signIn: { domain: { kind: "prefix", prefix: "example-functions-that-ask" } },
        cloudFront: { httpApi: { cachedPaths: ["/static/*"] } },
        originProtection: { headerName: "x-from-cloudfront" },
        httpApi: {
          domain: { ...domain("asking-api.example.com"), originName: "origin-asking-api.example.com" },
          routes: [
            { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
          ],
        },
      },
    },
    "header-lambda": withHeaders("written", "10.91.0.0/16", { httpApi: "header-lambda", restApi: "header-lambda" }),
    "header-apply": withHeaders("applied", "10.92.0.0/16", { httpApi: "header-apply", restApi: "header-apply" }),
    "at-paths": atPaths("shared", "10.93.0.0/16", "header-kvs"),
    "at-paths-lambda": atPaths("written-shared", "10.94.0.0/16", "header-lambda"),
    "signed-code": {
      ...base,
      network: { cidrBlock: "10.40.0.0/16" },
      identity: {
        userPool: {
          selfSignUp: { reason: "members of the staff sign up themselves" },
          signUpDomains: ["example.com"],
          signUpFunction: { memoryMib: 512, timeoutSeconds: 3, reservedConcurrency: 2 },
          clients: { machine: { apiScopes: ["read"] } },
        },
      },
      compute: { functions: { secureApi: {}, hello: { version: 3 }, requestAuthorizer: {} }, codeSigning: true },
      edge: { ...web("signed.example.com"), signIn: { domain: { kind: "prefix", prefix: "example-shop" } } },
    },
    database: {
      ...base,
      network: { cidrBlock: "10.60.0.0/16" },
      compute: { functions: { queryPlayer: {} }, database: {} },
      edge: {
        ...web("database.example.com"),
        restApi: {
          routes: [
            {
              method: "GET",
              path: "/",
              integration: { kind: "function", function: "queryPlayer" },
              authorizer: { kind: "iam" },
            },
          ],
        },
      },
    },
    "database-iam": {
      ...base,
      network: { cidrBlock: "10.70.0.0/16" },
      compute: { functions: { queryPlayer: {} }, database: { user: { kind: "iam" } } },
      edge: web("iam.example.com"),
    },
  };
}

/** System A at each of its steps, and its first step with what one of the later steps changes, without those between. */
const steps: Readonly<Record<string, EnvironmentRecord>> = Object.fromEntries(
  [
    ...labSteps.map((step, index) => {
      const signInPrefix = `example-lab-${index + 1}`;
      return [`lab-step-${index + 1}`, { ...lab, lab: { step, signInPrefix } }] as const;
    }),
    ...(["edgeOnly", "firewall", "signedIn"] as const).map((step) => {
      const signInPrefix = `example-${step.toLowerCase()}`;
      const change = labChanges({ step, signInPrefix })[step];
      return [`lab-${step.toLowerCase()}`, { ...lab, lab: { step: "base", signInPrefix }, ...change }] as const;
    }),
  ].map(([name, record], index) => [name, { ...record, network: { cidrBlock: `10.${100 + index}.0.0/16` } }]),
);

let synthesized: Promise<readonly SynthesizedStack[]> | undefined;

async function stacksOf(environment: string): Promise<readonly SynthesizedStack[]> {
  synthesized ??= (async () => {
    const folder = scratchFolder("switches").path;
    const bundle = path.join(folder, "clients.pem");
    const { pem } = await certificateOf({ subject: "CN=Clients of the API" });
    writeFileSync(bundle, pem);
    const module = path.join(folder, "records.ts");
    const all = { ...records(path.relative(repository, bundle)), ...steps };
    writeFileSync(module, `export const environments = ${JSON.stringify(all)};\n`);
    return (await synthesize({ outdir: path.join(folder, "out"), records: module, today })).stacks;
  })();
  return (await synthesized).filter((stack) => stack.environment === environment);
}

function itPlans(environment: string): void {
  testWithTerraform(
    "is valid for the real AWS provider, and plans before any of it exists",
    async (terraform) => {
      const plans = await planFirst(terraform, await stacksOf(environment));
      expect(plans.map(({ layer, faults }) => ({ layer, faults }))).toEqual(
        ["network", "identity", "compute", "edge"].map((layer) => ({ layer, faults: [] })),
      );
    },
    300,
  );
}

describe.each([
  "mutual-tls",
  "private-api",
  "cloudfront",
  "cloudfront-list",
  "cloudfront-rest",
  "cloudfront-http",
  "header-lambda",
  "header-apply",
  "at-paths",
  "at-paths-lambda",
  "signed-code",
  "database",
  "database-iam",
])("%s", itPlans);

describe("the lab", () => {
  describe.each(labSteps.map((step, index) => [step, `lab-step-${index + 1}`] as const))(
    "at its step %s",
    (_, name) => {
      itPlans(name);
    },
  );

  describe.each(["edgeonly", "firewall", "signedin"])("at its first step with the one switch %s", (step) => {
    itPlans(`lab-${step}`);
  });
});
