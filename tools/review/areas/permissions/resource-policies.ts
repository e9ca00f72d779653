import { type Estate, type Resource, type Side, isChanged } from "../../estate";
import { documentAt } from "./documents";
import { type Guarded, guarded, standalone } from "./guarded";
import type { Held } from "./held";
import { finderOf } from "./named";

/** A thing with all that its policy is made of. */
export interface Policed {
  /** The thing, where the plans have it. */
  readonly thing?: Resource;
  readonly before: readonly Held[];
  readonly after: readonly Held[];
  readonly guarded?: Guarded;
}

const sides = ["before", "after"] as const;

/** The policies of resources, each by what it guards: who moves a policy to another address changes nothing. */
export const policedOf = (estate: Estate): readonly Policed[] => [
  ...guarded.flatMap((kind) => ofKind(estate, kind)),
  ...Object.entries(standalone).flatMap(([type, path]) =>
    estate
      .ofType(type)
      .filter(isChanged)
      .map((source): Policed => ({ ...sidesOf((side) => heldBy(source, side, path)) })),
  ),
];

const sidesOf = (of: (side: Side) => readonly Held[]): Readonly<Record<Side, readonly Held[]>> => ({
  before: of("before"),
  after: of("after"),
});

const heldBy = (source: Resource, side: Side, path: string): readonly Held[] =>
  source[side] === undefined ? [] : [{ source, label: "policy", path, document: documentAt(source, side, path) }];

function ofKind(estate: Estate, kind: Guarded): readonly Policed[] {
  const { type, own, separate, identifiers } = kind;
  const found = new Map<string, { thing?: Resource; before: Held[]; after: Held[]; isSeparate: boolean }>();
  const at = (key: string, thing?: Resource) => {
    const known = found.get(key) ?? { before: [], after: [], isSeparate: false, ...(thing && { thing }) };
    found.set(key, known);
    return known;
  };
  const find = finderOf(estate, type, identifiers);
  for (const source of separate === undefined ? [] : estate.ofType(separate.type))
    for (const side of sides) {
      if (source[side] === undefined || separate === undefined) continue;
      const [named] = find(side, source, separate.names);
      const thing = named?.kind === "resource" ? named.resource : undefined;
      const key = thing !== undefined ? keyOf(thing) : named?.kind === "value" ? named.value : keyOf(source);
      const policy = at(key, thing);
      policy.isSeparate = true;
      policy[side].push(...heldBy(source, side, separate.has));
    }
  for (const thing of own === undefined ? [] : estate.ofType(type)) {
    const policy = at(keyOf(thing), thing);
    // The thing's own attribute repeats the policy as of the last refresh.
    if (policy.isSeparate || own === undefined) continue;
    for (const side of sides) policy[side].push(...heldBy(thing, side, own));
  }
  return [...found.values()].map(({ isSeparate: _, ...one }) => ({ ...one, guarded: kind }));
}

const keyOf = ({ layer, address }: Resource): string => `${layer} ${address}`;
