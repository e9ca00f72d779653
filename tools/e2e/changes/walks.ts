import type { Changes } from "../changed-records";

/** One state of an environment on a walk: what differs from its record. */
export interface Station {
  readonly name: string;
  readonly changes: Changes;
  /** Date that departures and ends of support are judged by, `YYYY-MM-DD`. @default today */
  readonly today?: string;
  /** What the documentation has replaced by hand on the way to this state, by layer. @default nothing */
  readonly replace?: Readonly<Record<string, readonly string[]>>;
}

/** Changes of an applied environment, one after the other, and back to its record at the end. */
export interface Walk {
  readonly name: string;
  readonly stations: readonly Station[];
  /** Whether it is walked by `npm run e2e -- --all` alone. @default false */
  readonly onlyWithAll?: boolean;
}

const reason = "the emulated deploy changes the environment and changes it back";

/** Blocks that are reserved for documentation: RFC 5737 and RFC 3849. */
const [addresses, others, otherAddresses] = ["203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"].map((value) => ({
  value,
  reason,
}));

const apis: Walk = {
  name: "APIs",
  stations: [
    {
      name: "other functions, checks and callers of routes, with lists of addresses",
      changes: {
        "edge.restApi.routes.0.integration.function": "secureApi",
        "edge.restApi.routes.0.authorizer": { kind: "iam" },
        "edge.restApi.routes.1.query": null,
        "edge.restApi.routes.1.integration.request": "{}",
        "edge.restApi.routes.2.body": null,
        "edge.restApi.routes.3.authorizer": { kind: "iam" },
        "edge.httpApi.routes.0.authorizer": { value: "none", reason },
        "edge.httpApi.routes.0.function": "hello",
        "edge.sharedFunctions": ["hello"],
        "edge.restApi.waf": { ipLists: { allow: [addresses], deny: [others, otherAddresses] } },
        "edge.signIn.waf": { ipLists: { deny: [others] } },
        "edge.waf": { ipLists: { deny: [others] } },
      },
    },
    { name: "the record", changes: {} },
  ],
};

const network: Walk = {
  name: "network",
  stations: [
    {
      name: "two zones, one NAT gateway, no flow logs",
      changes: {
        "network.zones": 2,
        "network.nat": { value: "single", reason },
        "network.flowLogs": { value: false, reason },
      },
    },
    {
      name: "two zones, no endpoints",
      changes: {
        "network.zones": 2,
        "network.endpoints": false,
        "network.egress": { value: "anywhere", reason },
      },
    },
    { name: "the record", changes: {} },
  ],
};

/** docs/cloudfront.md, "Switching it on": AWS makes no load balancer internal or public, so that its protection goes first. */
const replaceable = { "edge.deletionProtection": { value: false, reason } };

const open = { ...replaceable, "edge.exposure": { value: "public", reason } };
const forCloudFront = { ...replaceable, "edge.exposure": "cloudfront-prefix-list", "edge.cloudFront.web": {} };

/** Each exposure to each other. */
const exposure: Walk = {
  name: "exposure",
  onlyWithAll: true,
  stations: [
    { name: "a load balancer that may be deleted", changes: replaceable },
    { name: "public, without CloudFront", changes: open },
    { name: "public, for CloudFront's servers", changes: forCloudFront },
    { name: "internal, behind a VPC origin", changes: replaceable },
    { name: "public again, for CloudFront's servers", changes: forCloudFront },
    { name: "public again, without CloudFront", changes: open },
    { name: "internal again, behind a VPC origin", changes: replaceable },
    { name: "the record", changes: {} },
  ],
};

/** The last day on which 8.0 can be chosen. */
const beforeTheEndOf80 = "2026-07-31";

/** moto does not store Performance Insights. */
const small = { performanceInsights: { value: false, reason } };

const deletable = { "compute.database": { ...small, deletionProtection: { value: false, reason } } };

const database: Walk = {
  name: "database",
  onlyWithAll: true,
  stations: [
    {
      name: "a database of the major version before",
      changes: { "compute.database": { ...small, engineVersion: "8.0" } },
      today: beforeTheEndOf80,
    },
    { name: "the next major version", changes: { "compute.database": { ...small, applyImmediately: true } } },
    { name: "a database that may be deleted", changes: deletable },
    { name: "no database", changes: {} },
    { name: "another database, whose final snapshot is beside the first one's", changes: deletable },
    { name: "the record", changes: {} },
  ],
};

const codeSigning: Walk = {
  name: "code signing",
  onlyWithAll: true,
  stations: [
    { name: "signed functions", changes: { "compute.codeSigning": true } },
    { name: "the record", changes: {} },
  ],
};

const roles = {
  permissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess",
  "edge.restApi.accountLogging": "existing",
};
const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-4333-8444-555555555555";

const otherNames = {
  "edge.httpApi.domain.publicName": "other-http-api.example.com",
  "edge.restApi.domain.publicName": "other-api.example.com",
  "edge.restApi.usagePlans": { partners: { apiKeys: ["other"] } },
  "edge.signIn.domain.prefix": "example-palisade-other",
};

/** `npm run order` refuses to leave a role or a record in place and to replace what refers to it in one apply. */
const names: Walk = {
  name: "names and roles",
  onlyWithAll: true,
  stations: [
    { name: "a boundary of the organization, and API Gateway's role left to the account", changes: roles },
    { name: "other names", changes: { ...roles, ...otherNames } },
    {
      name: "certificates that somebody else issued",
      changes: {
        ...roles,
        ...otherNames,
        "edge.httpApi.domain.certificate": certificate,
        "edge.restApi.domain.certificate": certificate,
      },
    },
    { name: "the record", changes: {} },
  ],
};

/** docs/cloudfront.md, "header-lambda": to that mode, and to another origin in that mode, by another distribution alone. */
const anotherDistribution = { edge: ["aws_cloudfront_distribution.edge_api_distribution"] };

const headerModes: Walk = {
  name: "modes of the origin's header",
  onlyWithAll: true,
  stations: (
    [
      ["header-lambda", anotherDistribution],
      ["header-apply", {}],
      ["header-kvs", {}],
      ["header-apply", {}],
      ["header-lambda", anotherDistribution],
      ["header-kvs", {}],
    ] as const
  ).map(([mode, replace]) => ({
    name: mode,
    changes: {
      "edge.originProtection.restApi": mode,
      // The distribution that is replaced takes its log delivery with it.
      "edge.cloudFront.accessLogs": true,
      ...(mode === "header-kvs" ? {} : { "edge.originProtection.headersInLocalState": { reason } }),
    },
    replace,
  })),
};

/** The walks of each environment that has some. */
export const walks: Readonly<Record<string, readonly Walk[]>> = {
  lab: [headerModes],
  prod: [apis, network, exposure, database, codeSigning, names],
};

export const walkNames = Object.values(walks).flatMap((ofOne) => ofOne.map(({ name }) => name));
