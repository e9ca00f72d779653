import { accessLogLine, requestVariables } from "../access-log-format";

/**
 * One line of a REST API's access log, by the variables that a REST API has (API Gateway Developer Guide, "Variables for
 * access logging for API Gateway").
 */
export function accessLogFormat(): string {
  return accessLogLine({ ...requestVariables, ...restVariables });
}

const restVariables = {
  extendedRequestId: "extendedRequestId",
  vpceId: "identity.vpceId",
  resourcePath: "resourcePath",
  tlsVersion: "tlsVersion",
  cipherSuite: "cipherSuite",
  validationError: "error.validationErrorString",
  authorizerStatus: "authorizer.status",
  authorizerLatency: "authorizer.latency",
  principalId: "authorizer.principalId",
  callerArn: "identity.userArn",
  apiKeyId: "identity.apiKeyId",
  wafResponseCode: "wafResponseCode",
  webAclArn: "webaclArn",
  wafError: "waf.error",
  xrayTraceId: "xrayTraceId",
} as const;
