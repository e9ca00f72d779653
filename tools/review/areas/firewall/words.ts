import { type Normal, type NormalObject, isList, isObject, isSet } from "../../plan/normal";
import type { Firewall } from "./firewall";
import type { Rule } from "./rule";
import type { Match, Rate, Statement } from "./statement";
import { scalar } from "../../settings/words";

/** Says what a statement matches: `country IR, KP`. A text that is looked for in a header is not shown: it may be a secret. */
export function wordsOf(statement: Statement | undefined, firewall: Firewall): string {
  if (statement === undefined) return "every request";
  switch (statement.kind) {
    case "and":
    case "or":
      return statement.parts.map((part) => nested(part, firewall)).join(` ${statement.kind} `);
    case "not":
      return `not ${nested(statement.part, firewall)}`;
    case "match":
      return matchWords(statement, firewall);
    case "rate":
      return rateWords(statement, firewall);
    case "managed":
    case "own": {
      const { kind, name, version, scope } = statement;
      const group = kind === "managed" ? `group ${name}` : `rule group ${firewall.wordOf(name)}`;
      const pinned = typeof version === "string" ? ` ${version}` : "";
      return `${group}${pinned}${scope === undefined ? "" : `, of requests with ${wordsOf(scope, firewall)}`}`;
    }
    case "unknown":
      return "what is known after apply";
  }
}

const nested = (part: Statement, firewall: Firewall): string =>
  part.kind === "and" || part.kind === "or" ? `(${wordsOf(part, firewall)})` : wordsOf(part, firewall);

function matchWords({ type, settings }: Match, firewall: Firewall): string {
  const set = typeof settings["set"] === "string" ? firewall.wordOf(settings["set"]) : "known after apply";
  const where = settings["forwarded_ip_config"] ?? settings["ip_set_forwarded_ip_config"];
  const header =
    isObject(where) && typeof where["header_name"] === "string" ? ` in header ${where["header_name"]}` : "";
  switch (type) {
    case "geo_match_statement":
      return `country ${listOf(settings["country_codes"])}${header}`;
    case "asn_match_statement":
      return `autonomous system ${listOf(settings["asn_list"])}${header}`;
    case "ip_set_reference_statement":
      return `address in IP set ${set}${header}`;
    case "regex_pattern_set_reference_statement":
      return `${fieldOf(settings)} as in regex pattern set ${set}`;
    case "regex_match_statement":
      return `${fieldOf(settings)} with a pattern`;
    case "byte_match_statement":
      return `${fieldOf(settings)} ${constraintOf(settings)} ${soughtIn(settings)}`;
    case "size_constraint_statement":
      return `${fieldOf(settings)} of a size ${scalar(settings["comparison_operator"])} ${scalar(settings["size"])}`;
    case "sqli_match_statement":
      return `SQL injection in ${fieldOf(settings)}`;
    case "xss_match_statement":
      return `cross-site scripting in ${fieldOf(settings)}`;
    case "label_match_statement":
      return `label ${scalar(settings["key"])}`;
    default:
      return type.replace(/_statement$/, "").replaceAll("_", " ");
  }
}

const listOf = (value: Normal | undefined): string =>
  isSet(value) || isList(value) ? [...value].map(scalar).sort().join(", ") : "known after apply";

function fieldOf({ field_to_match: field }: NormalObject): string {
  if (!isObject(field)) return "request";
  const [kind = "request"] = Object.keys(field);
  const settings = field[kind];
  const name = isObject(settings) && typeof settings["name"] === "string" ? ` ${settings["name"]}` : "";
  return `${kind.replace(/^single_/, "").replaceAll("_", " ")}${name}`;
}

const constraintOf = ({ positional_constraint: where }: NormalObject): string =>
  typeof where === "string" ? where.toLowerCase().replaceAll("_", " ") : "contains";

function soughtIn({ field_to_match: field, search_string: text }: NormalObject): string {
  const shown = isObject(field) && ("uri_path" in field || "method" in field) && typeof text === "string";
  return shown ? JSON.stringify(text) : "a given text";
}

function rateWords({ limit, windowSeconds, key, scope }: Rate, firewall: Firewall): string {
  const counted = scope === undefined ? "" : `, of those with ${wordsOf(scope, firewall)}`;
  return `more than ${thresholdWords({ limit, windowSeconds })} for ${keyWords(key.parts)}${counted}`;
}

export const thresholdWords = ({ limit, windowSeconds }: Pick<Rate, "limit" | "windowSeconds">): string =>
  `${typeof limit === "number" ? limit.toLocaleString("en") : "an unknown number of"} requests in ${
    typeof windowSeconds === "number" ? windowSeconds : "unknown"
  } s`;

export function keyWords(parts: readonly string[]): string {
  if (parts.length === 0) return "all senders together";
  const words = parts.map((part) => {
    const plain = /^\w+$/.test(part) ? part : (/^\{"(\w+)"/.exec(part)?.[1] ?? "key");
    const name = /"name":"([^"]*)"/.exec(part)?.[1];
    return `${plain.replaceAll("_", " ").replace(/\bip\b/, "IP address")}${name === undefined ? "" : ` ${name}`}`;
  });
  return `each ${words.join(" and ")}`;
}

/** Says what a rule does: `block (429)`. */
export function effectWords({ effect, value }: Rule): string {
  if (effect === "run") return "each rule's own action";
  if (effect === "unknown") return "an unknown action";
  const code = responseCode(value);
  return effect === "block" && code !== undefined ? `block (${code})` : effect;
}

function responseCode(value: NormalObject): string | undefined {
  const at = (one: Normal | undefined, name: string): Normal | undefined => {
    const block = isSet(one) || isList(one) ? [...one][0] : one;
    return isObject(block) ? block[name] : undefined;
  };
  const code = at(at(at(value["action"], "block"), "custom_response"), "response_code");
  return typeof code === "number" ? String(code) : undefined;
}

/** Says what stands around a rule: `priority 600, after ip-reputation, before rate-limit`. */
export function placeWords(rule: Rule, rules: readonly Rule[]): string {
  const index = rules.findIndex(({ name }) => name === rule.name);
  const [previous, next] = [rules[index - 1], rules[index + 1]];
  const around = [
    ...(previous === undefined ? [] : [`after ${previous.name}`]),
    ...(next === undefined ? [] : [`before ${next.name}`]),
  ];
  return [`priority ${rule.priority}`, ...around].join(", ");
}
