import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";

/** The presets with what they leave to an environment, and no more: the web application alone, without users or APIs. */
export const production = {
  preset: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  owner: "platform",
  costCentre: "web",
  state: {
    backend: "s3",
    bucket: "example-palisade-state",
    region: "eu-west-1",
    kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1a2b3c4d-5e6f-4a1b-8c2d-123456789012",
  },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  network: { cidrBlock: "10.20.0.0/16" },
  edge: { domain: { name: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } },
} as const satisfies EnvironmentRecord;

/** The same without CloudFront: the internet reaches the load balancer itself. */
export const publicProduction = {
  ...production,
  edge: { ...production.edge, exposure: { value: "public", reason: "the load balancer of a test is public" } },
} as const satisfies EnvironmentRecord;

/** The web application with some files kept at CloudFront, whose VPC origin leads to an internal load balancer. */
export const webByVpcOrigin = {
  ...production,
  edge: { ...production.edge, cloudFront: { web: { cachedPaths: ["/static/*"] } } },
} as const satisfies EnvironmentRecord;

/** The same with a load balancer that CloudFront's servers reach, whoever's, and a header that it asks for. */
export const webByPrefixList = {
  ...webByVpcOrigin,
  network: { ...production.network, ipv6: true },
  edge: { ...webByVpcOrigin.edge, exposure: "cloudfront-prefix-list" },
} as const satisfies EnvironmentRecord;

/** The REST API behind CloudFront, by the header that the API asks for; the web application as it was. */
export const restApiBehindCloudFront = {
  ...publicProduction,
  identity: {
    userPool: { clients: { web: { callbackUrls: ["https://app.example.com/signed-in"], apiScopes: ["read"] } } },
  },
  compute: { functions: { hello: {} } },
  edge: {
    ...publicProduction.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    cloudFront: { restApi: { cachedPaths: ["/static/*"] } },
    restApi: {
      domain: {
        publicName: "api.example.com",
        originName: "origin-api.example.com",
        hostedZoneId: "Z0123456789EXAMPLE",
        certificate: "issued",
      },
      routes: [
        {
          method: "GET",
          path: "/hello",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "id" },
        },
      ],
    },
  },
} as const satisfies EnvironmentRecord;

/** The HTTP API behind CloudFront, by the header that its functions ask for; the web application as it was. */
export const httpApiBehindCloudFront = {
  ...publicProduction,
  identity: {
    userPool: { clients: { web: { callbackUrls: ["https://app.example.com/signed-in"], apiScopes: ["read"] } } },
  },
  compute: { functions: { secureApi: {}, hello: {} } },
  edge: {
    ...publicProduction.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    cloudFront: { httpApi: {} },
    httpApi: {
      domain: {
        publicName: "http-api.example.com",
        originName: "origin-http-api.example.com",
        hostedZoneId: "Z0123456789EXAMPLE",
        certificate: "issued",
      },
      routes: [
        { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
      ],
    },
  },
} as const satisfies EnvironmentRecord;

/** Both APIs at paths of the web application's distribution, which a VPC origin has lead to the load balancer. */
export const apisAtPaths = {
  ...production,
  identity: {
    userPool: { clients: { web: { callbackUrls: ["https://app.example.com/signed-in"], apiScopes: ["read"] } } },
  },
  compute: { functions: { secureApi: {}, hello: {} } },
  edge: {
    ...production.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    waf: { botControl: { value: false, reason: "programs call what is behind the firewall too" } },
    cloudFront: {
      web: {
        cachedPaths: ["/static/*"],
        restApi: { cachedPaths: ["/docs/*"], originShield: "nearest" },
        httpApi: { readTimeoutSeconds: 10 },
      },
    },
    restApi: {
      domain: { publicName: "origin-api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" },
      routes: [
        {
          method: "GET",
          path: "/orders/{id}",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "id" },
        },
        {
          method: "GET",
          path: "/orders/{id}/lines",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "id" },
        },
        {
          method: "GET",
          path: "/docs/{page+}",
          integration: { kind: "mock", status: 200 },
          authorizer: { value: "none", reason: "everybody may read how the API is called" },
        },
      ],
    },
    httpApi: {
      domain: { publicName: "origin-http-api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" },
      routes: [
        { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
      ],
    },
  },
} as const satisfies EnvironmentRecord;

export const trial = {
  preset: "demo",
  region: "us-east-1",
  owner: "platform",
  costCentre: "trial",
} as const satisfies EnvironmentRecord;

/** Users, functions and both APIs, with as little said of each as it takes. */
export const apis = {
  ...publicProduction,
  identity: {
    userPool: {
      clients: {
        web: { callbackUrls: ["https://app.example.com/signed-in"], apiScopes: ["read"] },
        machine: { apiScopes: ["read"] },
      },
    },
  },
  compute: { functions: { secureApi: {}, hello: {}, requestAuthorizer: {} } },
  edge: {
    ...publicProduction.edge,
    signIn: { domain: { kind: "prefix", prefix: "example-shop" } },
    httpApi: {
      routes: [{ method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } }],
    },
    restApi: {
      routes: [
        {
          method: "GET",
          path: "/hello",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "id" },
        },
        {
          method: "GET",
          path: "/decided",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "lambda" },
        },
      ],
    },
  },
} as const satisfies EnvironmentRecord;
