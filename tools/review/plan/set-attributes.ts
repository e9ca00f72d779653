import table from "./set-attributes.json";

/** A block or an attribute of a provider's schema, as `terraform providers schema -json` prints it. */
interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: Block }>>;
}

interface Attribute {
  readonly type?: Type;
  readonly nested_type?: Block & { readonly nesting_mode: string };
}

type Type = string | readonly [string, Type | Readonly<Record<string, Type>>, ...unknown[]];

export interface ProviderSchema {
  readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>>;
}

const tables = new Map(Object.entries(table).map(([type, names]) => [type, new Set(names.split(" "))]));
const none: ReadonlySet<string> = new Set();

/**
 * The names of the attributes and blocks of a type of resource that are sets wherever they stand in it. Of a type that the
 * table does not have, everything is a list: a change of order then shows, and no change is lost.
 */
export const setAttributesOf = (type: string | undefined): ReadonlySet<string> => tables.get(type ?? "") ?? none;

/** The table in `set-attributes.json`, made from the schema of the provider. A name that is both a set and a list is left out. */
export function setAttributeTable({ resource_schemas: types }: ProviderSchema): Readonly<Record<string, string>> {
  const rows = Object.entries(types).map(([type, { block }]) => {
    const [sets, others] = [new Set<string>(), new Set<string>()];
    visit(block, (name, kind) => (kind === "set" ? sets : others).add(name));
    return [
      type,
      [...sets]
        .filter((name) => !others.has(name))
        .sort()
        .join(" "),
    ] as const;
  });
  return Object.fromEntries(rows.filter(([, names]) => names !== "").sort());
}

type Note = (name: string, kind: string) => void;

function visit({ attributes = {}, block_types: blocks = {} }: Block, note: Note): void {
  for (const [name, { type, nested_type: nested }] of Object.entries(attributes)) {
    if (type !== undefined) visitType(name, type, note);
    if (nested === undefined) continue;
    note(name, nested.nesting_mode);
    visit(nested, note);
  }
  for (const [name, { nesting_mode: kind, block }] of Object.entries(blocks)) {
    note(name, kind);
    visit(block, note);
  }
}

function visitType(name: string, type: Type, note: Note): void {
  if (typeof type === "string") return;
  const [kind, inner] = type;
  if (kind === "set" || kind === "list") note(name, kind);
  if (typeof inner === "string") return;
  // The elements of a list of sets stand under the same name: such a name is taken for a list.
  if (isType(inner)) visitType(name, inner, note);
  else for (const [key, one] of Object.entries(inner)) visitType(key, one, note);
}

const isType = (inner: Exclude<Type, string> | Readonly<Record<string, Type>>): inner is Exclude<Type, string> =>
  Array.isArray(inner);
