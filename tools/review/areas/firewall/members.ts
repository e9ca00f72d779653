import { type Peers, differenceOfPeers, isNobody, peersOfCidr, unionOfPeers } from "../../../../analysis/packets/peers";
import { attribute, blocksOf } from "../../estate";
import { type Normal, isList, isSet, keyOf, unknown } from "../../plan/normal";

/** What an IP set or a regex pattern set holds. */
export type Members =
  | { readonly kind: "addresses"; readonly addresses: Peers }
  | { readonly kind: "patterns"; readonly patterns: ReadonlySet<string> };

/** Undefined where a part is known after apply only. */
export function membersOf(type: string, value: Normal | undefined): Members | undefined {
  return type === "aws_wafv2_ip_set" ? addressesOf(value) : patternsOf(value);
}

function addressesOf(value: Normal | undefined): Members | undefined {
  const found = attribute(value, "addresses");
  if (found === undefined) return { kind: "addresses", addresses: unionOfPeers([]) };
  if (!isSet(found) && !isList(found)) return undefined;
  const all = [...found];
  return all.every((one) => typeof one === "string")
    ? { kind: "addresses", addresses: unionOfPeers(all.map(peersOfCidr)) }
    : undefined;
}

function patternsOf(value: Normal | undefined): Members | undefined {
  if (attribute(value, "regular_expression") === unknown) return undefined;
  const all = blocksOf(value, "regular_expression").map((one) => attribute(one, "regex_string"));
  return all.includes(unknown) ? undefined : { kind: "patterns", patterns: new Set(all.map(keyOf)) };
}

/** Whether one set holds all that another holds. */
export function holds(one: Members, other: Members): boolean {
  if (one.kind === "addresses" && other.kind === "addresses")
    return isNobody(differenceOfPeers(other.addresses, one.addresses));
  if (one.kind === "patterns" && other.kind === "patterns")
    return [...other.patterns].every((pattern) => one.patterns.has(pattern));
  return false;
}
