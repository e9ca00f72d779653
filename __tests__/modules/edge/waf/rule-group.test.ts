import { RuleGroup } from "../../../../modules/edge/waf/rule-group";
import type { RuleGroupProps } from "../../../../modules/edge/waf/rule-group";
import { synthesizeModule } from "../../../support/synthesize";

const rules: RuleGroupProps["rules"] = [
  {
    name: "injection",
    priority: 100,
    statement: {
      kind: "sqli_match",
      component: "all_query_arguments",
      sensitivity: "LOW",
      transformations: ["URL_DECODE"],
    },
    action: { block: { code: 400, bodyKey: "no" } },
  },
];
const responseBodies = { no: { contentType: "TEXT_PLAIN", content: "No" } } as const;

function ruleGroup(props: Partial<RuleGroupProps> = {}) {
  let capacity = 0;
  const json = synthesizeModule((stack) => {
    const given = { name: "own", description: "Our own", scope: "REGIONAL", rules, responseBodies, ...props } as const;
    capacity = new RuleGroup(stack, "own", given).capacity;
  });
  return { capacity, group: json.resource["aws_wafv2_rule_group"]?.["own_rule_group"] };
}

test("reserves the capacity of its rules, with metrics and samples for each", () => {
  const { capacity, group } = ruleGroup();
  expect(capacity).toBe(40);
  expect(group).toEqual({
    name: "own-40",
    lifecycle: { create_before_destroy: true },
    description: "Our own",
    scope: "REGIONAL",
    capacity: 40,
    custom_response_body: [{ key: "no", content_type: "TEXT_PLAIN", content: "No" }],
    rule: [
      {
        name: "injection",
        priority: 100,
        action: { block: { custom_response: { response_code: 400, custom_response_body_key: "no" } } },
        statement: {
          sqli_match_statement: {
            sensitivity_level: "LOW",
            field_to_match: { all_query_arguments: {} },
            text_transformation: [{ priority: 0, type: "URL_DECODE" }],
          },
        },
        visibility_config: {
          metric_name: "injection",
          cloudwatch_metrics_enabled: true,
          sampled_requests_enabled: true,
        },
      },
    ],
    visibility_config: { metric_name: "own", cloudwatch_metrics_enabled: true, sampled_requests_enabled: true },
  });
});

test("reserves more capacity if the props say so, since AWS never lets a rule group grow", () => {
  expect(ruleGroup({ capacity: 100 }).group).toMatchObject({ capacity: 100 });
});

const challenge = { name: "ask", priority: 1, action: "challenge", immunitySeconds: 600 } as const;
const rate = { kind: "rate_based", limit: 10, evaluationWindowSeconds: 60, aggregate: "IP" } as const;

test.each<[string, Partial<RuleGroupProps>, string]>([
  ["less than its rules take", { capacity: 39 }, "rule group own reserves 39 capacity units; its rules take 40"],
  ["more than 5,000", { capacity: 5001 }, "rule group own reserves 5001 capacity units; AWS allows 5000"],
  ["no rules", { rules: [] }, "rule group own has no rule; give one at least"],
  [
    "five rates",
    { rules: [1, 2, 3, 4, 5].map((n) => ({ name: `r${n}`, priority: n, statement: rate, action: "block" as const })) },
    "rule group own has 5 rate-based rules; AWS allows 4",
  ],
  [
    "an immunity time for a challenge",
    { rules: [{ ...challenge, statement: rate }] },
    'rule group own: rule "ask" has an immunity time for a challenge; the provider accepts an immunity time in a web ACL alone',
  ],
  [
    "a body over 4 KB",
    { responseBodies: { no: { contentType: "TEXT_PLAIN", content: "é".repeat(2049) } } },
    'rule group own: the response body "no" has 4098 bytes; give 1 to 4096',
  ],
])("refuses %s", (_, props, message) => {
  expect(() => ruleGroup(props)).toThrow(message);
});
