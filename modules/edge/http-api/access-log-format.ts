/**
 * One line of an HTTP API's access log: who asked what and was answered how (row F14), by the variables that an HTTP API
 * has (API Gateway Developer Guide, "Customize HTTP API access logs"). None of them is a header that carries a token, a
 * query string or a body. AWS allows 3 KB (API Gateway Developer Guide, "Quotas for an HTTP API").
 */
export function accessLogFormat(): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(variables).map(([field, variable]) => [field, `$context.${variable}`])),
  );
}

const variables = {
  requestId: "requestId",
  requestTime: "requestTime",
  apiId: "apiId",
  stage: "stage",
  domainName: "domainName",
  sourceIp: "identity.sourceIp",
  userAgent: "identity.userAgent",
  method: "httpMethod",
  path: "path",
  routeKey: "routeKey",
  protocol: "protocol",
  status: "status",
  responseLength: "responseLength",
  responseLatency: "responseLatency",
  integrationStatus: "integration.status",
  integrationLatency: "integration.latency",
  integrationError: "integration.error",
  errorMessage: "error.message",
  errorType: "error.responseType",
  authorizerError: "authorizer.error",
  subject: "authorizer.claims.sub",
  clientId: "authorizer.claims.client_id",
  clientCertificateSubject: "identity.clientCert.subjectDN",
  clientCertificateSerialNumber: "identity.clientCert.serialNumber",
} as const;
