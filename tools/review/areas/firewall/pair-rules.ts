import type { Rule } from "./rule";
import { hasUnknown } from "./inclusion";
import { statementKey } from "./statement";

/** One rule before and after. */
export interface RulePair {
  readonly before: Rule;
  readonly after: Rule;
}

export interface PairedRules {
  readonly pairs: readonly RulePair[];
  readonly removed: readonly Rule[];
  readonly added: readonly Rule[];
}

/**
 * Finds each rule again: by its name; by its statement and priority, or its statement and effect, where only one rule of each
 * side has them and no name is left. Such a rule is renamed.
 */
export function pairRules(before: readonly Rule[], after: readonly Rule[]): PairedRules {
  return [byName, byPlace, byEffect].reduce<PairedRules>(
    (paired, key) => {
      const [had, has] = [single(paired.removed, key), single(paired.added, key)];
      const found = [...had].flatMap(([name, one]) => {
        const other = has.get(name);
        return other === undefined ? [] : [{ before: one, after: other }];
      });
      const known = new Set(found.flatMap((pair) => [pair.before, pair.after]));
      return {
        pairs: [...paired.pairs, ...found],
        removed: paired.removed.filter((rule) => !known.has(rule)),
        added: paired.added.filter((rule) => !known.has(rule)),
      };
    },
    { pairs: [], removed: before, added: after },
  );
}

const byName = ({ name }: Rule): string => name;
const byPlace = ({ statement, priority }: Rule): string | undefined =>
  hasUnknown(statement) ? undefined : `${priority} ${statementKey(statement)}`;
const byEffect = ({ statement, effect }: Rule): string | undefined =>
  hasUnknown(statement) ? undefined : `${effect} ${statementKey(statement)}`;

/** The rules by a key, without those that share one. */
function single(rules: readonly Rule[], key: (rule: Rule) => string | undefined): ReadonlyMap<string, Rule> {
  const found = new Map<string, Rule | undefined>();
  for (const rule of rules) {
    const name = key(rule);
    if (name !== undefined) found.set(name, found.has(name) ? undefined : rule);
  }
  return new Map([...found].flatMap(([name, rule]) => (rule === undefined ? [] : [[name, rule] as const])));
}
