/**
 * One line of JSON for each request, as API Gateway writes its access logs.
 *
 * @param variables fields by name, each with the variable that fills it: `status: "status"` reads `$context.status`
 */
export function accessLogLine(variables: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(variables).map(([field, variable]) => [field, `$context.${variable}`])),
  );
}

/** What both kinds of API log of a request and its answer: no query string, no body, no header but User-Agent. */
export const requestVariables = {
  requestId: "requestId",
  requestTime: "requestTime",
  apiId: "apiId",
  stage: "stage",
  domainName: "domainName",
  sourceIp: "identity.sourceIp",
  userAgent: "identity.userAgent",
  method: "httpMethod",
  path: "path",
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
