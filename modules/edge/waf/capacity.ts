import { managedRuleGroup } from "./managed-rule-groups";
import type { RequestComponent } from "./request-component";
import type { NestableStatement, Statement } from "./statement";
import type { TextTransformations } from "./text-transformation";

/** What the price of a web ACL includes, and the most that AWS allows (WAF Developer Guide, "AWS WAF quotas"). */
export const capacityLimits = { included: 1500, most: 5000 } as const;

/** WAF Developer Guide, the page of each rule statement, "Rule statement characteristics". */
const baseCapacity = {
  byte_match: { EXACTLY: 2, STARTS_WITH: 2, ENDS_WITH: 2, CONTAINS: 10, CONTAINS_WORD: 10 },
  regex_match: 3,
  regex_pattern_set_reference: 25,
  size_constraint: 1,
  sqli_match: { LOW: 20, HIGH: 30 },
  xss_match: 40,
  geo_match: 1,
  ip_set_reference: 1,
  label_match: 1,
  rate_based: 2,
} as const;

const eachTextTransformation = 10;
const allQueryArguments = 10;
const eachCustomKey = 30;
const anyForwardedPosition = 4;

/**
 * Sums the web ACL capacity units (WCU) of a statement's parts, as AWS documents them.
 *
 * An upper bound: AWS counts a text transformation once where several rules apply the same one to the same component. So
 * `aws_wafv2_web_acl.capacity` may be less after an apply.
 */
export function statementCapacity(statement: Statement): number {
  switch (statement.kind) {
    case "byte_match":
      return inspectionCapacity(baseCapacity.byte_match[statement.positionalConstraint], statement);
    case "sqli_match":
      return inspectionCapacity(baseCapacity.sqli_match[statement.sensitivity], statement);
    case "regex_match":
    case "regex_pattern_set_reference":
    case "size_constraint":
    case "xss_match":
      return inspectionCapacity(baseCapacity[statement.kind], statement);
    case "ip_set_reference":
      return baseCapacity.ip_set_reference + (statement.forwardedIp?.position === "ANY" ? anyForwardedPosition : 0);
    case "geo_match":
    case "label_match":
      return baseCapacity[statement.kind];
    case "and":
    case "or":
      return sum(statement.statements.map(statementCapacity));
    case "not":
      return statementCapacity(statement.statement);
    case "rate_based": {
      const { aggregate } = statement;
      const keys = typeof aggregate === "object" && "customKeys" in aggregate ? aggregate.customKeys.length : 0;
      return baseCapacity.rate_based + eachCustomKey * keys + scopeDownCapacity(statement.scopeDown);
    }
    case "managed_rule_group":
      return managedRuleGroup(statement.group).capacity + scopeDownCapacity(statement.scopeDown);
    case "rule_group_reference":
      return statement.capacity;
  }
}

/** The capacity of a web ACL or a rule group with these rules: an upper bound, see `statementCapacity`. */
export function capacityOf(rules: readonly { readonly statement: Statement }[]): number {
  return sum(rules.map(({ statement }) => statementCapacity(statement)));
}

export interface CapacityRule {
  /** Whether the price of more than is included is accepted, with a reason. */
  readonly surchargeAccepted: boolean;
}

/** Says what is wrong with a web ACL's capacity, as the end of a sentence after the place. */
export function capacityFaults(capacity: number, { surchargeAccepted }: CapacityRule): string[] {
  const { included, most } = capacityLimits;
  const units = `takes ${capacity.toLocaleString("en")} capacity units`;
  if (capacity > most) return [`${units}; AWS allows ${most.toLocaleString("en")}`];
  if (capacity > included && !surchargeAccepted) {
    return [
      `${units}; the price includes ${included.toLocaleString("en")}, so take rules out or accept the surcharge with a reason`,
    ];
  }
  return [];
}

function inspectionCapacity(
  base: number,
  { component, transformations }: { component: RequestComponent; transformations: TextTransformations },
): number {
  const doubled = typeof component === "object" && "jsonBody" in component ? 2 : 1;
  const extra = component === "all_query_arguments" ? allQueryArguments : 0;
  return base * doubled + extra + eachTextTransformation * transformations.filter((type) => type !== "NONE").length;
}

function scopeDownCapacity(scopeDown: NestableStatement | undefined): number {
  return scopeDown === undefined ? 0 : statementCapacity(scopeDown);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
