import { throttledRequests } from "./rest-api-alarms";

type Metric = readonly [namespace: string, name: string, ...dimensionsAndOptions: readonly unknown[]];

export interface RestApiGraphsProps {
  readonly apiName: string;
  readonly stageName: string;
  /** Namespace of the count of throttled requests in the access log. @default they are not shown */
  readonly metricNamespace?: string;
}

/** A REST API's graphs for the dashboard: requests, answers and response times. */
export function restApiGraphs({
  apiName,
  stageName,
  metricNamespace,
}: RestApiGraphsProps): readonly (readonly [title: string, metrics: readonly Metric[]])[] {
  const metric = (name: string, stat: string): Metric => [
    "AWS/ApiGateway",
    name,
    "ApiName",
    apiName,
    "Stage",
    stageName,
    { stat },
  ];
  const throttled: readonly Metric[] =
    metricNamespace === undefined ? [] : [[metricNamespace, throttledRequests, { stat: "Sum" }]];
  return [
    [
      "REST API: requests and answers",
      [metric("Count", "Sum"), metric("4XXError", "Sum"), metric("5XXError", "Sum"), ...throttled],
    ],
    [
      "REST API: response time",
      [metric("Latency", "p50"), metric("Latency", "p99"), metric("IntegrationLatency", "p99")],
    ],
  ];
}
