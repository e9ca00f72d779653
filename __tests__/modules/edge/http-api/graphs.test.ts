import { httpApiGraphs } from "../../../../modules/edge/http-api/graphs";

test("shows requests, answers and response times of this API alone", () => {
  const metric = (name: string, stat: string) => ["AWS/ApiGateway", name, "ApiId", "a1b2c3", { stat }];
  expect(httpApiGraphs("a1b2c3")).toEqual([
    ["HTTP API: requests and answers", [metric("Count", "Sum"), metric("4xx", "Sum"), metric("5xx", "Sum")]],
    [
      "HTTP API: response time",
      [metric("Latency", "p50"), metric("Latency", "p99"), metric("IntegrationLatency", "p99")],
    ],
  ]);
});
