import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { managedRuleGroups } from "../../modules/edge/waf/managed-rule-groups";
import { controlEnvironments } from "../support/control-environments";

const reason = "a record that has what no control environment has";

const version = "Version_1.0";
const rulesOf = (group: keyof typeof managedRuleGroups): Record<string, "captcha"> =>
  Object.fromEntries(managedRuleGroups[group].rules.slice(0, 1).map((rule) => [rule, "captcha" as const]));
const groupOf = (group: keyof typeof managedRuleGroups): object => ({
  mode: "block",
  rules: rulesOf(group),
  ...(unversioned.includes(group) ? {} : { version }),
});

/** AWS publishes these without versions. */
const unversioned = ["ipReputation", "anonymousIp"];

/** What control environments leave out, so that a change of each can be looked at. */
const full = ({ apis }: Readonly<Record<string, EnvironmentRecord>>): EnvironmentRecord => {
  if (apis?.edge?.restApi === undefined || apis.edge.httpApi === undefined) throw new Error("apis has both APIs");
  return {
    ...apis,
    tags: { Team: "web" },
    state: { backend: "s3", bucket: "example-state", region: "eu-west-1", kmsKeyArn: keyArn },
    identity: {
      userPool: {
        signUpDomains: ["example.com"],
        selfSignUp: { reason },
        signUpFunction: { memoryMib: 256, timeoutSeconds: 4, reservedConcurrency: 2, version: 1 },
        email: {
          sender: "ses",
          identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
          from: "no-reply@example.com",
          replyTo: "help@example.com",
          configurationSet: "mail",
        },
        tier: "PLUS",
        threatProtection: {
          accountTakeover: { low: "none", medium: "block", high: "block" },
          alwaysBlocked: ["198.51.100.0/24", "203.0.113.0/24"],
          neverJudged: ["8.8.8.0/24"],
        },
        clients: {
          web: {
            callbackUrls: ["https://app.example.com/callback", "https://app.example.com/other"],
            logoutUrls: ["https://app.example.com/", "https://app.example.com/bye"],
            openIdScopes: ["openid", "email"],
            apiScopes: ["read", "write"],
            refreshTokenRotation: { gracePeriodSeconds: 10 },
          },
          server: {
            callbackUrls: ["https://app.example.com/server"],
            logoutUrls: ["https://app.example.com/server/bye"],
            openIdScopes: ["openid", "email"],
            apiScopes: ["read"],
          },
          machine: { apiScopes: ["read", "write"] },
        },
      },
    },
    compute: { ...apis.compute, database: { name: "playersdb" } },
    edge: {
      ...apis.edge,
      cloudFront: {
        web: {
          errorPages: [{ status: 503, path: "/errors/503.html", cachedSeconds: 10 }],
          cachedPaths: ["/errors/*"],
          responseHeaders: { contentSecurityPolicy: "default-src 'self'" },
        },
        countries: { allow: ["DE", "FR"] },
      },
      waf: {
        groups: Object.fromEntries(
          (
            [
              "common",
              "knownBadInputs",
              "sqlDatabase",
              "linux",
              "ipReputation",
              "anonymousIp",
              "posix",
              "windows",
              "php",
              "wordPress",
              "adminProtection",
            ] as const
          ).map((group) => [group, groupOf(group)]),
        ),
        botControl: {
          mode: "block",
          configuration: { inspectionLevel: "TARGETED", machineLearning: true },
          paths: ["/login"],
          version,
          rules: rulesOf("botControl"),
        },
        accountTakeover: {
          mode: "block",
          configuration: {
            loginPath: "/login",
            payloadType: "JSON",
            usernameField: "/user",
            passwordField: "/password",
          },
          version,
          rules: rulesOf("accountTakeover"),
        },
        accountCreationFraud: {
          mode: "block",
          configuration: {
            registrationPagePath: "/register",
            creationPath: "/accounts",
            payloadType: "JSON",
            usernameField: "/user",
            passwordField: "/password",
            emailField: "/email",
            phoneNumberFields: ["/phone"],
            addressFields: ["/street", "/city"],
          },
          version,
          rules: rulesOf("accountCreationFraud"),
        },
        countries: { allow: ["DE", "FR"] },
        tokenDomains: ["example.com", "example.org"],
        bodyInspectionLimits: { cloudFront: 32 },
        blockBody: { contentType: "TEXT_PLAIN", content: "no" },
        capacitySurcharge: { reason },
      } as never,
      httpApi: {
        ...apis.edge.httpApi,
        throttle: { ratePerSecond: 20, burst: 20 },
        cors: {
          origins: ["https://app.example.com"],
          headers: ["x-one", "x-two"],
          exposedHeaders: ["x-three", "x-four"],
        },
      },
      restApi: {
        ...apis.edge.restApi,
        stageName: "v1",
        throttle: { ratePerSecond: 20, burst: 20 },
        cors: { origin: "https://app.example.com", headers: ["x-one", "x-two"] },
        usagePlans: {
          partners: {
            apiKeys: ["acme", "beta"],
            throttle: { ratePerSecond: 5, burst: 5 },
            quota: { requests: 1000, period: "DAY" },
          },
        },
      },
    },
  };
};

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555";

/** The records whose settings are changed one at a time. A lab is left out: a step of the lab gives its settings. */
export function recordsToChange(caBundle: string): Readonly<Record<string, EnvironmentRecord>> {
  const controls = controlEnvironments(caBundle);
  return {
    // First, since most settings can be changed in it, and the others then need not try.
    full: full(controls),
    ...Object.fromEntries(Object.entries(controls).filter(([, { preset }]) => preset !== "lab")),
  };
}
