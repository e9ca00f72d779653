import { type CapacityStatement, capacityOf, statementCapacity } from "../../../analysis/firewall-capacity/capacity";

const geo = { kind: "geo_match" } as const;

test.each<[number, string, CapacityStatement]>([
  [1, "autonomous systems", { kind: "asn_match" }],
  [50, "a group by the name that AWS gives it", { kind: "managed_rule_group", name: "AWSManagedRulesAntiDDoSRuleSet" }],
  [77, "a rule group of the account", { kind: "rule_group_reference", capacity: 77 }],
  [2, "a rate of a forwarded address", { kind: "rate_based", aggregate: { forwardedIp: {} } }],
  [33, "a rate with a key, scoped down", { kind: "rate_based", aggregate: { customKeys: ["ip"] }, scopeDown: geo }],
])("counts %i for %s", (units, _, statement) => {
  expect(statementCapacity(statement)).toBe(units);
});

test.each([
  [0, 1],
  [1, 2],
  [5, 2],
  [6, 3],
])(
  "counts a unit for every five labels that rules add: with %i labels, a rule of one unit takes %i",
  (count, units) => {
    expect(capacityOf([{ statement: geo, labels: Array.from({ length: count }, String) }])).toBe(units);
  },
);

test("counts the labels of all rules together", () => {
  const rules = ["a", "b", "c"].map((label) => ({ statement: geo, labels: [label] }));
  expect(capacityOf(rules)).toBe(4);
});
