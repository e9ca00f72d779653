const reason = "a change that the pairs look at";

/** A change that needs more than one setting, or a text that the schema does not give. `null` takes a setting out. */
export interface Written {
  readonly base: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

const aws = "arn:aws";
const certificate = `${aws}:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555`;
const certificateOfCloudFront = certificate.replace("eu-west-1", "us-east-1");

/** By setting. */
export const written: Readonly<Record<string, Written>> = {
  "identity.userPool": {
    base: "full",
    changes: {
      "identity.userPool": null,
      "edge.signIn": null,
      "edge.httpApi": null,
      "edge.restApi": null,
      "edge.sharedFunctions": null,
      "compute.functions.requestAuthorizer": null,
    },
  },
  "identity.userPool.tier": {
    base: "full",
    changes: { "identity.userPool.tier": "ESSENTIALS", "identity.userPool.threatProtection": null },
  },
  "identity.userPool.email": {
    base: "full",
    changes: {
      "identity.userPool.email": { sender: "cognito" },
      "identity.userPool.tier": "ESSENTIALS",
      "identity.userPool.threatProtection": null,
    },
  },
  "identity.userPool.email.identityArn": {
    base: "full",
    changes: {
      "identity.userPool.email.identityArn": `${aws}:ses:eu-west-1:123456789012:identity/example.org`,
      "identity.userPool.email.from": "no-reply@example.org",
    },
  },
  "identity.userPool.email.from": { base: "full", changes: { "identity.userPool.email.from": "other@example.com" } },
  "identity.userPool.threatProtection": {
    base: "full",
    changes: { "identity.userPool.threatProtection": { mode: { value: "AUDIT", reason } } },
  },
  compute: {
    base: "apis",
    changes: { compute: null, "edge.httpApi": null, "edge.restApi": null, "edge.sharedFunctions": null },
  },
  "compute.functions": {
    base: "apis",
    changes: { "compute.functions": null, "edge.httpApi": null, "edge.restApi": null, "edge.sharedFunctions": null },
  },
  "compute.functions.secureApi": { base: "cloudfront-rest", changes: { "compute.functions.secureApi": {} } },
  "compute.functions.hello": { base: "database", changes: { "compute.functions.hello": {} } },
  "edge.cloudFront.httpApi.cachedPaths": {
    base: "cloudfront-http",
    changes: { "edge.cloudFront.httpApi.cachedPaths": ["/files/*"] },
  },
  "edge.cloudFront.httpApi.waf.groups.ipReputation.rules": {
    base: "full",
    changes: { "edge.waf.groups.ipReputation.rules": {} },
  },
  "edge.restApi.routes[].integration.function": {
    base: "apis",
    changes: {
      "edge.restApi.routes.0.integration.function": "secureApi",
      "edge.sharedFunctions": ["hello", "secureApi"],
    },
  },
  "identity.userPool.resourceServer": { base: "apis", changes: { "identity.userPool.resourceServer": "shop" } },
  "identity.userPool.clients": {
    base: "apis",
    changes: {
      "identity.userPool.clients": { machine: { apiScopes: ["read"] } },
    },
  },
  "identity.userPool.clients.server.callbackUrls": {
    base: "full",
    changes: { "identity.userPool.clients.server.callbackUrls": ["https://app.example.com/elsewhere"] },
  },
  "identity.userPool.clients.legacyImplicit.callbackUrls": {
    base: "apis-weak",
    changes: { "identity.userPool.clients.legacyImplicit.callbackUrls": ["https://localhost/elsewhere"] },
  },
  "edge.domain": {
    base: "public-web",
    changes: { "edge.domain.name": "shop.example.com" },
  },
  "edge.cloudFront.web.certificate": {
    base: "prod",
    changes: { "edge.cloudFront.web.certificate": certificateOfCloudFront },
  },
  "edge.cloudFront.restApi.certificate": {
    base: "cloudfront-rest",
    changes: { "edge.cloudFront.restApi.certificate": certificateOfCloudFront },
  },
  "edge.cloudFront.httpApi.certificate": {
    base: "cloudfront-http",
    changes: { "edge.cloudFront.httpApi.certificate": certificateOfCloudFront },
  },
  "edge.cloudFront.countries.block": { base: "full", changes: { "edge.cloudFront.countries": { block: ["DE"] } } },
  "edge.cloudFront.httpApi.waf.groups.common.mode": {
    base: "full",
    changes: { "edge.waf.groups.common.mode": { value: "count", reason } },
  },
  "edge.cloudFront.httpApi.waf.groups.knownBadInputs.mode": {
    base: "full",
    changes: { "edge.waf.groups.knownBadInputs.mode": { value: "off", reason } },
  },
  "edge.cloudFront.httpApi.waf.groups.sqlDatabase.mode": {
    base: "full",
    changes: { "edge.waf.groups.sqlDatabase.mode": { value: "off", reason } },
  },
  "edge.cloudFront.httpApi.waf.groups.linux.mode": {
    base: "full",
    changes: { "edge.waf.groups.linux.mode": { value: "off", reason } },
  },
  "edge.signIn": {
    base: "apis-closed",
    changes: {
      "edge.signIn": null,
      "identity.userPool": null,
      "edge.httpApi": null,
    },
  },
  "edge.signIn.domain": {
    base: "apis-closed",
    changes: { "edge.signIn.domain": { kind: "prefix", prefix: "example-shop" } },
  },
  "edge.signIn.domain.certificate": {
    base: "apis-closed",
    changes: { "edge.signIn.domain.certificate": certificateOfCloudFront },
  },
  // No route asks for a token any more, so that the authorizer goes while the routes stay.
  "edge.httpApi.routes[].authorizer": {
    base: "apis",
    changes: {
      "edge.httpApi.routes.0.authorizer": { value: "none", reason },
      "edge.httpApi.routes.1.authorizer": { value: "none", reason },
    },
  },
  "edge.restApi.routes[].authorizer": {
    base: "apis",
    changes: {
      "edge.restApi.routes.0.authorizer": { kind: "iam" },
      "edge.restApi.routes.1.authorizer": { kind: "iam" },
      "edge.restApi.routes.3.authorizer": { kind: "iam" },
    },
  },
  "edge.httpApi.routes[].authorizer.scopes": {
    base: "full",
    changes: { "edge.httpApi.routes.0.authorizer": { kind: "jwt", scopes: ["write"] } },
  },
  "edge.httpApi.routes[].authorizer.token": {
    base: "full",
    changes: { "edge.httpApi.routes.0.authorizer": { kind: "jwt", token: "any" } },
  },
  "edge.httpApi.domain.certificate": { base: "apis", changes: { "edge.httpApi.domain.certificate": certificate } },
  "edge.httpApi.domain.ownershipCertificate": {
    base: "apis-closed",
    changes: {
      "edge.httpApi.domain.certificate": certificate,
      "edge.httpApi.domain.ownershipCertificate": certificate.replace("/1", "/2"),
    },
  },
  "edge.restApi.policy.allow": {
    base: "apis",
    changes: { "edge.restApi.policy": { allow: { accountIds: ["123456789012"] } } },
  },
  "edge.restApi.policy.allow.vpcEndpointIds": {
    base: "apis-closed",
    changes: { "edge.restApi.policy": { allow: { vpcEndpointIds: ["vpce-0123456789abcdef0"] } } },
  },
  "edge.restApi.usagePlans": {
    base: "apis",
    changes: { "edge.restApi.usagePlans": null, "edge.restApi.routes.1.apiKey": null },
  },
  "edge.restApi.usagePlans{}.methods[].method": {
    base: "apis",
    changes: { "edge.restApi.routes.1.method": "POST", "edge.restApi.usagePlans.partners.methods.0.method": "POST" },
  },
  "edge.restApi.usagePlans{}.methods[].path": {
    base: "apis",
    changes: {
      "edge.restApi.routes.1.path": "/members/{id}",
      "edge.restApi.usagePlans.partners.methods.0.path": "/members/{id}",
    },
  },
  "edge.restApi.routes[].integration.request": {
    base: "apis",
    changes: { "edge.restApi.routes.3.integration.request": '{"other": true}' },
  },
  "edge.sharedFunctions": {
    base: "apis",
    changes: { "edge.sharedFunctions": [], "edge.httpApi.routes.1.function": "secureApi" },
  },
};

/** Settings that no change of one environment can show, with the reason. */
export const unchangeable: Readonly<Record<string, string>> = {
  "compute.database.engineVersion":
    "one version alone is in standard support on the tests' day; `npm run e2e -- --walk database` changes it",
  "edge.cloudFront.httpApi.errorPages":
    "the same setting as edge.cloudFront.web.errorPages, whose files the web application has",
  "edge.cloudFront.restApi.errorPages":
    "the same setting as edge.cloudFront.web.errorPages, whose files the web application has",
  "edge.cloudFront.httpApi.waf.antiDdos": "takes one value",
  "edge.cloudFront.httpApi.waf.groups.anonymousIp.version": "takes one value: AWS publishes the group without versions",
  "edge.cloudFront.httpApi.waf.groups.ipReputation.version":
    "takes one value: AWS publishes the group without versions",
  "edge.cloudFront.httpApi.waf.accountTakeover.configuration":
    "cannot be left out; each setting in the group is changed",
  "edge.cloudFront.httpApi.waf.accountCreationFraud.configuration":
    "cannot be left out; each setting in the group is changed",
  "edge.cloudFront.httpApi.waf": "cannot be left out; each setting in the group is changed",
  "edge.restApi.waf": "cannot be left out; each setting in the group is changed",
  identity: "cannot be left out; each setting in the group is changed",
  logs: "cannot be left out; each setting in the group is changed",
  endedRuntime: "a reason that a synth prints instead of a warning",
  "edge.cloudFront.oldTls": "agrees to what other settings bring with them",
  "edge.originProtection.headersInLocalState": "agrees to what other settings bring with them",
  "edge.plainHttp": "agrees to the absence of edge.domain",
  "edge.restApi.apiKeysInLocalState": "agrees to what other settings bring with them",
  "identity.userPool.clients.machine.secretInLocalState": "agrees to what other settings bring with them",
  "identity.userPool.clients.server.secretInLocalState": "agrees to what other settings bring with them",
  "edge.httpApi.mutualTls.caBundle": "a file's path; its content is an argument of one S3 object",
  "edge.restApi.mutualTls": "needs a file of certificates, which is looked at with edge.httpApi.mutualTls",
  "edge.signIn.domain.parentRecord": "says who makes a record of another name; the record itself is of edge.domain",
  "identity.userPool.passkeys.userVerification": "passkeys are off in each record that may leave the setting out",
};
