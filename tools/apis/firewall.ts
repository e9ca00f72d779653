import type { Attributes } from "../terraform/configuration";
import type { Firewall } from "./api";
import { blocks, type Resource } from "./landscape";

/** Reads the rules of a web ACL that a single request can meet. */
export function firewallOf({ attributes }: Resource): Firewall {
  const rules = blocks(attributes["rule"]);
  const originHeader = rules.flatMap(headerAskedBy)[0];
  return { ...(originHeader !== undefined && { originHeader }), sqlInjection: rules.some(blocksSqlInjection) };
}

/** Of a rule that blocks whatever does not carry one of the values of a pattern set. */
function headerAskedBy({ action, statement }: Attributes): string[] {
  if (!has(action, "block")) return [];
  return within(statement, "not_statement", "statement", "regex_pattern_set_reference_statement", "field_to_match")
    .flatMap((field) => within(field, "single_header"))
    .map(({ name }) => String(name));
}

function blocksSqlInjection({ override_action: override, statement }: Attributes): boolean {
  return (
    has(override, "none") &&
    within(statement, "managed_rule_group_statement").some(({ name }) => name === "AWSManagedRulesSQLiRuleSet")
  );
}

const has = (value: unknown, key: string): boolean => blocks(value).some((block) => key in block);

/** The blocks at the end of a path of blocks. */
function within(value: unknown, ...keys: readonly string[]): Attributes[] {
  return keys.reduce((found, key) => found.flatMap((block) => blocks(block[key])), blocks(value));
}
