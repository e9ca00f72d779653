import { type Resource, attribute } from "../estate";
import { type Normal, isList, isSet, unknown } from "../plan/normal";

/**
 * The value at a path through blocks that stand once at most: `tracing_config.mode`. It is `unknown` if the value, or a block
 * around the value, is known after apply only.
 */
export function valueAt(value: Normal | undefined, path: string): Normal | undefined {
  return path.split(".").reduce<Normal | undefined>((within, name) => {
    const block = isList(within) || isSet(within) ? [...within][0] : within;
    return block === unknown ? unknown : attribute(block, name);
  }, value);
}

/**
 * As `valueAt`, of what a resource has after. What is known after apply only although the configuration does not write it has
 * the value that AWS gives where nothing is set, which is none here.
 */
export function valueAfter(resource: Resource, path: string): Normal | undefined {
  const found = valueAt(resource.after, path);
  return found === unknown && isUnwritten(resource, path) ? undefined : found;
}

/** Whether the configuration sets no such attribute: told only where the configuration is there, and then one-sided. */
export function isUnwritten({ references }: Resource, path: string): boolean {
  const [name = ""] = path.split(".");
  const written = Object.keys(references);
  return written.length > 0 && !written.some((one) => isUnder(one, name));
}

/** The paths of a resource's changes that some attributes are in, for `Finding.says`. A whole block counts to each of its parts. */
export function changesAt({ changes }: Resource, ...attributes: readonly string[]): readonly string[] {
  return changes
    .map(({ path }) => path)
    .filter((path) => attributes.some((one) => isUnder(plain(path), one) || isUnder(one, plain(path))));
}

/** Without the names of elements: `rule[geo].priority` is `rule.priority`. */
const plain = (path: string): string => path.replace(/\[[^\]]*\]| \(order\)$/g, "");

const isUnder = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);

/** What tables judge, by the type of the resource, for `Area.judges`. */
export function judgesOf(
  tables: readonly { readonly types: readonly string[]; readonly attributes: readonly string[] }[],
): Readonly<Record<string, readonly string[]>> {
  const judged = new Map<string, Set<string>>();
  for (const { types, attributes } of tables)
    for (const type of types) {
      const known = judged.get(type) ?? new Set<string>();
      for (const path of attributes) known.add(path.replace(/\..*$/, ""));
      judged.set(type, known);
    }
  return Object.fromEntries([...judged].map(([type, names]) => [type, [...names].sort()]));
}
