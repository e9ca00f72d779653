import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { Alarm } from "../../../shared/alarm";
import { AnomalyAlarm } from "../../../shared/anomaly-alarm";
import { blockedRequests } from "../../waf/blocked-requests";

export interface RestApiAlarmsProps {
  readonly name: (role: string) => string;
  /** The API's name, which is the dimension `ApiName`. */
  readonly apiName: string;
  readonly stageName: string;
  /** The web ACL on the stage. */
  readonly webAcl: { readonly metricName: string; readonly region: string };
  readonly topicArn: string;
  /**
   * The access log, and the namespace of the metric that counts throttled requests in it. API Gateway has no metric for
   * them: they are among the 4XX. The log's lines are JSON with a field `status`.
   *
   * @default no alarm on throttled requests
   */
  readonly accessLog?: { readonly logGroupName: string; readonly metricNamespace: string };
}

/**
 * Alarms for when a REST API fails, is slow, refuses many callers or is called unusually often (API Gateway Developer Guide,
 * "Amazon API Gateway dimensions and metrics").
 */
export class RestApiAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RestApiAlarmsProps) {
    super(scope, id);
    const { name, apiName, stageName, webAcl, topicArn, accessLog } = props;
    const metric = (metricName: string) => ({
      namespace: "AWS/ApiGateway",
      name: metricName,
      dimensions: { ApiName: apiName, Stage: stageName },
    });

    new Alarm(this, "server_errors", {
      name: name("rest-api-server-errors"),
      description: "The REST API answers 5XX: a function fails, or API Gateway may not call it; see the access log",
      metric: { ...metric("5XXError"), statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 10,
      datapointsToAlarm: 3,
      topicArn,
    });
    new Alarm(this, "client_errors", {
      name: name("rest-api-client-errors"),
      description:
        "The REST API refuses many requests: 401 and 403 are tokens, keys and addresses that are tried, 429 is what a limit stops",
      metric: { ...metric("4XXError"), statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 1000,
      periodSeconds: 300,
      evaluationPeriods: 1,
      topicArn,
    });
    new Alarm(this, "latency", {
      name: name("rest-api-latency"),
      description: "One request in a hundred to the REST API takes more than two seconds",
      metric: { ...metric("Latency"), statistic: "p99" },
      comparison: "GreaterThanThreshold",
      threshold: 2000,
      topicArn,
    });
    new AnomalyAlarm(this, "traffic", {
      name: name("rest-api-traffic"),
      description: "The REST API is called far more often than usual at this time of the week",
      metric: { ...metric("Count"), statistic: "Sum" },
      topicArn,
    });
    new Alarm(this, "blocked_requests", {
      ...blockedRequests({ webAclMetricName: webAcl.metricName, region: webAcl.region }),
      name: name("rest-api-blocked-requests"),
      topicArn,
    });
    if (accessLog !== undefined) this.throttled(accessLog, name("rest-api-throttled"), topicArn);
  }

  private throttled(
    { logGroupName, metricNamespace }: NonNullable<RestApiAlarmsProps["accessLog"]>,
    name: string,
    topicArn: string,
  ): void {
    new CloudwatchLogMetricFilter(this, "throttled_count", {
      name,
      logGroupName,
      pattern: '{ $.status = "429" }',
      metricTransformation: {
        namespace: metricNamespace,
        name: throttledRequests,
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
    new Alarm(this, "throttled", {
      name,
      description:
        "A limit of the REST API stops many requests: the stage's, or a usage plan's; see who in the access log",
      metric: { namespace: metricNamespace, name: throttledRequests, dimensions: {}, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 100,
      periodSeconds: 300,
      evaluationPeriods: 1,
      topicArn,
    });
  }
}

/** Requests that were answered 429, counted in the access log. */
export const throttledRequests = "RestApiThrottledRequests";
