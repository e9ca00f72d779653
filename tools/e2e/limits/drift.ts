import type { Change } from "../plan-changes";
import { means, type Drifts } from "./limit";

/**
 * Parts what a second plan would change into what the lines of known drift account for, each attribute of it, and what
 * they do not.
 */
export function sortDrift(
  changes: readonly Change[],
  limits: readonly Drifts[],
): { readonly known: readonly Drifts[]; readonly unknown: readonly Change[] } {
  const known = new Set<Drifts>();
  const unknown: Change[] = [];
  for (const change of changes) {
    const lines = change.attributes.map((attribute) =>
      limits.find((limit) => limit.attribute === attribute && means(limit, change.address)),
    );
    if (change.actions === "update" && lines.length > 0 && lines.every((line) => line !== undefined)) {
      for (const line of lines) known.add(line);
    } else {
      unknown.push(change);
    }
  }
  return { known: [...known], unknown };
}
