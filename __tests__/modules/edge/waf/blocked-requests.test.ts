import { blockedRequests } from "../../../../modules/edge/waf/blocked-requests";

const dimensionsOf = (props: Parameters<typeof blockedRequests>[0]) => blockedRequests(props).metric.dimensions;

test("watches all rules of a web ACL, in its region; the metrics of a CloudFront web ACL have no region", () => {
  expect(dimensionsOf({ webAclMetricName: "test-api", region: "eu-west-1" })).toEqual({
    WebACL: "test-api",
    Region: "eu-west-1",
    Rule: "ALL",
  });
  expect(dimensionsOf({ webAclMetricName: "test-edge" })).toEqual({ WebACL: "test-edge", Rule: "ALL" });
});

test("fires above a thousand requests in five minutes, or above the given number", () => {
  const alarm = { periodSeconds: 300, evaluationPeriods: 1, comparison: "GreaterThanThreshold" };
  expect(blockedRequests({ webAclMetricName: "test-api" })).toMatchObject({ ...alarm, threshold: 1000 });
  expect(blockedRequests({ webAclMetricName: "test-api", atMost: 5 })).toMatchObject({ ...alarm, threshold: 5 });
});
