import { Construct } from "constructs";
import { Alarm } from "../../shared/alarm";
import { AnomalyAlarm } from "../../shared/anomaly-alarm";

export interface HttpApiAlarmsProps {
  readonly name: (role: string) => string;
  readonly apiId: string;
  readonly topicArn: string;
}

/**
 * Alarms for when an HTTP API fails, is slow, refuses many callers or is called unusually often. API Gateway has no metric
 * for throttled requests of an HTTP API: an answer 429 counts as a 4XX (API Gateway Developer Guide, "Work with metrics for
 * HTTP APIs").
 */
export class HttpApiAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, apiId, topicArn }: HttpApiAlarmsProps) {
    super(scope, id);
    const dimensions = { ApiId: apiId };

    new Alarm(this, "server_errors", {
      name: name("http-api-server-errors"),
      description: "The HTTP API answers 5XX: a function fails, or API Gateway may not call it; see the access log",
      metric: { namespace, name: "5xx", dimensions, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 10,
      datapointsToAlarm: 3,
      topicArn,
    });
    new Alarm(this, "client_errors", {
      name: name("http-api-client-errors"),
      description:
        "The HTTP API refuses many requests: 401 and 403 are tokens that are tried, 429 is what the limit stops",
      metric: { namespace, name: "4xx", dimensions, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 1000,
      periodSeconds: 300,
      evaluationPeriods: 1,
      topicArn,
    });
    new Alarm(this, "latency", {
      name: name("http-api-latency"),
      description: "One request in a hundred to the HTTP API takes more than two seconds",
      metric: { namespace, name: "Latency", dimensions, statistic: "p99" },
      comparison: "GreaterThanThreshold",
      threshold: 2000,
      topicArn,
    });
    new AnomalyAlarm(this, "traffic", {
      name: name("http-api-traffic"),
      description: "The HTTP API is called far more often than usual at this time of the week",
      metric: { namespace, name: "Count", dimensions, statistic: "Sum" },
      topicArn,
    });
  }
}

const namespace = "AWS/ApiGateway";
