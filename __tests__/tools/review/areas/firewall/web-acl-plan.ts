import { firewall } from "../../../../../tools/review/areas/firewall";
import type { Finding } from "../../../../../tools/review/finding";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import type { Block } from "./requests";
import { arn } from "./web-acls";

interface RuleProps {
  readonly name?: string;
  readonly priority?: number;
  readonly action?: string;
  readonly override?: string;
  readonly more?: Block;
}

/** A rule as a plan has one. */
export const rule = (
  statement: Block,
  { name = "r", priority = 1, action = "block", override, more }: RuleProps = {},
) => ({
  name,
  priority,
  ...(override === undefined ? { action: [{ [action]: [{}] }] } : { override_action: [{ [override]: [{}] }] }),
  statement: [statement],
  visibility_config: [{ metric_name: name, cloudwatch_metrics_enabled: true, sampled_requests_enabled: true }],
  ...more,
});

export const countries = (...codes: readonly string[]): Block => ({ geo_match_statement: [{ country_codes: codes }] });
export const not = (statement: Block): Block => ({ not_statement: [{ statement: [statement] }] });
export const path = (text: string, where = "STARTS_WITH"): Block => ({
  byte_match_statement: [
    {
      search_string: text,
      positional_constraint: where,
      field_to_match: [{ uri_path: [{}] }],
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  ],
});
export const addressesOf = (set: string): Block => ({ ip_set_reference_statement: [{ arn: arn("ipset", set) }] });
export const rate = (limit: number, more: Block = {}): Block => ({
  rate_based_statement: [{ limit, evaluation_window_sec: 300, aggregate_key_type: "IP", ...more }],
});
export const managed = (more: Block = {}): Block => ({
  managed_rule_group_statement: [{ vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet", ...more }],
});

const base = { arn: arn("webacl", "web"), name: "web", default_action: [{ allow: [{}] }] };

/** A web ACL that changes, or stays, in a plan of the edge. */
export const webAcl = (before: Block, after: Block = before): PlannedResource => ({
  address: "aws_wafv2_web_acl.web",
  before: { ...base, ...before },
  after: { ...base, ...after },
});

export const findingsOf = (...resources: readonly PlannedResource[]): readonly Finding[] =>
  findIn(firewall, planOf(resources));

/** The findings but for the capacity, which changes with most rules and has tests of its own. */
const withoutCapacity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ rule: id }) => id !== "waf-capacity");

/** The findings as lines, without what they are about where that is the web ACL, and without the capacity. */
export const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  withoutCapacity(findingsOf(...resources)).map((one) => lineOf(one).replace(": web ACL web, ", ": "));

/** The lines of a web ACL whose rules change. */
export const ruleLines = (before: readonly Block[], after: readonly Block[], ...others: readonly PlannedResource[]) =>
  linesOf(webAcl({ rule: before }, { rule: after }), ...others);

/** The directions of a rule that changes its statement, for one that blocks. */
export const directionsOf = (before: Block, after: Block, props: RuleProps = {}): readonly string[] =>
  withoutCapacity(findingsOf(webAcl({ rule: [rule(before, props)] }, { rule: [rule(after, props)] }))).map(
    ({ direction }) => direction,
  );
