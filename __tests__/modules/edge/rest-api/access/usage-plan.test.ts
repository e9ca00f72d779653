import { UsagePlan, type UsagePlanProps } from "../../../../../modules/edge/rest-api/access/usage-plan";
import { synthesizeModule } from "../../../../support/synthesize";

const synthesized = (props: Partial<UsagePlanProps> = {}) =>
  synthesizeModule((stack) => {
    new UsagePlan(stack, "partners", {
      name: "prod-edge-partners",
      description: "Partners of prod",
      restApiId: "a1b2c3",
      stageName: "v1",
      throttle: { ratePerSecond: 10, burst: 20 },
      apiKeys: [
        { id: "acme", name: "prod-edge-acme" },
        { id: "big-corp", name: "prod-edge-big-corp" },
      ],
      ...props,
    });
  });

test("limits each key's rate, burst and number, on one stage", () => {
  const { aws_api_gateway_usage_plan: plans } = synthesized({ quota: { requests: 1000, period: "DAY" } }).resource;
  expect(plans).toEqual({
    partners_plan: {
      name: "prod-edge-partners",
      description: "Partners of prod",
      api_stages: [{ api_id: "a1b2c3", stage: "v1" }],
      throttle_settings: { rate_limit: 10, burst_limit: 20 },
      quota_settings: { limit: 1000, period: "DAY", offset: 0 },
    },
  });
});

test("has no quota only if no quota is given", () => {
  expect(synthesized().resource["aws_api_gateway_usage_plan"]?.["partners_plan"].quota_settings).toBeUndefined();
});

test("limits single methods as AWS names them, by path and method", () => {
  const methods = [
    { method: "GET", path: "/items/{id}", ratePerSecond: 1, burst: 2 },
    { method: "POST", path: "/", ratePerSecond: 3, burst: 4 },
  ];
  expect(synthesized({ methods }).resource["aws_api_gateway_usage_plan"]?.["partners_plan"].api_stages).toEqual([
    {
      api_id: "a1b2c3",
      stage: "v1",
      throttle: [
        { path: "/items/{id}/GET", rate_limit: 1, burst_limit: 2 },
        { path: "//POST", rate_limit: 3, burst_limit: 4 },
      ],
    },
  ]);
});

test("makes each key, without a value of its own, and adds the key to the plan", () => {
  const { aws_api_gateway_api_key: keys, aws_api_gateway_usage_plan_key: memberships } = synthesized().resource;
  const key = (name: string) => ({
    name,
    description: "A caller under the usage plan prod-edge-partners",
    enabled: true,
  });
  const membership = (address: string) => ({
    key_id: `\${aws_api_gateway_api_key.${address}.id}`,
    key_type: "API_KEY",
    usage_plan_id: "${aws_api_gateway_usage_plan.partners_plan.id}",
  });
  expect(keys).toEqual({
    partners_acme_key: key("prod-edge-acme"),
    partners_big_corp_key: key("prod-edge-big-corp"),
  });
  expect(memberships).toEqual({
    partners_acme_membership: membership("partners_acme_key"),
    partners_big_corp_membership: membership("partners_big_corp_key"),
  });
});

test("refers to no key's value anywhere, and outputs none", () => {
  const { output, ...json } = synthesized();
  expect(output).toEqual({});
  expect(JSON.stringify(json)).not.toMatch(/_key\.[a-z_]+\.value/);
});
