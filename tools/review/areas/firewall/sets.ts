import { differenceOfPeers, isNobody } from "../../../../analysis/packets/peers";
import { type Resource, blocksOf, textsOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { thingOf } from "../../things";
import { directionOf, together } from "./effect";
import { type Firewall, keyOfResource } from "./firewall";
import type { Relation } from "./inclusion";
import { type Members, membersOf } from "./members";
import { readersBehind } from "./rule-labels";
import { type SetUse, usesOfSets } from "./set-uses";

/** Entries that an IP set or a regex pattern set gains or loses: what they mean depends on the rules that refer to the set. */
export function setFindings(firewall: Firewall): readonly Finding[] {
  const changed = firewall.estate
    .changed("aws_wafv2_ip_set", "aws_wafv2_regex_pattern_set")
    .filter(({ before, after }) => before !== undefined && after !== undefined);
  if (changed.length === 0) return [];
  const uses = usesOfSets(firewall);
  return changed.flatMap((set) => entryFindings(firewall, set, uses.get(keyOfResource(set)) ?? []));
}

function entryFindings(firewall: Firewall, set: Resource, uses: readonly SetUse[]): readonly Finding[] {
  const [before, after] = [membersOf(set.type, set.before), membersOf(set.type, set.after)];
  if (before === undefined || after === undefined) return [];
  return [
    ...(isMore(after, before) ? [entryFinding(firewall, set, uses, "added")] : []),
    ...(isMore(before, after) ? [entryFinding(firewall, set, uses, "removed")] : []),
  ];
}

function isMore(one: Members, other: Members): boolean {
  if (one.kind === "addresses" && other.kind === "addresses")
    return !isNobody(differenceOfPeers(one.addresses, other.addresses));
  return (
    one.kind === "patterns" &&
    other.kind === "patterns" &&
    [...one.patterns].some((pattern) => !other.patterns.has(pattern))
  );
}

function entryFinding(firewall: Firewall, set: Resource, uses: readonly SetUse[], what: "added" | "removed"): Finding {
  // A rule of another layer, or of nobody's plan, may use the set.
  const direction =
    uses.length === 0 ? "cannot tell" : together(uses.map((use) => directionOfUse(firewall, use, what)));
  const attributeName = set.type === "aws_wafv2_ip_set" ? "addresses" : "regular_expression";
  return {
    rule: "waf-set-entries",
    consequence: "guard lost",
    direction,
    place: set,
    part: `entries ${what}`,
    before: countOf(set, "before"),
    after: `${countOf(set, "after")}${entriesOf(set, what)}`,
    meaning: meaningOf(direction, uses),
    says: [attributeName],
  };
}

function directionOfUse(
  firewall: Firewall,
  { holder, before, after, signs }: SetUse,
  what: "added" | "removed",
): Direction {
  const isRead = [
    ...readersBehind(firewall, holder, "before", before),
    ...readersBehind(firewall, holder, "after", after),
  ];
  if (isRead.length > 0) return "cannot tell";
  const [wider, narrower]: readonly Relation[] = what === "added" ? ["wider", "narrower"] : ["narrower", "wider"];
  const relation = signs.size > 1 ? "different" : signs.has("+") ? wider : narrower;
  return directionOf(relation ?? "different", firewall.can("before", before), firewall.can("after", after));
}

const countOf = (set: Resource, side: "before" | "after"): string => {
  const count = entries(set, side).length;
  return count === 1 ? "1 entry" : `${count} entries`;
};

const entries = (set: Resource, side: "before" | "after"): readonly string[] =>
  set.type === "aws_wafv2_ip_set"
    ? textsOf(set[side], "addresses")
    : blocksOf(set[side], "regular_expression").map((one) => keyOf(one["regex_string"]));

const most = 5;

/** Addresses as they are written; patterns are counted only, since they may be the values of a secret header. */
function entriesOf(set: Resource, what: "added" | "removed"): string {
  const [had, has] = [entries(set, "before"), entries(set, "after")];
  const [all, known] = what === "added" ? [has, new Set(had)] : [had, new Set(has)];
  const found = all.filter((one) => !known.has(one));
  if (set.type !== "aws_wafv2_ip_set") return ` (${what} ${found.length}, not shown)`;
  const more = found.length > most ? ` and ${found.length - most} more` : "";
  return ` (${what} ${found.slice(0, most).join(", ")}${more})`;
}

function meaningOf(direction: Direction, uses: readonly SetUse[]): string {
  if (uses.length === 0)
    return "No rule of the given plans refers to the set: one elsewhere may stop by it, or let through; give the plan that has the rule.";
  const names = [
    ...new Set(uses.map(({ holder, before, after }) => `${(after ?? before)?.name ?? ""} of ${thingOf(holder)}`)),
  ];
  const where = `by the rules that refer to the set (${names.join(", ")})`;
  const meanings: Readonly<Record<Direction, string>> = {
    weaker: `Less is stopped, or more is let through, ${where}.`,
    stronger: `More is stopped, or less is let through, ${where}.`,
    neutral: `Nobody is stopped or let through ${where}.`,
    "cannot tell": `Some may be stopped and others let through ${where}.`,
  };
  return meanings[direction];
}
