import type { Output, Resource } from "./estate";
import { compare, keyOf, plainOf } from "./plan/normal";

/** One tag that changes in the same way on one or more resources. */
export interface TagChange {
  readonly tag: string;
  readonly before?: string;
  readonly after?: string;
  /** `<layer>` and Terraform's address, sorted. */
  readonly on: readonly string[];
}

/** The changes of tags, each once for all the resources that it is made to. */
export function tagChanges(changed: readonly (Resource | Output)[]): readonly TagChange[] {
  const found = new Map<string, { tag: string; before?: string; after?: string; on: string[] }>();
  for (const { layer, address, type, changes, action } of changed) {
    if (type === "output") continue;
    if (action !== "update" && action !== "replace" && action !== "no-op") continue;
    const seen = new Set<string>();
    for (const { path, before, after } of changes) {
      const tag = /^tags(?:_all)?\.(.+)$/.exec(path)?.[1];
      if (tag === undefined) continue;
      const key = JSON.stringify([tag, keyOf(before), keyOf(after)]);
      // `tags_all` has every tag of `tags` again.
      if (seen.has(key)) continue;
      seen.add(key);
      const known = found.get(key) ?? {
        tag,
        ...(before !== undefined && { before: String(plainOf(before)) }),
        ...(after !== undefined && { after: String(plainOf(after)) }),
        on: [],
      };
      known.on.push(`${layer} ${address}`);
      found.set(key, known);
    }
  }
  return [...found.values()].sort((one, other) => compare(JSON.stringify(one), JSON.stringify(other)));
}
