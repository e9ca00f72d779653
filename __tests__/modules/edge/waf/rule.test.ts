import { countingOnly, ruleFaults } from "../../../../modules/edge/waf/rule";
import type { Rule } from "../../../../modules/edge/waf/rule";

const label = { kind: "label_match", scope: "LABEL", key: "a" } as const;
const rate = { kind: "rate_based", limit: 10, evaluationWindowSeconds: 60, aggregate: "IP" } as const;
const linux = { kind: "managed_rule_group", group: "linux", version: null } as const;
const own: Rule = { name: "own", priority: 1, statement: label, action: "block" };
const group: Rule = { name: "group", priority: 2, statement: linux, overrideAction: "none" };
/** Settings that were read can be what no type allows. */
const untyped = (rule: unknown) => rule as Rule;

/** Checked by `npm run typecheck`: an action on the wrong kind of rule must not compile. */
export const mustNotCompile: readonly Rule[] = [
  // @ts-expect-error -- an action on a rule that runs a group
  { name: "a", priority: 1, statement: linux, action: "block" },
  // @ts-expect-error -- an override on a rule of our own
  { name: "a", priority: 1, statement: label, overrideAction: "none" },
  // @ts-expect-error -- an action and an override
  { name: "a", priority: 1, statement: label, action: "block", overrideAction: "none" },
  // @ts-expect-error -- a rate within not
  { name: "a", priority: 1, statement: { kind: "not", statement: rate }, action: "block" },
];

test("finds no fault in rules with their own names and priorities", () => {
  expect(ruleFaults([own, group], "acl")).toEqual([]);
});

test.each<[string, Rule[], string[]]>([
  [
    "two rules of one priority",
    [own, { ...group, priority: 1 }],
    ["acl: the rules own, group have the priority 1; give each rule its own priority"],
  ],
  [
    "two rules of one name",
    [own, { ...own, priority: 3 }],
    ['acl: two rules have the name "own"; give each rule its own name'],
  ],
  [
    "a name with a space",
    [{ ...own, name: "a b" }],
    ['acl: rule "a b" has a name that AWS refuses; give 1 to 128 letters, digits, - or _'],
  ],
  [
    "the name of AWS's own metric",
    [{ ...own, name: "Default_Action" }],
    ['acl: rule "Default_Action" has the name of a metric of AWS WAF\'s own; give another name'],
  ],
  [
    "a negative priority",
    [{ ...own, priority: -1 }],
    ['acl: rule "own" has the priority -1; give a whole number from 0'],
  ],
  [
    "an action on a group",
    [untyped({ ...group, overrideAction: undefined, action: "block" })],
    ['acl: rule "group" runs a rule group; give overrideAction and no action'],
  ],
  [
    "an override on a rule of our own",
    [untyped({ ...own, action: undefined, overrideAction: "none" })],
    ['acl: rule "own" runs no rule group; give action and no overrideAction'],
  ],
  [
    "a rate that allows",
    [{ ...own, statement: rate, action: "allow" }],
    ['acl: rule "own" is rate-based and has the action allow; give another action'],
  ],
  [
    "an immunity time where nothing is asked",
    [{ ...own, immunitySeconds: 300 }],
    [
      'acl: rule "own" has an immunity time; give an immunity time to a rule with the action captcha or challenge alone',
    ],
  ],
  [
    "a challenge that counts for a minute",
    [{ ...own, action: "challenge", immunitySeconds: 60 }],
    ['acl: rule "own" counts a solved challenge for 60 seconds; give 300 to 259200'],
  ],
  [
    "a label with a space",
    [{ ...own, labels: ["a b"] }],
    ['acl: rule "own" adds the label "a b"; give 1 to 1,024 letters, digits or _ : -'],
  ],
  [
    "a body that is not there",
    [{ ...own, action: { block: { code: 403, bodyKey: "b" } } }],
    ['acl: rule "own" answers with the body "b"; give one of the response bodies: there is none'],
  ],
])("refuses %s", (_, rules, expected) => {
  expect(ruleFaults(rules, "acl")).toEqual(expected);
});

test("lets every rule count, except a rule that allows", () => {
  const rules: Rule[] = [own, group, { ...own, action: "captcha" }, { ...own, action: "allow" }];
  expect(rules.map(countingOnly).map(({ action, overrideAction }) => action ?? overrideAction)).toEqual([
    "count",
    "count",
    "count",
    "allow",
  ]);
});
