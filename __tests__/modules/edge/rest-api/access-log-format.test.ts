import { requestVariables } from "../../../../modules/edge/access-log-format";
import { accessLogFormat } from "../../../../modules/edge/rest-api/access-log-format";

test("is one line of JSON with the fields of every API, and with those of a REST API: API key, model, firewall", () => {
  const line = JSON.parse(accessLogFormat()) as Record<string, string>;
  const own = Object.entries(line).filter(([field]) => !Object.hasOwn(requestVariables, field));
  expect(Object.keys(line).length - own.length).toBe(Object.keys(requestVariables).length);
  expect(Object.fromEntries(own)).toEqual({
    extendedRequestId: "$context.extendedRequestId",
    vpceId: "$context.identity.vpceId",
    resourcePath: "$context.resourcePath",
    tlsVersion: "$context.tlsVersion",
    cipherSuite: "$context.cipherSuite",
    validationError: "$context.error.validationErrorString",
    authorizerStatus: "$context.authorizer.status",
    authorizerLatency: "$context.authorizer.latency",
    principalId: "$context.authorizer.principalId",
    callerArn: "$context.identity.userArn",
    apiKeyId: "$context.identity.apiKeyId",
    wafResponseCode: "$context.wafResponseCode",
    webAclArn: "$context.webaclArn",
    wafError: "$context.waf.error",
    xrayTraceId: "$context.xrayTraceId",
  });
  expect(accessLogFormat()).not.toContain("\n");
});

test("has no API key, token, query or body", () => {
  const variables = Object.values(JSON.parse(accessLogFormat()) as Record<string, string>);
  expect(variables.filter((variable) => /apiKey$|token|querystring|header|body/i.test(variable))).toEqual([]);
});

test("is within the 3 KB that AWS allows", () => {
  expect(accessLogFormat().length).toBeLessThanOrEqual(3 * 1024);
});
