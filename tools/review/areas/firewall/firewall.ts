import { type Estate, type Resource, type Side, textOf } from "../../estate";
import { type Normal, unknown } from "../../plan/normal";
import { nameOf } from "../../things";
import { type Can, anything, canOf, nothing } from "./effect";
import { soughtLabels } from "./labels";
import { membersOf } from "./members";
import { type Rule, readRules } from "./rule";
import type { Referred } from "./statement";

const sets = ["aws_wafv2_ip_set", "aws_wafv2_regex_pattern_set"] as const;
const holders = ["aws_wafv2_web_acl", "aws_wafv2_rule_group"] as const;

/** The web ACLs of the plans, with the rule groups and sets that their rules refer to. */
export class Firewall {
  readonly #byArn = new Map<string, Resource>();
  readonly #byKey = new Map<string, Resource>();
  readonly #rules: Readonly<Record<Side, Map<Resource, readonly Rule[] | undefined>>> = {
    before: new Map(),
    after: new Map(),
  };

  constructor(readonly estate: Estate) {
    for (const one of estate.ofType(...sets, ...holders)) {
      this.#byKey.set(keyOfResource(one), one);
      for (const side of [one.before, one.after]) {
        const arn = textOf(side, "arn");
        if (arn !== undefined) this.#byArn.set(arn, one);
      }
    }
  }

  /** Web ACLs and rule groups, changed or not. */
  get holders(): readonly Resource[] {
    return this.estate.ofType(...holders);
  }

  /** In the order of evaluation; undefined where the rules are known after apply only. */
  rulesOf(side: Side, holder: Resource): readonly Rule[] | undefined {
    const known = this.#rules[side];
    if (!known.has(holder)) {
      const resolve = (arn: Normal | undefined, path: string): Referred => this.#referred(side, holder, arn, path);
      known.set(holder, readRules(holder[side], resolve));
    }
    return known.get(holder);
  }

  /** The set or the rule group that a statement has the name of. */
  resourceOf(key: string): Resource | undefined {
    return this.#byKey.get(key);
  }

  /** The name of a set or of a rule group as AWS has it; the ARN, where no plan has the thing. */
  wordOf(key: string): string {
    const resource = this.#byKey.get(key);
    return resource === undefined ? (key.split("/").at(-2) ?? key) : nameOf(resource);
  }

  /** What a rule can do to what it matches. */
  can(side: Side, rule: Rule | undefined): Can {
    if (rule === undefined) return nothing;
    const { effect, statement } = rule;
    if (effect !== "run") return canOf(effect);
    if (statement.kind !== "managed" && statement.kind !== "own") return anything;
    const overridden = [...statement.overrides.values()].includes("allow");
    // No rule of AWS's own groups allows (WAF Developer Guide, "AWS Managed Rules rule groups list"). A vendor's may.
    if (statement.kind === "managed")
      return statement.name.startsWith("AWS ") ? { stop: true, pass: overridden } : anything;
    const group = this.#byKey.get(statement.name);
    const rules = group && this.rulesOf(side, group);
    if (rules === undefined) return anything;
    const all = rules.map((one) => canOf(one.effect));
    return { stop: all.some(({ stop }) => stop), pass: overridden || all.some(({ pass }) => pass) };
  }

  /** The labels that a rule looks for, or a rule of the group that it runs. */
  soughtBy(side: Side, rule: Rule): readonly string[] {
    const group = rule.statement.kind === "own" ? this.#byKey.get(rule.statement.name) : undefined;
    const inGroup = group === undefined ? [] : (this.rulesOf(side, group) ?? []);
    return [rule, ...inGroup].flatMap(soughtLabels);
  }

  #referred(side: Side, holder: Resource, arn: Normal | undefined, path: string): Referred {
    const resource = typeof arn === "string" ? this.#byArn.get(arn) : this.#replaced(holder, arn, path);
    if (resource === undefined) return { name: arn ?? unknown };
    const members = isSetType(resource) ? membersOf(resource.type, resource[side]) : undefined;
    return { name: keyOfResource(resource), ...(members && { members }) };
  }

  /** A reference that is known after apply is to the one resource of the configuration whose ARN is so, too. */
  #replaced(holder: Resource, arn: Normal | undefined, path: string): Resource | undefined {
    if (arn !== unknown) return undefined;
    const candidates = (holder.references[path] ?? []).flatMap(
      (address) => this.#byKey.get(keyOfResource({ layer: holder.layer, address })) ?? [],
    );
    const unknowns = [...new Set(candidates)].filter((one) => textOf(one.after, "arn") === undefined);
    return unknowns.length === 1 ? unknowns[0] : undefined;
  }
}

/** What a statement has in the place of the ARN of a resource. */
export const keyOfResource = ({ layer, address }: Pick<Resource, "layer" | "address">): string => `${layer} ${address}`;

const isSetType = ({ type }: Resource): boolean => sets.some((one) => one === type);
