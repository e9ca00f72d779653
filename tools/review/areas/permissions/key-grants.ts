import { type Estate, type Resource, type Side, attribute, blockOf, isChanged, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { isObject, unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { jsonOf } from "./documents";
import { type Held, changeOf } from "./held";
import { finderOf } from "./named";
import { policyFindings } from "./policy-access";
import { undecidedFindings } from "./undecided-findings";

/** What grants of a key let others do with it (AWS KMS Developer Guide, "Grants in AWS KMS"). */
export function grantFindings(estate: Estate): readonly Finding[] {
  const find = finderOf(estate, "aws_kms_key", ["id", "arn", "key_id"]);
  const keys = new Map<string, Record<Side, Held[]>>();
  for (const source of estate.ofType("aws_kms_grant"))
    for (const side of ["before", "after"] as const) {
      if (source[side] === undefined) continue;
      const [named] = find(side, source, "key_id");
      const { layer, address } = named?.kind === "resource" ? named.resource : source;
      const key = named?.kind === "value" ? named.value : `${layer} ${address}`;
      const one = keys.get(key) ?? { before: [], after: [] };
      keys.set(key, one);
      one[side].push(heldOf(source, side));
    }
  return [...keys.values()].flatMap(findingsOf);
}

function heldOf(source: Resource, side: Side): Held {
  const value = source[side];
  const held = { source, label: "grant", path: "grantee_principal" };
  const names = ["operations", "grantee_principal", "constraints"] as const;
  const later = names.find((name) => attribute(value, name) === unknown);
  if (later !== undefined) return { ...held, path: later, document: undefined };
  const principal = textOf(value, "grantee_principal") ?? "";
  const Statement = {
    Effect: "Allow",
    Principal: { [/\.amazonaws\.com$/.test(principal) ? "Service" : "AWS"]: principal },
    Action: textsOf(value, "operations").map((one) => `kms:${one}`),
    Resource: "*",
    Condition: conditionOf(source, side),
  };
  return { ...held, document: { Statement } };
}

/** The constraints: the encryption context has these pairs, or these and no other. */
function conditionOf(source: Resource, side: Side): object {
  const constraints = blockOf(source[side], "constraints");
  const pairsOf = (name: string): Record<string, unknown> => {
    const pairs = attribute(constraints, name);
    if (!isObject(pairs)) return {};
    return Object.fromEntries(Object.entries(pairs).map(([key, one]) => [`kms:EncryptionContext:${key}`, jsonOf(one)]));
  };
  const [equal, some] = [pairsOf("encryption_context_equals"), pairsOf("encryption_context_subset")];
  const keys = Object.keys(equal).map((key) => key.replace("kms:EncryptionContext:", ""));
  return {
    StringEquals: { ...some, ...equal },
    ...(keys.length > 0 && { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": keys } }),
  };
}

function findingsOf({ before, after }: Record<Side, Held[]>): readonly Finding[] {
  const changed = [...new Set([...before, ...after].map(({ source }) => source))].filter(isChanged);
  const [place] = changed;
  if (place === undefined) return [];
  const change = changeOf(before, after);
  const subject = { place, ...(changed.length > 1 && { alsoSays: changed.slice(1) }) };
  return [
    ...undecidedFindings(change.undecided, thingOf(place)),
    ...policyFindings(change, subject, {
      rule: "key-grant",
      thing: "the key",
      withoutResource: true,
      gains: () => "The grantee may do this with the key from now on, whatever the key's policy says.",
      losses: () => "The grantee is refused from now on, unless a policy allows it.",
    }),
  ];
}
