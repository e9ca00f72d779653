import type { Resource } from "../../estate";
import type { Firewall } from "./firewall";
import { pairRules, type RulePair } from "./pair-rules";
import type { Rule } from "./rule";
import type { Statement } from "./statement";

/** A rule that refers to a set. `-`: the rule matches what is not in the set. */
export interface SetUse extends Partial<RulePair> {
  readonly holder: Resource;
  readonly signs: ReadonlySet<Sign>;
}

type Sign = "+" | "-";

/** The rules that refer to a set on either side, by what names the set in a statement. */
export function usesOfSets(firewall: Firewall): ReadonlyMap<string, readonly SetUse[]> {
  const found = new Map<string, SetUse[]>();
  for (const holder of firewall.holders)
    for (const { before, after } of rulesOf(firewall, holder))
      for (const [set, signs] of signsIn([before, after])) {
        const use: SetUse = { holder, ...(before && { before }), ...(after && { after }), signs };
        const known = found.get(set);
        if (known === undefined) found.set(set, [use]);
        else known.push(use);
      }
  return found;
}

function rulesOf(firewall: Firewall, holder: Resource): readonly Partial<RulePair>[] {
  const [before, after] = [firewall.rulesOf("before", holder) ?? [], firewall.rulesOf("after", holder) ?? []];
  const { pairs, removed, added } = pairRules(before, after);
  return [...pairs, ...removed.map((rule) => ({ before: rule })), ...added.map((rule) => ({ after: rule }))];
}

function signsIn(rules: readonly (Rule | undefined)[]): ReadonlyMap<string, ReadonlySet<Sign>> {
  const found = new Map<string, Set<Sign>>();
  for (const rule of rules) visit(rule?.statement, "+", found);
  return found;
}

function visit(statement: Statement | undefined, sign: Sign, found: Map<string, Set<Sign>>): void {
  if (statement === undefined) return;
  switch (statement.kind) {
    case "and":
    case "or":
      for (const part of statement.parts) visit(part, sign, found);
      return;
    case "not":
      visit(statement.part, sign === "+" ? "-" : "+", found);
      return;
    case "rate":
    case "managed":
    case "own":
      visit(statement.scope, sign, found);
      return;
    case "match": {
      const { set } = statement.settings;
      if (typeof set === "string") found.set(set, (found.get(set) ?? new Set<Sign>()).add(sign));
      return;
    }
    case "unknown":
  }
}
