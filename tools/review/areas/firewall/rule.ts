import { attribute, blockOf, blocksOf, textOf } from "../../estate";
import { type Normal, type NormalObject, unknown } from "../../plan/normal";
import { type Effect, effectOf } from "./effect";
import { readStatement } from "./read-statement";
import type { Resolve, Statement } from "./statement";

/** A rule of a web ACL or of a rule group. */
export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: Statement;
  readonly effect: Effect;
  /** The labels that the rule itself puts on what it matches; a group puts further ones. */
  readonly labels: readonly string[];
  /** The block, for what is compared as it stands. */
  readonly value: NormalObject;
}

/** In the order in which AWS WAF evaluates the rules; undefined where they are known after apply only. */
export function readRules(value: Normal | undefined, resolve: Resolve): readonly Rule[] | undefined {
  const found = attribute(value, "rule");
  if (found === unknown) return undefined;
  const rules = blocksOf(value, "rule").map((block) => readRule(block, resolve));
  return rules.sort((one, other) => one.priority - other.priority);
}

function readRule(value: NormalObject, resolve: Resolve): Rule {
  const statement = blockOf(value, "statement");
  return {
    name: textOf(value, "name") ?? "(known after apply)",
    priority: Number(value["priority"] ?? NaN),
    statement: readStatement(statement, "rule.statement", resolve),
    effect: readEffect(value),
    labels: blocksOf(value, "rule_label").flatMap((label) => textOf(label, "name") ?? []),
    value,
  };
}

/** WAF API Reference, Rule: a rule has either an action, or an override of the result of the group that the rule runs. */
function readEffect(value: NormalObject): Effect {
  const action = nameIn(value, "action");
  const override = nameIn(value, "override_action");
  if (override !== undefined) return override === "none" ? "run" : effectOf(override);
  return effectOf(action);
}

function nameIn(value: NormalObject, attributeName: string): string | undefined {
  const names = Object.keys(blockOf(value, attributeName) ?? {});
  return names.length === 1 ? names[0] : undefined;
}
