import { restApiGraphs } from "../../../../../modules/edge/rest-api/access/graphs";

const metric = (name: string, stat: string) => [
  "AWS/ApiGateway",
  name,
  "ApiName",
  "prod-edge-rest",
  "Stage",
  "v1",
  { stat },
];
const answers = [metric("Count", "Sum"), metric("4XXError", "Sum"), metric("5XXError", "Sum")];
const times = [metric("Latency", "p50"), metric("Latency", "p99"), metric("IntegrationLatency", "p99")];

test("shows requests, answers and response times of this stage alone", () => {
  expect(restApiGraphs({ apiName: "prod-edge-rest", stageName: "v1" })).toEqual([
    ["REST API: requests and answers", answers],
    ["REST API: response time", times],
  ]);
});

test("shows throttled requests, if they are counted", () => {
  const throttled = ["Palisade/prod", "RestApiThrottledRequests", { stat: "Sum" }];
  expect(restApiGraphs({ apiName: "prod-edge-rest", stageName: "v1", metricNamespace: "Palisade/prod" })).toEqual([
    ["REST API: requests and answers", [...answers, throttled]],
    ["REST API: response time", times],
  ]);
});
