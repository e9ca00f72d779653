import { z } from "zod";
import { requestBody } from "./request-body";
import type { EnvironmentRecord } from "./schema/environment";

const hostedZoneId = "Z0123456789EXAMPLE";
const certificate = "issued";

/**
 * For the public: private, redundant, logged and alarmed; CloudFront in front of the web application, users with a second
 * factor, programs with scopes, and the six layers of system F in front of the REST API. The account, names and ARNs are
 * examples.
 */
export const prod: EnvironmentRecord = {
  preset: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  owner: "platform",
  costCentre: "web",
  state: {
    backend: "s3",
    bucket: "example-palisade-state",
    kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1a2b3c4d-5e6f-4a1b-8c2d-123456789012",
  },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  edgeAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:edge",
  network: { cidrBlock: "10.20.0.0/16" },
  identity: {
    userPool: {
      tier: "PLUS",
      email: {
        sender: "ses",
        identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
        from: "Example <no-reply@example.com>",
      },
      threatProtection: { accountTakeover: { low: "none", medium: "none", high: "block" } },
      clients: {
        web: { callbackUrls: ["https://app.example.com/signed-in"], apiScopes: ["read", "write"] },
        machine: { apiScopes: ["read"] },
      },
    },
  },
  compute: {
    functions: { secureApi: {}, hello: {}, requestAuthorizer: { checks: { kind: "token", scopes: ["read"] } } },
  },
  edge: {
    domain: { name: "app.example.com", hostedZoneId, certificate },
    signIn: { domain: { kind: "prefix", prefix: "example-palisade-prod" } },
    sharedFunctions: ["secureApi"],
    httpApi: {
      domain: { publicName: "http-api.example.com", hostedZoneId, certificate },
      cors: { origins: ["https://app.example.com"] },
      routes: [
        { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", scopes: ["read"] } },
      ],
    },
    restApi: {
      domain: {
        publicName: "api.example.com",
        hostedZoneId,
        certificate,
      },
      accountLogging: "create",
      cors: { origin: "https://app.example.com" },
      policy: { deny: { cidrBlocks: ["192.0.2.0/24"] } },
      usagePlans: { partners: { apiKeys: ["acme"] } },
      routes: [
        {
          method: "GET",
          path: "/hello",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "cognito", token: "access", scopes: ["read"] },
        },
        {
          method: "GET",
          path: "/greeting",
          integration: {
            kind: "template",
            function: "hello",
            request: `{ "id": "$util.escapeJavaScript($input.params('id')).replaceAll("\\\\'","'")" }`,
          },
          authorizer: { kind: "cognito", token: "access", scopes: ["read"] },
          query: { id: "required" },
          throttle: { ratePerSecond: 5, burst: 5 },
        },
        {
          method: "POST",
          path: "/orders",
          integration: { kind: "function", function: "secureApi" },
          authorizer: { kind: "cognito", token: "access", scopes: ["write"] },
          body: requestBody(z.strictObject({ item: z.string().min(1).max(64), quantity: z.int().min(1).max(100) })),
        },
        {
          method: "GET",
          path: "/partners/offers",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "lambda" },
          apiKey: true,
        },
        {
          method: "GET",
          path: "/operations/status",
          integration: { kind: "function", function: "hello" },
          authorizer: { kind: "iam" },
        },
      ],
    },
  },
};
