import { behaviorConfig, pathPatternFault } from "../../../../modules/edge/cloudfront/behavior";

const policies = { responseHeadersPolicyId: "headers", targetOriginId: "api" };

test("an API gets every method and everything but Host, and nothing that it answers is kept", () => {
  expect(behaviorConfig({ kind: "dynamic", originId: "api", viewerRequestFunctionArn: "function" }, policies)).toEqual({
    ...policies,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    compress: false,
    functionAssociation: [{ eventType: "viewer-request", functionArn: "function" }],
  });
});

test("an origin that is known by the viewer's Host is handed that too", () => {
  const config = behaviorConfig({ kind: "dynamic", originId: "web", viewerHost: true }, policies);
  expect(config.originRequestPolicyId).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
});

test("what is the same for everybody is read, cached and compressed, and the origin hears nothing of who asks", () => {
  expect(behaviorConfig({ kind: "static", originId: "api" }, policies)).toEqual({
    ...policies,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    compress: true,
  });
});

test("hands on what a policy names", () => {
  const config = behaviorConfig({ kind: "static", originId: "api", originRequestPolicyId: "policy" }, policies);
  expect(config.originRequestPolicyId).toBe("policy");
});

test.each(["/static/*", "/", "/a-b_c/?.css", `/${"x".repeat(254)}`])("%s is a path pattern", (pattern) => {
  expect(pathPatternFault(pattern)).toBeUndefined();
});

test.each(["static/*", "", "/a b", "/ü", `/${"x".repeat(255)}`])("%j is no path pattern", (pattern) => {
  expect(pathPatternFault(pattern)).toMatch(/^begin the pattern with/);
});
