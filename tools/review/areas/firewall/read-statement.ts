import { blockOf, blocksOf, textOf } from "../../estate";
import { type Normal, type NormalObject, isObject, keyOf, unknown } from "../../plan/normal";
import { canonical, canonicalObject } from "./canonical";
import {
  type Group,
  type Match,
  type Rate,
  type RateKey,
  type Referred,
  type Resolve,
  type Statement,
  statementKey,
} from "./statement";

/** Reads the block that `statement` or `scope_down_statement` has. */
export function readStatement(value: Normal | undefined, path: string, resolve: Resolve): Statement {
  if (!isObject(value)) return { kind: "unknown" };
  const [type, ...others] = Object.keys(value);
  if (type === undefined || others.length > 0) return { kind: "unknown" };
  const settings = blockOf(value, type);
  const here = `${path}.${type}`;
  if (settings === undefined) return { kind: "unknown" };
  const nested = (): Statement[] =>
    blocksOf(settings, "statement").map((one) => readStatement(one, `${here}.statement`, resolve));
  switch (type) {
    case "and_statement":
      return joined("and", nested());
    case "or_statement":
      return joined("or", nested());
    case "not_statement":
      return negated(nested()[0]);
    case "rate_based_statement":
      return { ...readRate(settings), ...scopeOf(settings, here, resolve) };
    case "managed_rule_group_statement":
      return { ...readManaged(settings), ...scopeOf(settings, here, resolve) };
    case "rule_group_reference_statement":
      return readOwn(settings, resolve(settings["arn"], `${here}.arn`));
    default:
      return readMatch(type, settings, here, resolve);
  }
}

function joined(kind: "and" | "or", parts: readonly Statement[]): Statement {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const different = new Map(flat.map((part) => [statementKey(part), part]));
  const sorted = [...different].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
  const [only] = sorted;
  return only !== undefined && sorted.length === 1 ? only : { kind, parts: sorted };
}

/** A negation stands in front of a single test only: `not (a and b)` is `not a or not b`. */
function negated(part: Statement | undefined): Statement {
  if (part === undefined || part.kind === "unknown") return { kind: "unknown" };
  if (part.kind === "and" || part.kind === "or")
    return joined(part.kind === "and" ? "or" : "and", part.parts.map(negated));
  return part.kind === "not" ? part.part : { kind: "not", part };
}

function scopeOf(settings: NormalObject, path: string, resolve: Resolve): { readonly scope?: Statement } {
  if (settings["scope_down_statement"] === unknown) return { scope: { kind: "unknown" } };
  const block = blockOf(settings, "scope_down_statement");
  return block === undefined ? {} : { scope: readStatement(block, `${path}.scope_down_statement`, resolve) };
}

function readMatch(type: string, settings: NormalObject, path: string, resolve: Resolve): Match {
  const { arn, ...rest } = settings;
  const canonical = canonicalObject(rest);
  if (arn === undefined) return { kind: "match", type, settings: canonical };
  const { name, members } = resolve(arn, `${path}.arn`);
  return { kind: "match", type, settings: { ...canonical, set: name }, ...(members && { members }) };
}

/** WAF API Reference, RateBasedStatement: EvaluationWindowSec is 300 where it is not given. */
function readRate(settings: NormalObject): Rate {
  const { limit, evaluation_window_sec: window } = settings;
  return { kind: "rate", limit, windowSeconds: window ?? 300, key: readKey(settings) };
}

function readKey(settings: NormalObject): RateKey {
  const type = textOf(settings, "aggregate_key_type") ?? "IP";
  const forwarded = blockOf(settings, "forwarded_ip_config");
  const with_ = forwarded === undefined ? {} : { forwarded: canonical(forwarded) };
  if (type === "CONSTANT") return { parts: [] };
  if (type === "IP") return { parts: ["ip"] };
  if (type === "FORWARDED_IP") return { parts: ["forwarded_ip"], ...with_ };
  const keys = blocksOf(settings, "custom_key").map((key) => {
    const [name = "", ...more] = Object.keys(key);
    const only = blockOf(key, name);
    return more.length === 0 && (only === undefined || Object.keys(only).length === 0) ? name : keyOf(canonical(key));
  });
  return { parts: [...new Set(keys)].sort(), ...(keys.includes("forwarded_ip") && with_) };
}

const readOtherwise = ["name", "vendor_name", "version", "rule_action_override", "scope_down_statement"];

function readManaged(settings: NormalObject): Group {
  const { name, vendor_name: vendor, version } = settings;
  const rest = Object.entries(settings).filter(([key]) => !readOtherwise.includes(key));
  return {
    kind: "managed",
    name: [vendor, name].filter((one) => typeof one === "string").join(" "),
    ...(version !== undefined && { version }),
    settings: Object.fromEntries(rest),
    overrides: overridesOf(settings),
  };
}

function readOwn(settings: NormalObject, { name }: Referred): Group {
  return {
    kind: "own",
    name: typeof name === "string" ? name : "",
    settings: typeof name === "string" ? {} : { arn: name },
    overrides: overridesOf(settings),
  };
}

function overridesOf(settings: NormalObject): ReadonlyMap<string, string> {
  return new Map(
    blocksOf(settings, "rule_action_override").map((one) => {
      const action = blockOf(one, "action_to_use");
      return [textOf(one, "name") ?? "", Object.keys(action ?? {})[0] ?? "unknown"];
    }),
  );
}
