import { type Estate, type Resource, type Side, attribute, textOf } from "../../estate";
import { elementsOf } from "../../plan/normal";

/** What an attribute calls by its name, its ARN or its id. */
export type Named =
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "unknown" };

export type Finder = (side: Side, from: Resource, path: string) => readonly Named[];

/**
 * Finds the resources of one type that attributes of other resources name. The type is asked for because a role and a function may
 * have the same name. A name that is known after apply is followed through the plan's configuration.
 */
export function finderOf(estate: Estate, type: string, identifiers: readonly string[]): Finder {
  const known: Readonly<Record<Side, Map<string, Resource>>> = { before: new Map(), after: new Map() };
  for (const resource of estate.ofType(type))
    for (const side of ["before", "after"] as const)
      for (const name of identifiers) {
        const value = textOf(resource[side], name);
        if (value !== undefined) known[side].set(value, resource);
      }
  return (side, from, path) =>
    elementsOf(attribute(from[side], path)).map((value): Named => {
      if (typeof value === "string") {
        const resource = known[side].get(value) ?? known.before.get(value);
        return resource === undefined ? { kind: "value", value } : { kind: "resource", resource };
      }
      const [referred] = estate
        .targets(side, from, path)
        .flatMap((target) => (target.kind === "resource" && target.resource.type === type ? [target.resource] : []));
      return referred === undefined ? { kind: "unknown" } : { kind: "resource", resource: referred };
    });
}
