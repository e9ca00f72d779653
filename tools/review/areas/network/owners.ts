import type { Resource as PacketResource } from "../../../../analysis/packets/security-groups";
import { isUnknown } from "../../../../analysis/packets/unknown";
import { type Estate, type Resource, type Side, attribute, isChanged } from "../../estate";
import { type Normal, unknown, keyOf as textOfValue } from "../../plan/normal";
import { type Keys, keyOf, plainValue, valueOn } from "./keys";

/** A rule or a route, and the resource that says it. */
export interface Owned<R> {
  readonly resource: Resource;
  readonly rule: R;
}

/** A security group, a network ACL or a route table, with its rules from all resources of all plans. */
export interface Owner<R> {
  readonly key: string;
  /** Absent where no given plan has it. */
  readonly resource?: Resource;
  readonly rules: Readonly<Record<Side, Owned<R>[]>>;
  /** Whether any of the resources that it consists of changes. */
  readonly touched: boolean;
}

/** How a kind of owner is written in Terraform. */
export interface Kind<R> {
  readonly owners: readonly string[];
  /** Types of rules, with the attribute that names the owner. */
  readonly rules: Readonly<Record<string, string>>;
  /** The attributes of an owner that have rules inside. */
  readonly inline: readonly string[];
  readonly read: (resource: PacketResource) => readonly R[];
  /** The attribute of an owner in which the provider would show a rule. */
  readonly inlineOf: (rule: R) => string;
  /** Puts keys in the place of ids. */
  readonly resolve: (keys: Keys, resource: Resource, values: Readonly<Record<string, unknown>>) => unknown;
}

const sides = ["before", "after"] as const;

/** All owners of a kind by their keys. */
export function ownersOf<R>(estate: Estate, keys: Keys, kind: Kind<R>): ReadonlyMap<string, Owner<R>> {
  const found = new Map<string, Owner<R> & { touched: boolean }>();
  const ownerOf = (key: string): Owner<R> & { touched: boolean } => {
    const resource = keys.resource(key);
    const owner = found.get(key) ?? {
      key,
      ...(resource !== undefined && { resource }),
      rules: { before: [], after: [] },
      touched: resource !== undefined && isChanged(resource),
    };
    found.set(key, owner);
    return owner;
  };
  for (const owner of estate.ofType(...kind.owners)) ownerOf(keyOf(owner));
  for (const resource of estate.ofType(...Object.keys(kind.rules)))
    for (const side of sides)
      for (const value of valuesOn(side, resource)) {
        const path = kind.rules[resource.type] ?? "";
        const key = keys.of(resource, path, attribute(value, path));
        // A rule of a group that is not known is alone with itself: another rule's group may be another.
        const owner = ownerOf(key === undefined || isUnknown(key) ? `owner of ${keyOf(resource)}` : key);
        const values = { ...plainObject(value, resource.address), [path]: owner.key };
        const rules = kind.read({
          type: resource.type,
          values: kind.resolve(keys, resource, values),
          inlineBlocks: false,
        });
        owner.rules[side].push(...rules.map((rule) => ({ resource, rule })));
        owner.touched ||= isChanged(resource);
      }
  for (const owner of found.values()) addInline(owner, keys, kind);
  return found;
}

/** What is created while the old one is forgotten stands beside the old one. */
const valuesOn = (side: Side, resource: Resource): readonly Normal[] =>
  [
    valueOn(side, resource),
    ...(side === "after" && resource.action === "create and forget" ? [resource.before] : []),
  ].filter((one) => one !== undefined);

function addInline<R>({ key, resource, rules }: Owner<R>, keys: Keys, kind: Kind<R>): void {
  if (resource === undefined) return;
  const separate = new Set(rules.before.map(({ rule }) => kind.inlineOf(rule)));
  for (const name of kind.inline)
    for (const side of sides) {
      const value = valueOn(side, resource);
      if (value === undefined || !isConfigured(resource, name, side, separate.has(name))) continue;
      const values = { [name]: plainValue(attribute(value, name), `${resource.address}.${name}`), id: key };
      const inside = kind.read({
        type: resource.type,
        values: kind.resolve(keys, resource, values),
        inlineBlocks: true,
      });
      rules[side].push(...inside.map((rule) => ({ resource, rule })));
    }
}

/**
 * Whether the rules inside an owner count. Where the configuration has none inside, the provider shows there what other
 * resources say, and a plan repeats this from before (Terraform AWS provider, `aws_security_group`, `ingress`: optional and
 * computed).
 */
function isConfigured(resource: Resource, name: string, side: Side, hasSeparate: boolean): boolean {
  const [before, after] = [attribute(resource.before, name), attribute(valueOn("after", resource), name)];
  if (after === unknown) {
    const isWritten = Object.keys(resource.references).some((path) => path === name || path.startsWith(`${name}.`));
    return isWritten || (side === "before" && resource.type.startsWith("aws_default_"));
  }
  const isRepeated = resource.after === undefined || textOfValue(before) === textOfValue(after);
  return !isRepeated || !hasSeparate;
}

function plainObject(value: Normal, place: string): Readonly<Record<string, unknown>> {
  const plain = plainValue(value, place);
  return typeof plain === "object" && plain !== null ? { ...plain } : {};
}
