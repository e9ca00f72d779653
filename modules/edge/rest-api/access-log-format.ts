/**
 * One line of a REST API's access log: who asked what and was answered how (row F14), by the variables that a REST API has
 * (API Gateway Developer Guide, "Variables for access logging for API Gateway"). None of them is a header that carries a
 * token, a query string or a body.
 */
export function accessLogFormat(): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(variables).map(([field, variable]) => [field, `$context.${variable}`])),
  );
}

const variables = {
  requestId: "requestId",
  extendedRequestId: "extendedRequestId",
  requestTime: "requestTime",
  apiId: "apiId",
  stage: "stage",
  domainName: "domainName",
  sourceIp: "identity.sourceIp",
  vpceId: "identity.vpceId",
  userAgent: "identity.userAgent",
  method: "httpMethod",
  path: "path",
  resourcePath: "resourcePath",
  protocol: "protocol",
  tlsVersion: "tlsVersion",
  cipherSuite: "cipherSuite",
  status: "status",
  responseLength: "responseLength",
  responseLatency: "responseLatency",
  integrationStatus: "integration.status",
  integrationLatency: "integration.latency",
  integrationError: "integration.error",
  errorMessage: "error.message",
  errorType: "error.responseType",
  validationError: "error.validationErrorString",
  authorizerError: "authorizer.error",
  authorizerStatus: "authorizer.status",
  authorizerLatency: "authorizer.latency",
  principalId: "authorizer.principalId",
  subject: "authorizer.claims.sub",
  clientId: "authorizer.claims.client_id",
  callerArn: "identity.userArn",
  apiKeyId: "identity.apiKeyId",
  wafResponseCode: "wafResponseCode",
  webAclArn: "webaclArn",
  wafError: "waf.error",
  clientCertificateSubject: "identity.clientCert.subjectDN",
  clientCertificateSerialNumber: "identity.clientCert.serialNumber",
  xrayTraceId: "xrayTraceId",
} as const;
