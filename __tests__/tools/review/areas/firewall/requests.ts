/** A block of a plan: Terraform has each as a list of one. */
export type Block = Readonly<Record<string, unknown>>;

/** A request, with what AWS WAF knows of its sender's other requests. */
export interface Request {
  readonly address: string;
  readonly country: string;
  readonly path: string;
  readonly header: string;
  /** What the client has solved; a CAPTCHA is as good as a challenge. */
  readonly solved: "nothing" | "challenge" | "captcha";
  /** Requests of one moment, and of each minute, that share a counter: by the part of a counter's key. */
  readonly burst: number;
  readonly perMinute: Readonly<Record<string, number>>;
}

/** What rules refer to, by ARN: the addresses and patterns of sets, and the rules of groups. */
export type Referred = Readonly<Record<string, Block>>;

/** Whether a web ACL lets a request through, as AWS WAF does (WAF Developer Guide, "Rule and rule group evaluation"). */
export function passes(webAcl: Block, referred: Referred, request: Request): boolean {
  const ending = endingAmong(blocks(webAcl["rule"]), { referred, request, labels: new Set<string>() });
  return (ending ?? (Object.keys(block(webAcl["default_action"]))[0] === "block" ? "stop" : "pass")) === "pass";
}

type Ending = "pass" | "stop";

/** What an action does to a request; undefined where the next rule is asked. */
function endingOf(action: Block, { solved }: Request): Ending | undefined {
  if ("allow" in action) return "pass";
  if ("block" in action) return "stop";
  if ("captcha" in action) return solved === "captcha" ? undefined : "stop";
  return "challenge" in action && solved === "nothing" ? "stop" : undefined;
}

interface Seen {
  readonly referred: Referred;
  readonly request: Request;
  /** What rules have put on the request. */
  readonly labels: Set<string>;
}

function endingAmong(rules: readonly Block[], seen: Seen): Ending | undefined {
  for (const rule of [...rules].sort((one, other) => Number(one["priority"]) - Number(other["priority"]))) {
    const ending = endingBy(rule, seen);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

function endingBy(rule: Block, seen: Seen): Ending | undefined {
  const statement = block(rule["statement"]);
  const ending = "override_action" in rule ? endingByGroup(statement, seen) : endingByAction(rule, statement, seen);
  return ending !== undefined && "count" in block(rule["override_action"]) ? undefined : ending;
}

function endingByAction(rule: Block, statement: Block, seen: Seen): Ending | undefined {
  if (!matches(statement, seen)) return undefined;
  for (const { name } of blocks(rule["rule_label"])) seen.labels.add(String(name));
  return endingOf(block(rule["action"]), seen.request);
}

/** The rules of the managed group of these tests: each blocks one path, and puts a label on it. */
export const managedRules: Readonly<Record<string, string>> = { Traversal: "/etc", Injection: "/sql" };

function endingByGroup(statement: Block, seen: Seen): Ending | undefined {
  if ("rule_group_reference_statement" in statement) {
    const group = seen.referred[String(block(statement["rule_group_reference_statement"])["arn"])];
    return endingAmong(blocks(group?.["rule"]), seen);
  }
  const group = block(statement["managed_rule_group_statement"]);
  const [scope] = blocks(group["scope_down_statement"]);
  if (scope !== undefined && !matches(scope, seen)) return undefined;
  for (const [name, path] of Object.entries(managedRules)) {
    if (seen.request.path !== path) continue;
    const override = blocks(group["rule_action_override"]).find((one) => one["name"] === name);
    const action = override === undefined ? { block: [] } : block(override["action_to_use"]);
    const ending = endingOf(action, seen.request);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

function matches(statement: Block, seen: Seen): boolean {
  const [type = ""] = Object.keys(statement);
  const settings = block(statement[type]);
  const { request, referred, labels } = seen;
  const parts = (): readonly Block[] => blocks(settings["statement"]);
  const set = referred[String(settings["arn"])];
  switch (type) {
    case "and_statement":
      return parts()
        .map((part) => matches(part, seen))
        .every(Boolean);
    case "or_statement":
      return parts()
        .map((part) => matches(part, seen))
        .some(Boolean);
    case "not_statement":
      return !parts().some((part) => matches(part, seen));
    case "geo_match_statement": {
      labels.add(`awswaf:clientip:geo:country:${request.country}`);
      return texts(settings["country_codes"]).includes(request.country);
    }
    case "ip_set_reference_statement":
      return texts(set?.["addresses"]).some((range) => request.address.startsWith(range.replace(/0\/24$|\/32$/, "")));
    case "regex_pattern_set_reference_statement":
      return blocks(set?.["regular_expression"]).some((one) => String(one["regex_string"]) === request.header);
    case "byte_match_statement":
      return finds(String(settings["positional_constraint"]), request.path, String(settings["search_string"]));
    case "label_match_statement":
      return labels.has(String(settings["key"]));
    case "rate_based_statement":
      return isOver(settings, seen);
    default:
      throw new Error(`no test has the statement ${type}`);
  }
}

function finds(where: string, text: string, sought: string): boolean {
  if (where === "EXACTLY") return text === sought;
  if (where === "STARTS_WITH") return text.startsWith(sought);
  return where === "ENDS_WITH" ? text.endsWith(sought) : text.includes(sought);
}

function isOver(settings: Block, seen: Seen): boolean {
  const [scope] = blocks(settings["scope_down_statement"]);
  if (scope !== undefined && !matches(scope, seen)) return false;
  const { burst, perMinute } = seen.request;
  const parts = partsOf(settings).map((part) => perMinute[part] ?? 0);
  const rate = parts.length === 0 ? Math.max(...Object.values(perMinute)) : Math.min(...parts);
  return burst + (rate * Number(settings["evaluation_window_sec"])) / 60 > Number(settings["limit"]);
}

function partsOf(settings: Block): readonly string[] {
  const type = String(settings["aggregate_key_type"]);
  if (type === "CUSTOM_KEYS") return blocks(settings["custom_key"]).flatMap((key) => Object.keys(key));
  return type === "CONSTANT" ? [] : [type.toLowerCase()];
}

const blocks = (value: unknown): readonly Block[] => (Array.isArray(value) ? (value as readonly Block[]) : []);
const block = (value: unknown): Block => blocks(value)[0] ?? {};
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
