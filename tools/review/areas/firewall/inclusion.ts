import { type NormalObject, isObject, isSet, keyOf } from "../../plan/normal";
import { holds } from "./members";
import { type Match, type Statement, partsOf, statementKey } from "./statement";

/** How what matches after stands to what matched before. */
export type Relation = "same" | "wider" | "narrower" | "different";

/** Compares the requests that two statements match. `different` where neither is proved to contain the other. */
export function relationOf(before: Statement | undefined, after: Statement | undefined): Relation {
  if (statementKey(before) === statementKey(after)) return "same";
  const [wider, narrower] = [contains(after, before), contains(before, after)];
  if (wider && narrower) return "same";
  return wider ? "wider" : narrower ? "narrower" : "different";
}

export const hasUnknown = (statement: Statement | undefined): boolean =>
  partsOf(statement).some(({ kind }) => kind === "unknown") || /\bunknown\b/.test(unquoted(statementKey(statement)));

const unquoted = (key: string): string => key.replace(/"(?:[^"\\]|\\.)*"/g, "");

/** Whether every request that `inner` matches is one that `outer` matches, as far as that can be proved. */
function contains(outer: Statement | undefined, inner: Statement | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined || hasUnknown(outer) || hasUnknown(inner)) return false;
  if (statementKey(outer) === statementKey(inner)) return true;
  if (inner.kind === "or") return inner.parts.every((part) => contains(outer, part));
  if (outer.kind === "and") return outer.parts.every((part) => contains(part, inner));
  if (outer.kind === "or" && outer.parts.some((part) => contains(part, inner))) return true;
  if (inner.kind === "and" && inner.parts.some((part) => contains(outer, part))) return true;
  if (outer.kind === "not" && inner.kind === "not") return contains(inner.part, outer.part);
  return outer.kind === "match" && inner.kind === "match" && outer.type === inner.type && matchContains(outer, inner);
}

function matchContains(outer: Match, inner: Match): boolean {
  const [all, some] = [oversizeOf(outer), oversizeOf(inner)];
  if (all !== some)
    return (
      oversizes.indexOf(all) > oversizes.indexOf(some) && contains(withOversize(outer, some), withOversize(inner, some))
    );
  switch (outer.type) {
    case "geo_match_statement":
      return sameBut(outer, inner, "country_codes") && setContains(outer, inner, "country_codes");
    case "asn_match_statement":
      return sameBut(outer, inner, "asn_list") && setContains(outer, inner, "asn_list");
    case "ip_set_reference_statement":
    case "regex_pattern_set_reference_statement":
      return sameBut(outer, inner, "set") && holdsAll(outer, inner);
    case "byte_match_statement":
      return sameBut(outer, inner, "search_string", "positional_constraint") && textContains(outer, inner);
    case "size_constraint_statement":
      return sameBut(outer, inner, "size", "comparison_operator") && sizeContains(outer, inner);
    case "sqli_match_statement":
      // WAF API Reference, SqliMatchStatement: HIGH detects more; LOW is the default.
      return sameBut(outer, inner, "sensitivity_level") && outer.settings["sensitivity_level"] === "HIGH";
    case "label_match_statement":
      return namespaceContains(outer, inner);
    default:
      return false;
  }
}

/**
 * What becomes of a part of a request that is too large to be looked at whole, the fewest matches first (WAF Developer Guide,
 * "Oversize web request components in AWS WAF").
 */
const oversizes = ["NO_MATCH", "CONTINUE", "MATCH"];

function oversizeOf({ settings }: Match): string {
  const [field] = Object.values(fieldsOf(settings));
  const found = isObject(field) ? field["oversize_handling"] : undefined;
  return typeof found === "string" ? found : "CONTINUE";
}

function withOversize(match: Match, oversize_handling: string): Match {
  const fields = Object.entries(fieldsOf(match.settings)).map(([name, field]): readonly [string, NormalObject] => [
    name,
    isObject(field) ? { ...field, oversize_handling } : { oversize_handling },
  ]);
  return { ...match, settings: { ...match.settings, field_to_match: Object.fromEntries(fields) } };
}

const fieldsOf = ({ field_to_match: field }: NormalObject): NormalObject => (isObject(field) ? field : {});

function sameBut(one: Match, other: Match, ...names: readonly string[]): boolean {
  const rest = ({ settings }: Match) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
  return keyOf(rest(one)) === keyOf(rest(other));
}

function setContains(outer: Match, inner: Match, name: string): boolean {
  const [all, some] = [outer.settings[name], inner.settings[name]];
  if (!isSet(all) || !isSet(some)) return false;
  const keys = new Set([...all].map(keyOf));
  return [...some].every((one) => keys.has(keyOf(one)));
}

/** Two sets by name: what each of them holds decides. One set is always itself: its own change is said where the set is. */
const holdsAll = (outer: Match, inner: Match): boolean =>
  outer.members !== undefined && inner.members !== undefined && holds(outer.members, inner.members);

/** WAF API Reference, ByteMatchStatement: PositionalConstraint. `CONTAINS_WORD` is left to equality. */
function textContains(outer: Match, inner: Match): boolean {
  const [sought, found] = [outer.settings["search_string"], inner.settings["search_string"]];
  const [where, there] = [outer.settings["positional_constraint"], inner.settings["positional_constraint"]];
  if (typeof sought !== "string" || typeof found !== "string") return false;
  if (where === "CONTAINS") return found.includes(sought);
  if (where === "STARTS_WITH") return (there === "STARTS_WITH" || there === "EXACTLY") && found.startsWith(sought);
  if (where === "ENDS_WITH") return (there === "ENDS_WITH" || there === "EXACTLY") && found.endsWith(sought);
  return false;
}

function sizeContains(outer: Match, inner: Match): boolean {
  const [all, some] = [sizesOf(outer), sizesOf(inner)];
  return all !== undefined && some !== undefined && all.from <= some.from && some.to <= all.to;
}

/** The sizes that match, both ends included; undefined for those that are no one interval. */
function sizesOf({ settings }: Match): { readonly from: number; readonly to: number } | undefined {
  const size = Number(settings["size"]);
  if (!Number.isInteger(size)) return undefined;
  switch (settings["comparison_operator"]) {
    case "EQ":
      return { from: size, to: size };
    case "GE":
      return { from: size, to: Infinity };
    case "GT":
      return { from: size + 1, to: Infinity };
    case "LE":
      return { from: 0, to: size };
    case "LT":
      return { from: 0, to: size - 1 };
    default:
      return undefined;
  }
}

/** A namespace holds the labels and namespaces that begin with it (WAF API Reference, LabelMatchStatement). */
function namespaceContains({ settings: outer }: Match, { settings: inner }: Match): boolean {
  const [namespace, key] = [outer["key"], inner["key"]];
  return (
    outer["scope"] === "NAMESPACE" &&
    typeof namespace === "string" &&
    typeof key === "string" &&
    namespace.endsWith(":") &&
    key.startsWith(namespace)
  );
}
