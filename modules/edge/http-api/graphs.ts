type Metric = readonly [namespace: string, name: string, ...dimensionsAndOptions: readonly unknown[]];

/** An HTTP API's graphs for the dashboard: requests, answers and response times. */
export function httpApiGraphs(apiId: string): readonly (readonly [title: string, metrics: readonly Metric[]])[] {
  const metric = (name: string, stat: string): Metric => ["AWS/ApiGateway", name, "ApiId", apiId, { stat }];
  return [
    ["HTTP API: requests and answers", [metric("Count", "Sum"), metric("4xx", "Sum"), metric("5xx", "Sum")]],
    [
      "HTTP API: response time",
      [metric("Latency", "p50"), metric("Latency", "p99"), metric("IntegrationLatency", "p99")],
    ],
  ];
}
