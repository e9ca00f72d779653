import {
  type CapacityRule,
  type CapacityStatement,
  type NestableCapacityStatement,
  capacityLimits,
  capacityOf,
} from "../../../../analysis/firewall-capacity/capacity";
import { isManagedGroupName } from "../../../../analysis/firewall-capacity/managed-groups";
import { type Resource, type Side, attribute, blockOf, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { NormalObject } from "../../plan/normal";
import type { Firewall } from "./firewall";
import type { Rule } from "./rule";

/**
 * The capacity units that a web ACL's rules take before and after. They decide its price, and whether AWS accepts the rules (WAF
 * Developer Guide, "Web ACL capacity units (WCUs) in AWS WAF"). Says nothing where a rule's capacity is in no plan.
 */
export function capacityFindings(firewall: Firewall, webAcl: Resource): readonly Finding[] {
  const [was, is] = [capacityAt(firewall, "before", webAcl), capacityAt(firewall, "after", webAcl)];
  if (was === undefined || is === undefined || was === is) return [];
  return [
    {
      rule: "waf-capacity",
      consequence: "other",
      direction: "neutral",
      place: webAcl,
      part: "capacity",
      before: numberOf(was),
      after: `${numberOf(is)} of ${numberOf(is > most ? most : included)}`,
      meaning: meaningOf(was, is),
      says: [],
    },
  ];
}

const { included, most } = capacityLimits;
const numberOf = (units: number): string => units.toLocaleString("en");

function meaningOf(was: number, is: number): string {
  if (is > most) return `AWS refuses a web ACL of more than ${numberOf(most)} capacity units: the apply fails.`;
  const price = `the price includes ${numberOf(included)} units, and each 500 beyond cost more for every request`;
  if (is > included) return `The rules take ${was > included ? "still " : ""}more than is included: ${price}.`;
  return was > included
    ? `The rules take no more than is included any more: ${price}.`
    : `The rules take another share of the ${numberOf(included)} units that the price includes.`;
}

/** Undefined where a rule takes what no plan tells. An upper bound, as AWS may count shared text transformations once. */
export function capacityAt(firewall: Firewall, side: Side, webAcl: Resource): number | undefined {
  if (attribute(webAcl[side], "rule_json") !== undefined) return undefined;
  const rules = firewall.rulesOf(side, webAcl)?.map((rule) => readRule(firewall, side, rule));
  return rules?.every((rule) => rule !== undefined) === true ? capacityOf(rules) : undefined;
}

function readRule(firewall: Firewall, side: Side, { value, labels, statement: read }: Rule): CapacityRule | undefined {
  const block = blockOf(value, "statement");
  const group = read.kind === "own" ? firewall.resourceOf(read.name) : undefined;
  const reserved = attribute(group?.[side], "capacity");
  if (read.kind === "own")
    return typeof reserved === "number"
      ? { statement: { kind: "rule_group_reference", capacity: reserved }, labels }
      : undefined;
  const statement = block && readStatement(block);
  return statement && { statement, labels };
}

function readStatement(block: NormalObject): CapacityStatement | undefined {
  const rate = blockOf(block, "rate_based_statement");
  const managed = blockOf(block, "managed_rule_group_statement");
  if (rate === undefined && managed === undefined) return readNestable(block);
  const scope = blockOf(rate ?? managed, "scope_down_statement");
  const scopeDown = scope && readNestable(scope);
  if (scope !== undefined && scopeDown === undefined) return undefined;
  if (rate !== undefined)
    return {
      kind: "rate_based",
      aggregate: { customKeys: blocksOf(rate, "custom_key") },
      ...(scopeDown && { scopeDown }),
    };
  const name = textOf(managed, "name") ?? "";
  if (textOf(managed, "vendor_name") !== "AWS" || !isManagedGroupName(name)) return undefined;
  return { kind: "managed_rule_group", name, ...(scopeDown && { scopeDown }) };
}

function readNestable(block: NormalObject): NestableCapacityStatement | undefined {
  const [type = "", ...others] = Object.keys(block);
  const settings = blockOf(block, type);
  if (settings === undefined || others.length > 0) return undefined;
  switch (type) {
    case "and_statement":
    case "or_statement": {
      const statements = blocksOf(settings, "statement").map(readNestable);
      return statements.every((one) => one !== undefined)
        ? { kind: type === "and_statement" ? "and" : "or", statements }
        : undefined;
    }
    case "not_statement": {
      const [negated] = blocksOf(settings, "statement");
      const statement = negated && readNestable(negated);
      return statement && { kind: "not", statement };
    }
    case "asn_match_statement":
      return { kind: "asn_match" };
    case "geo_match_statement":
      return { kind: "geo_match" };
    case "label_match_statement":
      return { kind: "label_match" };
    case "ip_set_reference_statement": {
      const position = textOf(blockOf(settings, "ip_set_forwarded_ip_config"), "position") ?? "FIRST";
      return { kind: "ip_set_reference", forwardedIp: { position } };
    }
    default:
      return readInspection(type, settings);
  }
}

function readInspection(type: string, settings: NormalObject): NestableCapacityStatement | undefined {
  const field = blockOf(settings, "field_to_match") ?? {};
  const inspection = {
    component: "json_body" in field ? { jsonBody: {} } : (Object.keys(field)[0] ?? ""),
    transformations: blocksOf(settings, "text_transformation").map((one) => textOf(one, "type") ?? ""),
  };
  switch (type) {
    case "byte_match_statement": {
      const where = constraints.find((one) => one === textOf(settings, "positional_constraint"));
      return where && { kind: "byte_match", positionalConstraint: where, ...inspection };
    }
    case "sqli_match_statement":
      return {
        kind: "sqli_match",
        // WAF API Reference, SqliMatchStatement: LOW where none is given.
        sensitivity: textOf(settings, "sensitivity_level") === "HIGH" ? "HIGH" : "LOW",
        ...inspection,
      };
    case "regex_match_statement":
      return { kind: "regex_match", ...inspection };
    case "regex_pattern_set_reference_statement":
      return { kind: "regex_pattern_set_reference", ...inspection };
    case "size_constraint_statement":
      return { kind: "size_constraint", ...inspection };
    case "xss_match_statement":
      return { kind: "xss_match", ...inspection };
    default:
      return undefined;
  }
}

const constraints = ["EXACTLY", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "CONTAINS_WORD"] as const;
