import { acrossFaults } from "../../../stacks/environments/across";
import { checkEnvironments } from "../../../stacks/environments/check";
import type { Environment, EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { trial } from "../../support/records";
import { today } from "../../support/today";

const checked = (record: Partial<EnvironmentRecord>, name: string): Environment => {
  const [environment] = checkEnvironments({ [name]: { ...trial, ...record } }, today).environments;
  if (environment === undefined) throw new Error("a checked record gives an environment");
  return environment;
};
const withBlock = (name: string, cidrBlock: string, changes: Partial<EnvironmentRecord> = {}) =>
  checked({ network: { cidrBlock }, ...changes }, name);

test("refuses blocks that overlap in one account and region", () => {
  const environments = [
    withBlock("blue", "10.0.0.0/16"),
    withBlock("green", "10.0.8.0/22"),
    withBlock("red", "10.1.0.0/16"),
  ];
  expect(acrossFaults(environments).faults).toEqual([
    'environments.green.network.cidrBlock is "10.0.8.0/22"; give a block that does not overlap "10.0.0.0/16" of environment blue, or accept the overlap by sharesCidrBlock: { reason }',
  ]);
});

test("accepts the same block in another account or region, or with a reason", () => {
  const shared: Partial<EnvironmentRecord> = {
    network: { cidrBlock: "10.0.0.0/16", sharesCidrBlock: { reason: "the two are never connected" } },
  };
  const environments = [
    withBlock("blue", "10.0.0.0/16"),
    withBlock("green", "10.0.0.0/16", { region: "eu-west-1" }),
    withBlock("red", "10.0.0.0/16", { accountId: "111122223333" }),
    checked(shared, "grey"),
  ];
  expect(acrossFaults(environments)).toEqual({ faults: [], warnings: [] });
});

test("refuses two environments that create the same bucket", () => {
  const kmsKeyArn = { value: "none", reason: "no state of a test is kept" } as const;
  const state = { backend: "s3", bucket: "example-states", kmsKeyArn } as const;
  const environments = [
    withBlock("blue", "10.0.0.0/16", { state }),
    withBlock("green", "10.1.0.0/16", { state }),
    withBlock("red", "10.2.0.0/16", { state: { ...state, createBucket: false } }),
  ];
  expect(acrossFaults(environments).faults).toEqual([
    'environments.green.state.bucket is "example-states", which environment blue already creates; give createBucket: false',
  ]);
});

test("refuses a DNS name that another environment has, for whatever resource", () => {
  const zone = { hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } as const;
  const named = (name: string, index: number, names: { web: string; api: string }): Environment => {
    const environment = withBlock(name, `10.${index}.0.0/16`, { region: `eu-west-${index + 1}` });
    const domain = { ...zone, name: names.web };
    return {
      ...environment,
      edge: { ...environment.edge, domain, httpApi: { domain: { ...zone, publicName: names.api } } },
    } as Environment;
  };
  const environments = [
    named("blue", 0, { web: "app.example.com", api: "api.example.com" }),
    named("green", 1, { web: "green.example.com", api: "app.example.com" }),
    named("red", 2, { web: "green.example.com", api: "red.example.com" }),
  ];
  expect(acrossFaults(environments).faults).toEqual([
    'environments.green.edge.httpApi.domain.publicName is "app.example.com", which environment blue has too; give each environment its own names',
    'environments.red.edge.domain.name is "green.example.com", which environment green has too; give each environment its own names',
  ]);
});

test("refuses a domain prefix of a user pool that another environment of the region has", () => {
  const identity = { userPool: { clients: { web: { callbackUrls: ["https://app.example.com/in"] } } } };
  const edge = { signIn: { domain: { kind: "prefix", prefix: "example-shop" } } } as const;
  const environments = [
    withBlock("blue", "10.0.0.0/16", { identity, edge }),
    withBlock("green", "10.1.0.0/16", { identity, edge }),
    withBlock("red", "10.0.0.0/16", { identity, edge, region: "eu-west-1" }),
  ];
  expect(acrossFaults(environments).faults).toEqual([
    'environments.green.edge.signIn.domain.prefix is "example-shop", which environment blue has too, in the same region; give each environment its own prefix',
  ]);
});

test("lets only one environment of an account and region set the role of API Gateway's logs", () => {
  const setting = (name: string, index: number, accountLogging: "create" | "existing", region = "us-east-1") => {
    const environment = withBlock(name, `10.${index}.0.0/16`, { region });
    return { ...environment, edge: { ...environment.edge, restApi: { accountLogging } } } as Environment;
  };
  const environments = [
    setting("blue", 0, "create"),
    setting("green", 1, "existing"),
    setting("red", 2, "create"),
    setting("grey", 3, "create", "eu-west-1"),
  ];
  expect(acrossFaults(environments).faults).toEqual([
    'environments.red.edge.restApi.accountLogging is "create", as in environment blue of the same account and region; give "existing": one environment creates the logging role of an account and region',
  ]);
});

test("warns of a quota that several environments together exceed", () => {
  const gateways = (index: number) =>
    checked({ network: { cidrBlock: `10.${index}.0.0/16`, nat: "per-az", zones: 3 } }, `env-${index}`);
  expect(acrossFaults([gateways(0), gateways(1)])).toEqual({
    faults: [],
    warnings: [
      'env-0, env-1 together need 6 of the quota "EC2-VPC Elastic IPs (L-0263D0A3)", whose default is 5; have AWS raise the quota before the apply',
    ],
  });
  const logging = (index: number) =>
    checked(
      { network: { cidrBlock: `10.${index}.0.0/16` }, edge: { waf: { logging: { enabled: true } } } },
      `env-${index}`,
    );
  expect(
    acrossFaults(Array.from({ length: 11 }, (_, index) => logging(index))).warnings.map(
      (text) => text.split(" need ")[1],
    ),
  ).toEqual([
    '11 of the quota "VPCs per Region (L-F678F1CE)", whose default is 5; have AWS raise the quota before the apply',
    '11 of the quota "CloudWatch Logs resource policies per Region", whose default is 10; have AWS raise the quota before the apply',
  ]);
});

const logging = { waf: { logging: { enabled: true } } } as const;
const userPool = { clients: { passwordSignIn: { reason: "a program signs in by itself" } } };
const signedRoute = {
  method: "GET",
  path: "/status",
  integration: { kind: "mock", status: 200 },
  authorizer: { kind: "iam" },
} as const;

test.each<[string, Partial<EnvironmentRecord>, number]>([
  ["nothing", {}, 0],
  ["the web application's web ACL", { edge: logging }, 1],
  [
    "the user pool's web ACL",
    { identity: { userPool }, edge: { signIn: { domain: { kind: "prefix", prefix: "shop" }, ...logging } } },
    1,
  ],
  ["the REST API's web ACL", { edge: { restApi: { routes: [signedRoute], ...logging } } }, 1],
  [
    "the HTTP API",
    {
      identity: { userPool },
      compute: { functions: { hello: {} } },
      edge: {
        httpApi: {
          accessLogs: true,
          routes: [{ method: "GET", path: "/", function: "hello", authorizer: { kind: "jwt", token: "any" } }],
        },
      },
    },
    1,
  ],
  [
    "the REST API itself, which writes its records with the role of the account",
    { edge: { restApi: { routes: [signedRoute], accessLogs: true, executionLogs: true } } },
    0,
  ],
])("counts the resource policy of CloudWatch Logs that logs of %s need", (_, record, policies) => {
  const environments = Array.from({ length: 11 }, (_, index) =>
    withBlock(`env-${index}`, `10.${index}.0.0/16`, { ...record, region: "eu-west-1" }),
  );
  const warned = acrossFaults(environments).warnings.filter((text) => text.includes("resource policies"));
  expect(warned).toHaveLength(policies);
});
