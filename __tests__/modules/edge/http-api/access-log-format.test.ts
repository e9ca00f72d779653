import { accessLogFormat } from "../../../../modules/edge/http-api/access-log-format";

test("is one line of JSON with caller, request, answer and error, and no token, query or body", () => {
  expect(JSON.parse(accessLogFormat())).toEqual({
    requestId: "$context.requestId",
    requestTime: "$context.requestTime",
    apiId: "$context.apiId",
    stage: "$context.stage",
    domainName: "$context.domainName",
    sourceIp: "$context.identity.sourceIp",
    userAgent: "$context.identity.userAgent",
    method: "$context.httpMethod",
    path: "$context.path",
    routeKey: "$context.routeKey",
    protocol: "$context.protocol",
    status: "$context.status",
    responseLength: "$context.responseLength",
    responseLatency: "$context.responseLatency",
    integrationStatus: "$context.integration.status",
    integrationLatency: "$context.integration.latency",
    integrationError: "$context.integration.error",
    errorMessage: "$context.error.message",
    errorType: "$context.error.responseType",
    authorizerError: "$context.authorizer.error",
    subject: "$context.authorizer.claims.sub",
    clientId: "$context.authorizer.claims.client_id",
    clientCertificateSubject: "$context.identity.clientCert.subjectDN",
    clientCertificateSerialNumber: "$context.identity.clientCert.serialNumber",
  });
  expect(accessLogFormat()).not.toContain("\n");
});

test("is within the 3 KB that AWS allows", () => {
  expect(accessLogFormat().length).toBeLessThanOrEqual(3 * 1024);
});
