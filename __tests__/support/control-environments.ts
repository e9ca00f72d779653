import { environments } from "./example-records/index";
import { lab } from "./example-records/lab";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";

const reason = "a variant that the controls look at";

/** The presets with what they leave to an environment, and no more: what fixtures break. */
const production: EnvironmentRecord = {
  preset: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  owner: "platform",
  costCentre: "web",
  state: {
    backend: "s3",
    bucket: "example-state",
    kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1a2b3c4d-5e6f-4a1b-8c2d-123456789012",
  },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  network: { cidrBlock: "10.20.0.0/16" },
  edge: { domain: { name: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } },
};
const trial: EnvironmentRecord = { preset: "demo", owner: "platform", costCentre: "trial" };

const ownName = { hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } as const;
const apiDomain = (publicName: string) => ({ publicName, ...ownName });
const hello = { method: "GET", integration: { kind: "function", function: "hello" } } as const;

const queryPlayer = { kind: "function", function: "queryPlayer" } as const;

/** Both APIs behind CloudFront, whose distributions have the header. */
const withHeaders = (mode: "header-apply" | "header-lambda"): EnvironmentRecord => ({
  ...production,
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
  compute: { functions: { hello: {}, secureApi: {} } },
  edge: {
    ...production.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    cloudFront: { httpApi: {}, restApi: { cachedPaths: ["/static/*"] } },
    originProtection: { httpApi: mode, restApi: mode },
    httpApi: {
      domain: { ...apiDomain("http-api.example.com"), originName: "origin-http-api.example.com" },
      routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
    },
    restApi: {
      domain: { ...apiDomain("api.example.com"), originName: "origin-api.example.com" },
      routes: [{ ...hello, path: "/hello", authorizer: { kind: "cognito", token: "access", scopes: ["read"] } }],
    },
  },
});

/** Both APIs at paths of the web application's distribution. */
const atPaths = (originProtection: object): EnvironmentRecord => ({
  ...production,
  identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
  compute: { functions: { hello: {}, secureApi: {} } },
  edge: {
    ...production.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    waf: { botControl: { value: false, reason } },
    cloudFront: { web: { cachedPaths: ["/static/*"], restApi: { cachedPaths: ["/docs/*"] }, httpApi: {} } },
    originProtection,
    httpApi: {
      domain: apiDomain("origin-http-api.example.com"),
      routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
    },
    restApi: {
      domain: apiDomain("origin-api.example.com"),
      routes: [
        { ...hello, path: "/hello/{name}", authorizer: { kind: "cognito", token: "access", scopes: ["read"] } },
        {
          ...hello,
          path: "/docs/{page+}",
          integration: { kind: "mock", status: 200 },
          authorizer: { value: "none", reason },
        },
      ],
    },
  },
});

/** Environments of nobody's, in which the switches are set that change what the controls look at. */
const variants = (caBundle: string): Readonly<Record<string, EnvironmentRecord>> => ({
  production,
  trial,
  "public-web": { ...production, edge: { ...production.edge, exposure: { value: "public", reason } } },
  broad: {
    ...production,
    network: {
      ...production.network,
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"],
      nat: { value: "single", reason },
      ipv6: true,
      ec2messagesEndpoint: true,
    },
    edge: {
      domain: {
        name: "app.example.com",
        hostedZoneId: "Z0123456789EXAMPLE",
        certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
      },
      waf: {
        groups: { posix: { mode: "block" }, php: { mode: "block" }, adminProtection: { mode: "block" } },
        ipLists: { allow: ["9.9.9.0/24"], deny: ["8.8.8.0/24", "2600:1f00::/24"] },
        countries: { block: ["AQ"] },
        pages: { captcha: ["/sign-up"], challenge: ["/login"] },
        logging: { keep: "everything" },
        capacitySurcharge: { reason },
      },
    },
  },
  "org-boundary": {
    ...environments["prod"],
    permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/organization/workload-boundary",
  },
  "without-nat": { ...production, network: { ...production.network, nat: "none" } },
  "nat-alone": {
    ...production,
    network: { ...production.network, nat: "per-az", endpoints: false, egress: { value: "anywhere", reason } },
    edge: { plainHttp: { reason }, exposure: { value: "public", reason } },
  },
  "public-fleet": {
    ...production,
    network: { ...production.network, ipv6: true, nat: "none" },
    compute: { fleet: { placement: { value: "public", reason } } },
  },
  cloudfront: {
    ...production,
    edge: { ...production.edge, cloudFront: { web: { cachedPaths: ["/static/*"] } } },
  },
  "cloudfront-list": {
    ...production,
    network: { ...production.network, ipv6: true },
    edge: {
      ...production.edge,
      exposure: "cloudfront-prefix-list",
      cloudFront: { web: { cachedPaths: ["/static/*"] } },
      originProtection: { headerName: "x-from-cloudfront" },
    },
  },
  "cloudfront-weak": {
    ...production,
    edge: {
      plainHttp: { reason },
      cloudFront: { web: {}, oldTls: { reason }, accessLogs: { value: false, reason } },
    },
  },
  "cloudfront-rest": {
    ...production,
    identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
    compute: {
      functions: {
        hello: {},
        requestAuthorizer: { checks: { kind: "header", name: "x-partner-key", sha256: "0".repeat(64) } },
      },
      codeSigning: true,
    },
    edge: {
      ...production.edge,
      signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
      cloudFront: { restApi: { cachedPaths: ["/static/*"] } },
      originProtection: { headerName: "x-from-cloudfront" },
      restApi: {
        domain: { ...apiDomain("api.example.com"), originName: "origin-api.example.com" },
        requestAuthorizer: "REQUEST",
        routes: [
          { ...hello, path: "/hello", authorizer: { kind: "cognito", token: "access", scopes: ["read"] } },
          { ...hello, path: "/partners", authorizer: { kind: "lambda" } },
        ],
      },
    },
  },
  "cloudfront-http": {
    ...production,
    identity: { userPool: { clients: { machine: { apiScopes: ["read"] } } } },
    compute: { functions: { secureApi: {}, hello: {} } },
    edge: {
      ...production.edge,
      signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
      cloudFront: { httpApi: { cachedPaths: ["/static/*"] } },
      originProtection: { headerName: "x-from-cloudfront" },
      httpApi: {
        domain: { ...apiDomain("http-api.example.com"), originName: "origin-http-api.example.com" },
        routes: [
          { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
          { method: "GET", path: "/hello", function: "hello", authorizer: { kind: "jwt", scopes: ["read"] } },
        ],
      },
    },
  },
  "header-lambda": withHeaders("header-lambda"),
  "header-apply": withHeaders("header-apply"),
  "at-paths": atPaths({ restApi: "header-kvs", httpApi: "header-kvs" }),
  "at-paths-lambda": atPaths({ restApi: "header-lambda", httpApi: "header-lambda" }),
  "at-paths-apply": atPaths({ restApi: "header-apply", httpApi: { value: "none", reason } }),
  "cdn-http-weak": {
    ...trial,
    compute: { functions: { hello: {} } },
    edge: {
      cloudFront: { httpApi: {}, oldTls: { reason }, accessLogs: { value: false, reason } },
      originProtection: { httpApi: { value: "none", reason } },
      httpApi: { routes: [{ method: "GET", path: "/", function: "hello", authorizer: { value: "none", reason } }] },
    },
  },
  "cdn-rest-weak": {
    ...trial,
    edge: {
      cloudFront: { restApi: {}, oldTls: { reason }, accessLogs: { value: false, reason } },
      originProtection: { restApi: { value: "none", reason } },
      restApi: {
        routes: [
          { ...hello, path: "/", integration: { kind: "mock", status: 200 }, authorizer: { value: "none", reason } },
        ],
      },
    },
  },
  apis: {
    ...production,
    identity: {
      userPool: {
        clients: {
          web: { callbackUrls: ["https://app.example.com/callback"], apiScopes: ["read", "write"] },
          server: { callbackUrls: ["https://app.example.com/server"] },
          machine: { apiScopes: ["read"] },
        },
      },
    },
    compute: { codeSigning: true, functions: { secureApi: {}, hello: {}, requestAuthorizer: {} } },
    edge: {
      ...production.edge,
      sharedFunctions: ["hello"],
      signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
      httpApi: {
        domain: apiDomain("http-api.example.com"),
        cors: { origins: ["https://app.example.com"] },
        routes: [
          { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
          {
            method: "GET",
            path: "/items/{id}",
            function: "hello",
            authorizer: { kind: "jwt", token: "any" },
            throttle: { ratePerSecond: 5, burst: 5 },
          },
        ],
      },
      restApi: {
        domain: apiDomain("api.example.com"),
        accountLogging: "create",
        cors: { origin: "https://app.example.com" },
        policy: { deny: { cidrBlocks: ["8.8.8.0/24"] } },
        usagePlans: {
          partners: {
            apiKeys: ["acme"],
            methods: [{ method: "GET", path: "/partners/{id}", ratePerSecond: 1, burst: 1 }],
          },
        },
        routes: [
          { ...hello, path: "/hello", authorizer: { kind: "cognito", token: "id" } },
          { ...hello, path: "/partners/{id}", authorizer: { kind: "lambda" }, apiKey: true },
          { ...hello, path: "/status", authorizer: { kind: "iam" }, throttle: { ratePerSecond: 5, burst: 5 } },
          {
            ...hello,
            path: "/greeting",
            integration: { kind: "template", function: "hello", request: "{}" },
            authorizer: { kind: "cognito", token: "access", scopes: ["read"] },
          },
        ],
      },
    },
  },
  "apis-weak": {
    ...trial,
    identity: {
      userPool: {
        tier: "PLUS",
        selfSignUp: { reason },
        signUpDomains: ["example.com"],
        password: { minimumLength: { value: 8, reason }, history: { value: 0, reason } },
        mfa: { value: "off", reason },
        threatProtection: { mode: { value: "AUDIT", reason } },
        clients: {
          web: { callbackUrls: ["http://localhost"], refreshTokenRotation: { value: "off", reason } },
          server: {
            callbackUrls: ["https://localhost"],
            refreshTokenRotation: { value: "off", reason },
            secretInLocalState: { reason },
          },
          machine: { apiScopes: ["read"], secretInLocalState: { reason } },
          legacyImplicit: { reason, callbackUrls: ["https://localhost"] },
          passwordSignIn: { reason, flow: "USER_PASSWORD_AUTH" },
        },
      },
    },
    compute: { functions: { hello: {}, requestAuthorizer: {} } },
    edge: {
      sharedFunctions: ["hello"],
      signIn: {
        domain: { kind: "prefix", prefix: "example-trial" },
        pages: "classic",
        waf: { groups: { ipReputation: { mode: "block" } }, rateLimit: {}, logging: { enabled: true } },
      },
      httpApi: {
        cors: { origins: { value: "*", reason } },
        routes: [
          { method: "GET", path: "/", function: "hello", authorizer: { value: "none", reason } },
          { method: "POST", path: "/", function: "hello", authorizer: { kind: "jwt", token: "any" } },
        ],
      },
      restApi: {
        cors: { origin: { value: "*", reason } },
        policy: { tlsOnly: { value: false, reason } },
        apiKeysInLocalState: { reason },
        usagePlans: { partners: { apiKeys: ["acme"], quota: { value: "none", reason } } },
        routes: [
          { ...hello, path: "/items/{id}", authorizer: { value: "none", reason } },
          { ...hello, method: "DELETE", path: "/items/{id}", authorizer: { kind: "lambda" }, apiKey: true },
          { ...hello, path: "/", integration: { kind: "mock", status: 200 }, authorizer: { value: "none", reason } },
        ],
      },
    },
  },
  "weaker-values": {
    ...production,
    identity: {
      keyDeletionWindowDays: { value: 20, reason },
      userPool: {
        tier: "PLUS",
        mfa: "optional",
        password: { temporaryPasswordDays: { value: 30, reason } },
        passkeys: { userVerification: { value: "preferred", reason } },
        email: {
          sender: "ses",
          identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
          from: "no-reply@example.com",
        },
        threatProtection: {
          accountTakeover: {
            high: { value: "mfa-if-configured", reason },
            notifyUser: { value: false, reason },
          },
        },
        clients: { web: { callbackUrls: ["https://app.example.com/callback"], apiScopes: ["read"] } },
      },
    },
    compute: {
      fleet: { maximumInstanceLifetimeDays: { value: 90, reason } },
      functions: { hello: {}, secureApi: {} },
      database: {
        performanceInsights: { value: false, reason },
        user: { kind: "lambda-alternating", rotationDays: { value: 180, reason } },
      },
    },
    edge: {
      ...production.edge,
      securityPolicy: { value: "ELBSecurityPolicy-TLS13-1-2-2021-06", reason },
      signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
      waf: { captchaImmunitySeconds: { value: 600, reason }, challengeImmunitySeconds: { value: 600, reason } },
      cloudFront: {
        web: { responseHeaders: { hstsSeconds: { value: 300, reason } } },
        restApi: { responseHeaders: { frames: { value: "SAMEORIGIN", reason } } },
        httpApi: { responseHeaders: { hstsSeconds: { value: 0, reason }, frames: { value: "SAMEORIGIN", reason } } },
      },
      originProtection: { rotationDays: { value: 180, reason } },
      httpApi: {
        detailedMetrics: { value: false, reason },
        domain: { ...apiDomain("http-api.example.com"), originName: "origin-http-api.example.com" },
        routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
      },
      restApi: {
        executionLogs: { value: false, reason },
        detailedMetrics: { value: false, reason },
        tracing: { value: false, reason },
        authorizerCacheSeconds: { value: 3600, reason },
        domain: { ...apiDomain("api.example.com"), originName: "origin-api.example.com" },
        routes: [{ ...hello, path: "/hello", authorizer: { kind: "cognito", token: "access", scopes: ["read"] } }],
      },
    },
  },
  "apis-closed": {
    ...production,
    network: { ...production.network, executeApiEndpoint: { privateDns: false } },
    identity: {
      userPool: {
        clients: { web: { callbackUrls: ["https://app.example.com/callback"], apiScopes: ["read", "write"] } },
      },
    },
    compute: { functions: { secureApi: {}, hello: {} } },
    edge: {
      ...production.edge,
      signIn: { domain: { ...ownName, kind: "own", name: "auth.example.com", parentRecord: "elsewhere" } },
      httpApi: {
        domain: apiDomain("http-api.example.com"),
        mutualTls: { caBundle },
        routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
      },
      restApi: { endpoint: "private", routes: [{ ...hello, path: "/hello", authorizer: { kind: "iam" } }] },
    },
  },
  database: {
    ...production,
    compute: { functions: { queryPlayer: {} }, codeSigning: true, database: {} },
    edge: {
      ...production.edge,
      restApi: { routes: [{ ...hello, path: "/", integration: queryPlayer, authorizer: { kind: "iam" } }] },
    },
  },
  "database-weak": {
    ...trial,
    network: { nat: { value: "single", reason } },
    compute: { functions: { queryPlayer: {} }, database: { user: { kind: "lambda-single-user" } } },
  },
  "database-iam": {
    ...production,
    compute: { functions: { queryPlayer: {} }, database: { user: { kind: "iam" } } },
  },
  "lab-base": { ...lab, lab: { step: "base", signInPrefix: "example-lab" } },
  "lab-edge-only": { ...lab, lab: { step: "edgeOnly", signInPrefix: "example-lab" } },
  teardown: { ...production, compute: { database: {} }, teardown: { reason } },
  "state-http": { ...trial, state: { backend: "http", address: "https://gitlab.example.com/api/v4/terraform/state" } },
  "state-hcp": {
    ...trial,
    state: { backend: "hcp", organization: "example", workspacePrefix: "palisade-" },
    network: { ipv6: true },
  },
});

/**
 * What the controls sweep over: every environment of the project, and the variants.
 *
 * @param caBundle the path of a PEM file, relative to the repository
 */
export const controlEnvironments = (caBundle: string): Readonly<Record<string, EnvironmentRecord>> => ({
  ...environments,
  ...variants(caBundle),
});
