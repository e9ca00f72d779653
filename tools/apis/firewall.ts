import type { Attributes } from "../terraform/configuration";
import type { Block, Countries, Firewall, RateLimit } from "./api";
import { blocks, type Landscape, numberOf, type Resource, strings } from "./landscape";

/** Reads the rules of a web ACL that a single request, or many of one address, can meet. */
export function firewallOf(landscape: Landscape, { layer, attributes }: Resource): Firewall {
  const rules = blocks(attributes["rule"]);
  const first = <T>(read: (rule: Attributes, block: Block) => T | undefined): T | undefined =>
    rules.flatMap((rule) => {
      const block = blockOf(rule, blocks(attributes["custom_response_body"]));
      return block === undefined ? [] : (read(rule, block) ?? []);
    })[0];
  const originHeader = first(({ statement }) => headerAskedBy(statement));
  const rateLimit = first(({ statement }, block) => rateLimitOf(statement, block));
  const addresses = first(({ statement }, block) => {
    const denied = addressesIn(landscape, layer, statement);
    return denied.length === 0 ? undefined : { ...block, denied };
  });
  const countries = first(({ statement }, block) => {
    const which = countriesIn(statement);
    return which && { ...block, countries: which };
  });
  const coreRules = rules.flatMap(coreRulesIn)[0];
  return {
    ...(originHeader !== undefined && { originHeader }),
    sqlInjection: rules.some(blocksSqlInjection),
    ...(coreRules && { coreRules }),
    ...(rateLimit && { rateLimit }),
    ...(addresses && { addresses }),
    ...(countries && { countries }),
  };
}

/** What a rule answers to whom it blocks; undefined for one that blocks nobody. */
function blockOf({ action }: Attributes, bodies: readonly Attributes[]): Block | undefined {
  const [block] = within(action, "block");
  if (block === undefined) return undefined;
  const [response] = blocks(block["custom_response"]);
  const own = bodies.find(({ key }) => key === response?.["custom_response_body_key"]);
  const status = numberOf(response?.["response_code"]);
  return {
    status: status ?? 403,
    inWordsOf: own !== undefined ? "the environment" : status !== undefined ? "nobody" : "the firewall",
    ...(own !== undefined && { body: String(own["content"]) }),
  };
}

/** Of a rule that looks for a header with one of the values of a pattern set. */
const headerAskedBy = (statement: unknown): string | undefined =>
  within(statement, "not_statement", "statement", "regex_pattern_set_reference_statement", "field_to_match")
    .flatMap((field) => within(field, "single_header"))
    .map(({ name }) => String(name))[0];

/** Of all that comes from one address, as AWS WAF sees it. */
function rateLimitOf(statement: unknown, block: Block): RateLimit | undefined {
  const [rate] = within(statement, "rate_based_statement");
  const limit = numberOf(rate?.["limit"]);
  if (limit === undefined || rate?.["aggregate_key_type"] !== "IP" || rate["scope_down_statement"] !== undefined) {
    return undefined;
  }
  // WAF API Reference, RateBasedStatement: EvaluationWindowSec is 300 where it is not given.
  return { ...block, limit, windowSeconds: numberOf(rate["evaluation_window_sec"]) ?? 300 };
}

/** The blocks of the sets that a rule refers to, where it compares them with the address that a request comes from. */
function addressesIn(landscape: Landscape, layer: string, statement: unknown): string[] {
  const references = [
    ...within(statement, "ip_set_reference_statement"),
    ...within(statement, "or_statement", "statement", "ip_set_reference_statement"),
  ].filter(({ ip_set_forwarded_ip_config: forwarded }) => forwarded === undefined);
  return references
    .flatMap(({ arn }) => landscape.referred(layer, arn))
    .flatMap(({ attributes }) => strings(attributes["addresses"]));
}

function countriesIn(statement: unknown): Countries | undefined {
  const codes = (...path: string[]) =>
    within(statement, ...path, "geo_match_statement")
      .filter(({ forwarded_ip_config: forwarded }) => forwarded === undefined)
      .flatMap(({ country_codes: all }) => strings(all));
  const [block, allow] = [codes(), codes("not_statement", "statement")];
  if (block.length > 0) return { block };
  return allow.length > 0 ? { allow } : undefined;
}

function blocksSqlInjection(rule: Attributes): boolean {
  return managedGroup(rule, "AWSManagedRulesSQLiRuleSet") !== undefined;
}

function coreRulesIn(rule: Attributes): NonNullable<Firewall["coreRules"]>[] {
  const group = managedGroup(rule, "AWSManagedRulesCommonRuleSet");
  if (group === undefined) return [];
  return [{ overridden: blocks(group["rule_action_override"]).map(({ name }) => String(name)) }];
}

/** One of AWS's groups, where its rules do as they do, and do not count alone. */
const managedGroup = ({ override_action: override, statement }: Attributes, name: string): Attributes | undefined =>
  within(override, "none").length > 0
    ? within(statement, "managed_rule_group_statement").find((group) => group["name"] === name)
    : undefined;

/** The blocks at the end of a path of blocks. */
function within(value: unknown, ...keys: readonly string[]): Attributes[] {
  return keys.reduce((found, key) => found.flatMap((block) => blocks(block[key])), blocks(value));
}
