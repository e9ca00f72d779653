import { type ManagedGroupName, managedGroupCapacities } from "./managed-groups";

/**
 * What the price of a web ACL includes, and the most that AWS allows (WAF Developer Guide, "Web ACL capacity units (WCUs) in AWS
 * WAF").
 */
export const capacityLimits = { included: 1500, most: 5000 } as const;

/** WAF Developer Guide, "Using match rule statements in AWS WAF" and the page of each statement. */
const baseCapacity = {
  byte_match: { EXACTLY: 2, STARTS_WITH: 2, ENDS_WITH: 2, CONTAINS: 10, CONTAINS_WORD: 10 },
  regex_match: 3,
  regex_pattern_set_reference: 25,
  size_constraint: 1,
  sqli_match: { LOW: 20, HIGH: 30 },
  xss_match: 40,
  asn_match: 1,
  geo_match: 1,
  ip_set_reference: 1,
  label_match: 1,
  rate_based: 2,
} as const;

const eachTextTransformation = 10;
const allQueryArguments = 10;
const eachCustomKey = 30;
const anyForwardedPosition = 4;
/** WAF Developer Guide, "AWS WAF rules that add labels": a unit for every five labels. */
const labelsOfOneUnit = 5;

interface Inspection {
  /** `all_query_arguments`, or an object with `jsonBody`; any other component adds nothing. */
  readonly component: string | object;
  /** The names of the transformations; `NONE` adds nothing. */
  readonly transformations: readonly string[];
}

/** A statement that may be nested in another. */
export type NestableCapacityStatement =
  | ({ readonly kind: "byte_match"; readonly positionalConstraint: keyof typeof baseCapacity.byte_match } & Inspection)
  | ({ readonly kind: "sqli_match"; readonly sensitivity: keyof typeof baseCapacity.sqli_match } & Inspection)
  | ({
      readonly kind: "regex_match" | "regex_pattern_set_reference" | "size_constraint" | "xss_match";
    } & Inspection)
  | { readonly kind: "ip_set_reference"; readonly forwardedIp?: { readonly position: string } }
  | { readonly kind: "asn_match" | "geo_match" | "label_match" }
  | { readonly kind: "and" | "or"; readonly statements: readonly NestableCapacityStatement[] }
  | { readonly kind: "not"; readonly statement: NestableCapacityStatement };

/** The parts of a statement that take capacity. */
export type CapacityStatement =
  | NestableCapacityStatement
  | {
      readonly kind: "rate_based";
      readonly aggregate: string | { readonly forwardedIp?: object; readonly customKeys?: readonly unknown[] };
      readonly scopeDown?: NestableCapacityStatement;
    }
  | {
      readonly kind: "managed_rule_group";
      readonly name: ManagedGroupName;
      readonly scopeDown?: NestableCapacityStatement;
    }
  /** A rule group of the account takes what it reserves. */
  | { readonly kind: "rule_group_reference"; readonly capacity: number };

/**
 * Sums the web ACL capacity units (WCU) of a statement's parts, as AWS documents them.
 *
 * An upper bound: AWS may count a text transformation once where several rules apply the same one to the same component (WAF
 * Developer Guide, "Web ACL capacity units (WCUs) in AWS WAF"). So `aws_wafv2_web_acl.capacity` may be less after an apply.
 */
export function statementCapacity(statement: CapacityStatement): number {
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
    case "asn_match":
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
      const keys = typeof aggregate === "string" ? 0 : (aggregate.customKeys?.length ?? 0);
      return baseCapacity.rate_based + eachCustomKey * keys + scopeDownCapacity(statement.scopeDown);
    }
    case "managed_rule_group":
      return managedGroupCapacities[statement.name] + scopeDownCapacity(statement.scopeDown);
    case "rule_group_reference":
      return statement.capacity;
  }
}

export interface CapacityRule {
  readonly statement: CapacityStatement;
  /** The labels that the rule adds to what it matches. @default none */
  readonly labels?: readonly string[];
}

/** The capacity of a web ACL or a rule group with these rules: an upper bound, see `statementCapacity`. */
export function capacityOf(rules: readonly CapacityRule[]): number {
  const labels = sum(rules.map(({ labels: added = [] }) => added.length));
  return sum(rules.map(({ statement }) => statementCapacity(statement))) + Math.ceil(labels / labelsOfOneUnit);
}

function inspectionCapacity(base: number, { component, transformations }: Inspection): number {
  const doubled = typeof component === "object" && "jsonBody" in component ? 2 : 1;
  const extra = component === "all_query_arguments" ? allQueryArguments : 0;
  return base * doubled + extra + eachTextTransformation * transformations.filter((type) => type !== "NONE").length;
}

function scopeDownCapacity(scopeDown: NestableCapacityStatement | undefined): number {
  return scopeDown === undefined ? 0 : statementCapacity(scopeDown);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
