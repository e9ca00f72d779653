import { Dashboard, dashboardBody } from "../../../modules/edge/dashboard";
import { synthesizeModule, type Block } from "../../support/synthesize";

const props = {
  region: "eu-west-1",
  loadBalancerArnSuffix: "app/prod-edge-web/1",
  targetGroupArnSuffix: "targetgroup/web-1/2",
  webAclMetricName: "prod-edge-web",
  fleetName: "prod-compute-web",
};

test("shows requests, answers, response times, blocked requests and the fleet", () => {
  const { widgets } = JSON.parse(dashboardBody(props)) as { widgets: Block[] };
  expect(
    widgets.map(({ properties }) => [properties.title, properties.metrics.map((metric: string[]) => metric[1])]),
  ).toEqual([
    [
      "Requests and answers",
      ["RequestCount", "HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
    ],
    ["Response time", ["TargetResponseTime", "TargetResponseTime"]],
    ["AWS WAF", ["AllowedRequests", "BlockedRequests", "CountedRequests"]],
    ["Fleet", ["HealthyHostCount", "UnHealthyHostCount", "CPUUtilization"]],
  ]);
});

test("shows this environment's own metrics, in its region", () => {
  const { widgets } = JSON.parse(dashboardBody(props)) as { widgets: Block[] };
  const loadBalancer = ["LoadBalancer", "app/prod-edge-web/1"];
  const target = ["TargetGroup", "targetgroup/web-1/2", ...loadBalancer];
  const webAcl = ["WebACL", "prod-edge-web", "Region", "eu-west-1", "Rule", "ALL"];
  expect(widgets.map(({ properties }) => properties.metrics.map((metric: unknown[]) => metric.slice(2, -1)))).toEqual([
    [loadBalancer, target, target, loadBalancer],
    [target, target],
    [webAcl, webAcl, webAcl],
    [target, target, ["AutoScalingGroupName", "prod-compute-web"]],
  ]);
  expect(widgets.map(({ properties }) => properties.region)).toEqual(widgets.map(() => "eu-west-1"));
});

test("lays out its widgets without overlaps, within the 24 units of the grid", () => {
  const { widgets } = JSON.parse(dashboardBody(props)) as { widgets: Record<"x" | "y" | "width" | "height", number>[] };
  const cells = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(widgets.every(({ x, width }) => x + width <= 24)).toBe(true);
});

test("has its name", () => {
  const { resource } = synthesizeModule((stack) => {
    new Dashboard(stack, "on_call", { name: "prod-edge-web", ...props });
  });
  expect(resource["aws_cloudwatch_dashboard"]?.["on_call_dashboard"]).toEqual({
    dashboard_name: "prod-edge-web",
    dashboard_body: dashboardBody(props),
  });
});
