import fc from "fast-check";
import { checkEnvironments } from "../../../stacks/environments/check";
import { withValue } from "../../../stacks/environments/tree";
import { environments } from "../../support/example-records";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { httpApiBehindCloudFront, production, trial } from "../../support/records";
import { today } from "../../support/today";

/** A record as it may come from a user, who is not held by its type. */
const faultsOf = (record: object, name = "prod", day = today): readonly string[] => {
  try {
    checkEnvironments({ [name]: { ...production, ...record } }, day);
    return [];
  } catch (error) {
    return (error as { faults: readonly string[] }).faults;
  }
};
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`Tag${index}`, "x"]));
const edge = (changes: object) => ({ edge: { ...production.edge, ...changes } });
const domain = (changes: object) => edge({ domain: { ...production.edge.domain, ...changes } });
const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

test("finds no fault in the examples, and no departure in production", () => {
  const { environments: checked, departures } = checkEnvironments(environments, today);
  expect(checked.map(({ name }) => name)).toEqual(["demo", "lab", "prod"]);
  expect(departures["prod"]).toEqual([]);
});

describe("refuses, in one sentence with the place, the value and the rule,", () => {
  test.each<[string, object, readonly string[]]>([
    [
      "a block too small for a load balancer",
      { network: { cidrBlock: "10.0.0.0/30" } },
      [
        'environments.prod.network.cidrBlock is "10.0.0.0/30"; give a block between /16, AWS\'s largest, and /23, which leaves a load balancer the /27 that it needs in each zone',
      ],
    ],
    [
      "a public block",
      { network: { cidrBlock: "52.10.0.0/16" } },
      [
        'environments.prod.network.cidrBlock is "52.10.0.0/16"; give a private block, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10',
      ],
    ],
    [
      "a block with bits behind its prefix",
      { network: { cidrBlock: "10.0.0.1/16" } },
      [
        'environments.prod.network.cidrBlock is "10.0.0.1/16"; give an IPv4 block such as 10.0.0.0/16, with no bits set behind its prefix',
      ],
    ],
    [
      "fewer zones than a load balancer needs",
      { network: { zones: 1 } },
      [
        "environments.prod.network.zones is 1; give 2 to 4 zones, or a list of 2 to 4 names: a load balancer needs two zones",
      ],
    ],
    [
      "one zone by name",
      { network: { zones: ["eu-west-1a"] } },
      [
        'environments.prod.network.zones is ["eu-west-1a"]; give 2 to 4 zones, or a list of 2 to 4 names: a load balancer needs two zones',
      ],
    ],
    [
      "a zone of another region",
      { network: { zones: ["eu-west-1a", "us-east-1b"] } },
      ['environments.prod.network.zones.1 is "us-east-1b"; give a zone of eu-west-1'],
    ],
    [
      "a domain without a hosted zone",
      domain({ hostedZoneId: undefined }),
      [
        "environments.prod.edge.domain.hostedZoneId is missing; give the id of the Route 53 hosted zone that holds the name",
      ],
    ],
    [
      "a domain without a certificate",
      domain({ certificate: undefined }),
      ['environments.prod.edge.domain.certificate is missing; give "issued", or the ARN of an ACM certificate'],
    ],
    [
      "a certificate of another region",
      domain({ certificate: certificate("us-east-1") }),
      [
        `environments.prod.edge.domain.certificate is "${certificate("us-east-1")}"; give a certificate of eu-west-1, where the load balancer is`,
      ],
    ],
    [
      "no domain and no reason to serve plain HTTP",
      edge({ domain: undefined }),
      [
        "environments.prod.edge.domain is missing; give { name, hostedZoneId, certificate }, or serve without encryption by edge.plainHttp: { reason }",
        "environments.prod.edge.cloudFront.web has no domain name of its own, and CloudFront's own certificate accepts TLS older than 1.2; give edge.domain, or edge.cloudFront.oldTls: { reason }",
      ],
    ],
    [
      "plain HTTP beside a domain",
      edge({ plainHttp: { reason: "because we always did" } }),
      [
        'environments.prod.edge.plainHttp is a departure while edge.domain is "app.example.com"; leave it out, since a domain has a certificate',
      ],
    ],
    [
      "a state in S3 without a bucket",
      { state: { ...production.state, bucket: undefined } },
      [
        "environments.prod.state.bucket is missing; give a bucket name: 3 to 63 lower-case letters, digits or hyphens (S3 User Guide, bucket naming rules)",
      ],
    ],
    [
      "HCP Terraform without named workspaces",
      { state: { backend: "hcp", organization: "example" } },
      [
        "environments.prod.state.workspacePrefix is missing; give 1 to 40 letters, digits, _ or -: each layer's workspace is named <workspacePrefix><environment>-<layer>",
      ],
    ],
    [
      "HCP Terraform's workspaces by tags",
      { state: { backend: "hcp", organization: "example", workspacePrefix: "p-", tags: ["x"] } },
      [
        "environments.prod.state.tags is not a setting; the group has backend, organization, workspacePrefix, hostname; other groups have tags",
      ],
    ],
    [
      "a backend that is none",
      { state: { backend: "gcs" } },
      ['environments.prod.state.backend is "gcs"; give { backend: "local" | "s3" | "hcp" | "http", … }'],
    ],
    [
      "an address over HTTP that is not encrypted",
      { state: { backend: "http", address: "http://git.example.com" } },
      ['environments.prod.state.address is "http://git.example.com"; give an https URL, without a slash at its end'],
    ],
    [
      "a health path without its slash",
      { compute: { fleet: { healthPath: "health" } } },
      [
        'environments.prod.compute.fleet.healthPath is "health"; give a path that starts with "/" and is not "/" alone, of letters, digits and . _ - /, such as /health',
      ],
    ],
    [
      "a weaker value without its reason",
      { compute: { fleet: { placement: "public" } } },
      [
        'environments.prod.compute.fleet.placement is "public"; give "private", or { value: "public", reason }: the internet can then address each instance',
      ],
    ],
    [
      "a reason that is none",
      { keepData: { value: false, reason: "x" } },
      [
        'environments.prod.keepData.reason is "x"; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
      ],
    ],
    [
      "a topic of another region",
      { alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:operations" },
      [
        'environments.prod.alarmTopicArn is "arn:aws:sns:us-east-1:123456789012:operations"; give a topic in eu-west-1: an alarm notifies only topics of its own region',
      ],
    ],
    [
      "an edge topic outside us-east-1",
      { edgeAlarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations" },
      [
        'environments.prod.edgeAlarmTopicArn is "arn:aws:sns:eu-west-1:123456789012:operations"; give a topic in us-east-1, where CloudFront\'s metrics are',
      ],
    ],
    [
      "a region of another partition",
      { region: "cn-north-1" },
      ['environments.prod.region is "cn-north-1"; give an AWS Region of the standard partition, such as eu-west-1'],
    ],
    [
      "a tag that is set already",
      { tags: { Environment: "x" } },
      ["environments.prod.tags.Environment is a tag that Palisade or AWS sets; give another key"],
    ],
    [
      "a sign that a tag's value cannot have",
      { tags: { Note: "50%" } },
      ['environments.prod.tags.Note is "50%"; give at most 256 letters, digits, spaces or _ . : / = + - @'],
    ],
    [
      "tags that IAM takes for the same",
      { tags: { Team: "web", owner: "x", team: "shop", "AWS:x": "y" } },
      [
        "environments.prod.tags.owner is a tag that Palisade or AWS sets; give another key",
        "environments.prod.tags.AWS:x is a tag that Palisade or AWS sets; give another key",
        'environments.prod.tags.team differs from "Team" in case alone, and to IAM both are the same key; leave one of the two out',
      ],
    ],
    [
      "more tags than a resource has room for",
      { tags: tags(45) },
      ["environments.prod.tags are 45, besides Palisade's own 6; give at most 44: AWS accepts 50 on a resource"],
    ],
    [
      "more tags than an object of S3 has room for",
      { tags: tags(6), compute: { codeSigning: true } },
      [
        "environments.prod.tags are 6, besides Palisade's own 5; give at most 5: AWS accepts 10 on an S3 object, and compute.codeSigning and an API's mutualTls make S3 objects",
      ],
    ],
    [
      "instances that nothing leads out of",
      { network: { egress: { value: "anywhere", reason: "for this test alone" }, nat: "none" } },
      [
        'environments.prod.network.nat is "none" while instances are private and network.egress is "anywhere"; give "per-az", or { value: "single", reason }, or switch network.endpoints on: private instances have no other way out of the VPC',
      ],
    ],
    [
      "egress to endpoints that there are not",
      { network: { endpoints: false } },
      [
        'environments.prod.network.egress is "endpoints" while network.endpoints is false; switch the endpoints on, or give { value: "anywhere", reason }: without the endpoints instances could not reach Systems Manager',
      ],
    ],
    [
      "a password, wherever it stands",
      {
        compute: {
          database: { masterPassword: "correct horse", user: { kind: "iam", password: "battery" } },
          functions: { queryPlayer: { passwd: "staple" } },
        },
        network: { databasePwd: "secret" },
      },
      [
        "network.databasePwd",
        "compute.functions.queryPlayer.passwd",
        "compute.database.user.password",
        "compute.database.masterPassword",
      ].map(
        (place) =>
          `environments.prod.${place} is refused: a record holds no password; leave it out. RDS makes and rotates the master user's password; compute.database.user says how the query function's password is made`,
      ),
    ],
    [
      "a setting that is none",
      { network: { nats: "single" } },
      [
        "environments.prod.network.nats is not a setting; give nat; the group has cidrBlock, sharesCidrBlock, zones, nat, endpoints, ec2messagesEndpoint, executeApiEndpoint, egress, ipv6, flowLogs",
      ],
    ],
    [
      "a setting of another group, and a number in the place of text",
      { network: { retentionDays: 90 }, accountId: 210987654321 },
      [
        'environments.prod.accountId is 210987654321; give text, in quotation marks: "210987654321"',
        "environments.prod.network.retentionDays is not a setting; the group has cidrBlock, sharesCidrBlock, zones, nat, endpoints, ec2messagesEndpoint, executeApiEndpoint, egress, ipv6, flowLogs; other groups have logs.retentionDays",
      ],
    ],
    [
      "a misspelt rule of a managed group, and a word in the place of a group",
      {
        edge: {
          ...production.edge,
          waf: { groups: { common: { rules: { NoUserAgentHeader: "count" } }, linux: "block" } },
        },
      },
      [
        expect.stringMatching(
          /^environments\.prod\.edge\.waf\.groups\.common\.rules\.NoUserAgentHeader is not a setting; give NoUserAgent_HEADER; the group has NoUserAgent_HEADER, /,
        ),
        'environments.prod.edge.waf.groups.linux is "block"; give a group of settings: { mode, version, rules }',
      ],
    ],
    [
      "a preset that is none",
      { preset: "staging" },
      ['environments.prod.preset is "staging"; give one of demo, lab, production'],
    ],
    [
      "steps of a preset that has none",
      { lab: { step: "base", signInPrefix: "example-lab" } },
      ['environments.prod.lab is given while preset is "production"; leave it out: only the preset "lab" has steps'],
    ],
    [
      "a lab without its step",
      { preset: "lab" },
      [
        "environments.prod.lab is missing; give { step, signInPrefix }, where step is one of base, rotatingSecret, edgeOnly, firewall, signedIn",
      ],
    ],
    [
      "a step that is none, and a prefix that nobody can have",
      { preset: "lab", lab: { step: "hardened", signInPrefix: "aws-lab", stage: "Dev" } },
      [
        'environments.prod.lab.step is "hardened"; give one of base, rotatingSecret, edgeOnly, firewall, signedIn',
        'environments.prod.lab.signInPrefix is "aws-lab"; give 1 to 63 lower-case letters, digits or hyphens, with no hyphen at either end, and without the words aws, amazon, cognito',
        "environments.prod.lab.stage is not a setting; give { step, signInPrefix }, where step is one of base, rotatingSecret, edgeOnly, firewall, signedIn",
      ],
    ],
  ])("%s", (_, record, faults) => {
    expect(faultsOf(record)).toEqual(faults);
  });

  test("an environment's name that makes its load balancer's name too long", () => {
    expect(faultsOf({}, "customer-portal-staging")).toEqual([
      'environments.customer-portal-staging: the name is "customer-portal-staging"; give at most 16 lower-case letters, digits and single hyphens, so that names such as "customer-portal-staging-edge-web" stay within AWS\'s limits',
    ]);
  });
});

describe("a departure", () => {
  const until = (date: string) => ({ teardown: { reason: "the project has ended", until: date } });

  test("holds through its last day, and fails from the next day", () => {
    expect(faultsOf(until("2026-11-21"), "prod", "2026-11-21")).toEqual([]);
    expect(faultsOf(until("2026-11-21"), "prod", "2026-11-22")).toEqual([
      "environments.prod.teardown ended on 2026-11-21; remove the departure, or give a later until, with a reason",
    ]);
  });

  test("is listed with its place, reason and end", () => {
    const record = { ...production, ...until("2027-01-31") };
    expect(checkEnvironments({ prod: record }, today).departures).toEqual({
      prod: [{ path: "teardown", reason: "the project has ended", until: "2027-01-31" }],
    });
  });

  test("is the only weakness of a trial, and production has no departure", () => {
    const { departures } = checkEnvironments({ trial, production }, today);
    expect(departures["production"]).toEqual([]);
    expect(departures["trial"]?.map(({ path }) => path)).toEqual([
      "logs.retentionDays",
      "alarmTopicArn",
      "keepData",
      "network.egress",
      "network.flowLogs",
      "identity.keyDeletionWindowDays",
      "compute.fleet.placement",
      "compute.fleet.size.min",
      "compute.fleet.observability",
      "edge.plainHttp",
      "edge.exposure",
      "edge.deletionProtection",
      "edge.accessLogs",
      "edge.waf.groups.ipReputation.mode",
      "edge.waf.botControl",
      "edge.waf.rateLimit",
      "edge.waf.logging.enabled",
    ]);
  });
});

test("a record without a preset has the preset production", () => {
  const { preset: _, ...record } = production;
  expect(checkEnvironments({ prod: record }, today)).toEqual(checkEnvironments({ prod: production }, today));
});

test("reports every fault at once, also faults across fields and across environments", () => {
  const records = {
    one: { ...production, network: { zones: 9 }, owner: undefined, compute: { fleet: { healthPath: "health" } } },
    two: {
      ...production,
      ...domain({ certificate: certificate("us-east-1") }),
      state: { ...production.state, bucket: undefined },
    },
    three: { ...trial, preset: "staging" },
  } as unknown as Readonly<Record<string, EnvironmentRecord>>;
  const places = (() => {
    try {
      checkEnvironments(records, today);
      return [];
    } catch (error) {
      return (error as { faults: readonly string[] }).faults.map((fault) => fault.split(/[ :]/)[0]);
    }
  })();
  expect(places).toEqual([
    "environments.one.owner",
    "environments.one.network.zones",
    "environments.one.compute.fleet.healthPath",
    "environments.two.state.bucket",
    "environments.two.edge.domain.certificate",
    "environments.three.preset",
  ]);
});

const reasonRule = 'give the value a reason: { value, reason: "at least ten characters", until?: "YYYY-MM-DD" }';

test.each<[setting: string, given: object, said: string]>([
  ["waf.botControl", { value: false }, reasonRule],
  ["waf.botControl", { value: false, reason: "short" }, reasonRule],
  ["waf.rateLimit", { value: "off" }, reasonRule],
  ["waf.rateLimit", { value: { limit: 5000 }, reason: "short" }, reasonRule],
  ["accessLogs", { value: false }, "give true, or { value: false, reason }"],
])("a departure from %s without a reason is refused for the reason: %j", (setting, given, said) => {
  const changes = withValue({}, setting.split("."), given) as object;
  expect(faultsOf(edge(changes))).toEqual([`environments.prod.edge.${setting} is ${JSON.stringify(given)}; ${said}`]);
});

test("text in the place of a number is told to leave out the quotation marks", () => {
  expect(faultsOf(edge({ requestsPerInstance: "10" }))).toEqual([
    'environments.prod.edge.requestsPerInstance is "10"; give a number, without quotation marks: 10',
  ]);
  expect(faultsOf(edge({ requestsPerInstance: "many" }))).toEqual([
    'environments.prod.edge.requestsPerInstance is "many"; give a whole number, 1 or more',
  ]);
});

test("a fault in a route of an API is no fault of a distribution, which reads the API's domain", () => {
  const { httpApi, ...others } = httpApiBehindCloudFront.edge;
  const routes = [{ method: "GET", path: "/items", function: "helo", authorizer: { kind: "jwt", token: "any" } }];
  expect(faultsOf({ ...httpApiBehindCloudFront, edge: { ...others, httpApi: { ...httpApi, routes } } })).toEqual([
    expect.stringMatching(/^environments\.prod\.edge\.httpApi\.routes\.0\.function is "helo"; give one of /),
  ]);
});

test("names each of any number of random faults", () => {
  const faulty: Readonly<Record<string, [path: string, record: object]>> = {
    region: ["region", { region: "moon-1" }],
    account: ["accountId", { accountId: "12" }],
    owner: ["owner", { owner: "" }],
    zones: ["network.zones", { network: { zones: 7 } }],
    block: ["network.cidrBlock", { network: { cidrBlock: "1.2.3.4/5" } }],
    nat: ["network.nat", { network: { nat: "both" } }],
    keys: ["identity.keyDeletionWindowDays", { identity: { keyDeletionWindowDays: 3 } }],
    health: ["compute.fleet.healthPath", { compute: { fleet: { healthPath: "x" } } }],
    exposure: ["edge.exposure", { edge: { exposure: "private" } }],
    retention: ["logs.retentionDays", { logs: { retentionDays: 8 } }],
    state: ["state.bucket", { state: { ...production.state, bucket: "A" } }],
  };
  fc.assert(
    fc.property(fc.subarray(Object.keys(faulty), { minLength: 1 }), (names) => {
      const record = names.reduce<Record<string, object>>((sum, name) => {
        for (const [key, value] of Object.entries(faulty[name]?.[1] ?? {}) as [string, object][]) {
          sum[key] = typeof value === "object" ? { ...sum[key], ...value } : value;
        }
        return sum;
      }, {});
      const places = faultsOf({ ...record, edge: { ...production.edge, ...record["edge"] } }).map(
        (fault) => fault.split(" ")[0],
      );
      expect(new Set(places)).toEqual(new Set(names.map((name) => `environments.prod.${faulty[name]?.[0] ?? ""}`)));
    }),
    { numRuns: 50 },
  );
});
