import { accessLogLine, requestVariables } from "../access-log-format";

/**
 * One line of an HTTP API's access log, by the variables that an HTTP API has (API Gateway Developer Guide, "Customize HTTP
 * API access logs"). AWS allows 3 KB (API Gateway Developer Guide, "Quotas for an HTTP API").
 */
export function accessLogFormat(): string {
  return accessLogLine({ ...requestVariables, routeKey: "routeKey" });
}
