import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isUnder, namesIn } from "../../settings/paths";
import type { Can } from "./effect";
import type { Firewall } from "./firewall";
import { type PairedRules, type RulePair, pairRules } from "./pair-rules";
import type { Rule } from "./rule";

/** A web ACL or a rule group that has rules before and after. */
export interface Compared extends PairedRules {
  readonly firewall: Firewall;
  readonly holder: Resource;
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
}

export function comparedRules(
  firewall: Firewall,
  holder: Resource,
  before: readonly Rule[],
  after: readonly Rule[],
): Compared {
  return { firewall, holder, before, after, ...pairRules(before, after) };
}

/** What a rule can do on each side. */
export const cansOf = ({ firewall }: Compared, { before, after }: Partial<RulePair>): readonly [Can, Can] => [
  firewall.can("before", before),
  firewall.can("after", after),
];

/** A finding about one rule; `says` are attributes of the rule's block. */
export function ruleFinding(
  { holder }: Compared,
  { before, after }: Partial<RulePair>,
  { says, ...finding }: Omit<Finding, "place" | "part" | "says"> & { readonly says: readonly string[] },
): Finding {
  const names = new Set([before?.name, after?.name].filter((name) => name !== undefined));
  return {
    ...finding,
    place: holder,
    part: `rule ${after?.name ?? before?.name ?? ""}`,
    says: [...names].flatMap((name) =>
      says.length === 0 ? [`rule[${name}]`] : says.flatMap((one) => pathsOf(holder, name, one)),
    ),
  };
}

/** The paths of a rule's attribute. A change within a group's statement has the name of the group in its path. */
const pathsOf = ({ changes }: Resource, rule: string, one: string): readonly string[] => [
  `rule[${rule}].${one}`,
  ...changes
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`rule[${rule}].`) && isUnder(namesIn(path), `rule.${namesIn(one)}`)),
];

/** Whether a pair has two names. */
export const isRenamed = ({ before, after }: RulePair): boolean => before.name !== after.name;
