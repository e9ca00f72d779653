import { writeFileSync } from "node:fs";
import path from "node:path";

import { lab } from "./support/example-records/lab";
import { labChanges } from "../stacks/environments/presets/lab-steps";
import type { EnvironmentRecord } from "../stacks/environments/schema/environment";
import { labSteps } from "../stacks/environments/schema/lab";
import { certificateOf } from "../tools/shared/certificates";
import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { synthesizeOnce } from "./support/environments";
import { type Layers, planTogether, strayImports } from "./support/plan-together";
import type { Terraform } from "../tools/terraform/locate";
import type { TerraformJson } from "./support/synthesize";
import { production } from "./support/records";
import { testWithTerraform } from "./support/terraform";

const hostedZoneId = "Z0123456789EXAMPLE";
const signInPrefix = "example-shop";

const base: EnvironmentRecord = {
  ...production,
  state: { ...production.state, createBucket: false },
  compute: { functions: { secureApi: {}, hello: {} } },
};
const web = production.edge;
const greeting = {
  method: "GET" as const,
  path: "/hello",
  integration: { kind: "function" as const, function: "hello" as const },
  authorizer: { kind: "iam" as const },
};
const domain = (publicName: string) => ({ publicName, hostedZoneId, certificate: "issued" as const });

/** Both APIs behind CloudFront, whose distributions have the header. */
const withHeaders = (
  originProtection: NonNullable<EnvironmentRecord["edge"]>["originProtection"] & object,
): EnvironmentRecord => ({
  ...base,
  identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
  edge: {
    ...web,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    cloudFront: { httpApi: {}, restApi: { cachedPaths: ["/static/*"] } },
    originProtection,
    httpApi: {
      domain: { ...domain("http-api.example.com"), originName: "origin-http-api.example.com" },
      routes: [
        { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
      ],
    },
    restApi: {
      domain: { ...domain("api.example.com"), originName: "origin-api.example.com" },
      routes: [{ ...greeting, authorizer: { value: "none", reason: "a greeting is for everybody" } }],
    },
  },
});

/** Both APIs at paths of the web application's distribution. */
const atPaths = (mode: "header-kvs" | "header-lambda"): EnvironmentRecord => {
  const apart = withHeaders({ httpApi: mode, restApi: mode });
  const { httpApi, restApi, ...edge } = apart.edge ?? {};
  return {
    ...apart,
    edge: {
      ...edge,
      waf: { botControl: { value: false, reason: "programs call what is behind the firewall too" } },
      cloudFront: { web: { cachedPaths: ["/static/*"], httpApi: {}, restApi: { cachedPaths: ["/hello"] } } },
      httpApi: { ...httpApi, domain: domain("origin-http-api.example.com") },
      restApi: { ...restApi, domain: domain("origin-api.example.com") },
    },
  };
};

/** Switches that neither demo nor prod has, each in an environment of its own. */
function switches(caBundle: string): Record<string, EnvironmentRecord> {
  return {
    "mutual-tls": {
      ...base,
      identity: {
        userPool: { clients: { web: { callbackUrls: ["https://app.example.com/in"], apiScopes: ["read"] } } },
      },
      edge: {
        ...web,
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
      network: { executeApiEndpoint: { privateDns: false } },
      edge: { ...web, restApi: { endpoint: "private", routes: [greeting] } },
    },
    cloudfront: {
      ...base,
      edge: {
        ...web,
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
      network: { ipv6: true },
      edge: {
        ...web,
        exposure: "cloudfront-prefix-list",
        cloudFront: { web: { cachedPaths: ["/static/*"] } },
        originProtection: { web: "header-kvs", rotationDays: 30 },
      },
    },
    "cloudfront-rest": {
      ...base,
      compute: { functions: { hello: {} }, codeSigning: true },
      edge: {
        ...web,
        cloudFront: { restApi: { cachedPaths: ["/static/*"] } },
        originProtection: { headerName: "x-from-cloudfront", rotationDays: 30 },
        restApi: {
          domain: { ...domain("api.example.com"), originName: "origin-api.example.com" },
          routes: [{ ...greeting, authorizer: { value: "none", reason: "a greeting is for everybody" } }],
        },
      },
    },
    "cloudfront-http": {
      ...base,
      identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
      compute: { functions: { secureApi: {} } },
      edge: {
        ...web,
        signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
        cloudFront: { httpApi: { cachedPaths: ["/static/*"] } },
        originProtection: { headerName: "x-from-cloudfront" },
        httpApi: {
          domain: { ...domain("http-api.example.com"), originName: "origin-http-api.example.com" },
          routes: [
            { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
          ],
        },
      },
    },
    "header-lambda": withHeaders({ httpApi: "header-lambda", restApi: "header-lambda" }),
    "header-apply": withHeaders({ httpApi: "header-apply", restApi: "header-apply" }),
    "at-paths": atPaths("header-kvs"),
    "at-paths-lambda": atPaths("header-lambda"),
    "signed-code": {
      ...base,
      identity: {
        userPool: {
          selfSignUp: { reason: "members of the staff sign up themselves" },
          signUpDomains: ["example.com"],
          signUpFunction: { memoryMib: 512, timeoutSeconds: 3, reservedConcurrency: 2 },
          clients: { machine: { apiScopes: ["read"] } },
        },
      },
      compute: { functions: { secureApi: {}, hello: { version: 3 }, requestAuthorizer: {} }, codeSigning: true },
      edge: { ...web, signIn: { domain: { kind: "prefix", prefix: "example-shop" } } },
    },
    database: {
      ...base,
      compute: { functions: { queryPlayer: {} }, database: {} },
      edge: {
        ...web,
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
      compute: { functions: { queryPlayer: {} }, database: { user: { kind: "iam" } } },
      edge: web,
    },
  };
}

/** The lab at each of its steps, and its first step with the changes of one later step alone. */
const steps: Readonly<Record<string, EnvironmentRecord>> = Object.fromEntries([
  ...labSteps.map((step) => [`the lab at its step ${step}`, { ...lab, lab: { step, signInPrefix } }] as const),
  ...(["edgeOnly", "firewall", "signedIn"] as const).map((step) => {
    const change = labChanges({ step, signInPrefix })[step];
    const record = { ...lab, lab: { step: "base" as const, signInPrefix }, ...change };
    return [`the lab at its first step with ${step}`, record] as const;
  }),
]);

/** Written when the first test asks: `switches` needs the name of a file before there is one. */
const caBundle = path.join(scratchFolder("switches").path, "clients.pem");
const records = { ...switches(path.relative(repository, caBundle)), ...steps };

type Faults = Record<string, Record<string, readonly string[]>>;
let planned: Promise<{ layers: Record<string, Layers>; faults: Faults }> | undefined;

async function planAll(terraform: Terraform): Promise<{ layers: Record<string, Layers>; faults: Faults }> {
  writeFileSync(caBundle, (await certificateOf({ subject: "CN=Clients of the API" })).pem);
  const layers = Object.fromEntries(
    Object.entries(records).map(([name, record]) => [
      name,
      Object.fromEntries(
        Object.entries(synthesizeOnce(record)).map(([stack, json]) => [stack.replace(/^it-/, ""), json]),
      ),
    ]),
  );
  return { layers, faults: await planTogether(terraform, { ...layers, [faulty]: { compute: faultyCompute } }) };
}

/** Planned beside the others, to see that a fault is seen. */
const faulty = "an environment with a fault";
const faultyCompute = {
  terraform: { required_providers: { aws: { source: "aws" } } },
  provider: { aws: [{ region: "eu-west-1" }] },
  data: { aws_region: { here: {} } },
  output: { region: { value: "${data.aws_region.here.name}" } },
  resource: {
    aws_sqs_queue: { negative: { count: '${data.aws_region.here.name == "eu-west-1" ? -1 : 1}' } },
    aws_cloudwatch_log_group: { orders: { name: "orders" } },
  },
  import: [{ to: "aws_cloudwatch_log_group.orders", for_each: "${toset(data.aws_cloudwatch_log_groups.gone.arns)}" }],
} as const satisfies TerraformJson;

describe.each(Object.keys(records))("%s", (name) => {
  testWithTerraform(
    "is valid for the real AWS provider, and plans before any of it exists",
    async (terraform) => {
      const { layers, faults } = await (planned ??= planAll(terraform));
      expect(faults[name]).toEqual({ network: [], identity: [], compute: [], edge: [] });
      expect(Object.values(layers[name] ?? {}).flatMap(strayImports)).toEqual([]);
    },
    600,
  );
});

testWithTerraform(
  "a fault that only a plan finds fails its own layer alone; an import of a missing resource is named",
  async (terraform) => {
    const { faults } = await (planned ??= planAll(terraform));
    expect(faults[faulty]).toEqual({
      compute: ["ended with error", expect.stringContaining("must be greater than or equal to zero")],
    });
    expect(strayImports(faultyCompute)).toEqual(["aws_cloudwatch_log_group.orders"]);
  },
  600,
);
