import { behaviorConfig, pathPatternFault } from "../../../../modules/edge/cloudfront/behavior";

const policies = { responseHeadersPolicyId: "headers", targetOriginId: "api" };

test("an API gets every method and every header but Host, and its answers are not cached", () => {
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

test("an origin that needs the viewer's Host gets the Host header too", () => {
  const config = behaviorConfig({ kind: "dynamic", originId: "web", viewerHost: true }, policies);
  expect(config.originRequestPolicyId).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
});

test("a cached path is read-only and compressed, and the origin gets nothing about the viewer", () => {
  expect(behaviorConfig({ kind: "static", originId: "api" }, policies)).toEqual({
    ...policies,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    compress: true,
  });
});

test("forwards the headers that a policy names", () => {
  const config = behaviorConfig({ kind: "static", originId: "api", originRequestPolicyId: "policy" }, policies);
  expect(config.originRequestPolicyId).toBe("policy");
});

test.each(["/static/*", "/", "/a-b_c/?.css", `/${"x".repeat(254)}`])("%s is a path pattern", (pattern) => {
  expect(pathPatternFault(pattern)).toBeUndefined();
});

test.each(["static/*", "", "/a b", "/ü", `/${"x".repeat(255)}`])("%j is no path pattern", (pattern) => {
  expect(pathPatternFault(pattern)).toMatch(/^begin the pattern with/);
});
