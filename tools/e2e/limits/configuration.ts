/** The `cdk.tf.json` of a copied stack, in which the tool changes what the emulators do not make. */
export interface EditedConfiguration {
  resource?: Blocks;
  data?: Blocks;
  output?: Record<string, unknown>;
  provider?: { aws?: readonly Readonly<Record<string, unknown>>[] };
  terraform?: { backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** Every resource and data source by its address, in the order of the file. */
export function bodiesByAddress(configuration: EditedConfiguration): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const [prefix, blocks] of [
    ["", configuration.resource],
    ["data.", configuration.data],
  ] as const) {
    for (const [type, named] of Object.entries(blocks ?? {})) {
      for (const [name, body] of Object.entries(named)) found.set(`${prefix}${type}.${name}`, body);
    }
  }
  return found;
}

/** Takes a resource or data source out, and the type's key with the last of it: Terraform refuses an empty one. */
export function removeAddress(configuration: EditedConfiguration, address: string): void {
  const isData = address.startsWith("data.");
  const blocks = isData ? configuration.data : configuration.resource;
  const [type = "", name = ""] = address.split(".").slice(isData ? 1 : 0);
  const named = blocks?.[type];
  if (blocks === undefined || named === undefined) return;
  blocks[type] = without(named, name);
  if (Object.keys(blocks[type]).length > 0) return;
  const rest = without(blocks, type);
  if (isData) configuration.data = rest;
  else configuration.resource = rest;
}

/** What `terraform destroy` refuses to destroy. */
export function protectedAddresses(configuration: EditedConfiguration): string[] {
  const isProtected = (body: Record<string, unknown>): boolean => {
    const lifecycle = body["lifecycle"] as { readonly prevent_destroy?: unknown } | undefined;
    return lifecycle?.prevent_destroy === true;
  };
  return [...bodiesByAddress(configuration)].filter(([, body]) => isProtected(body)).map(([address]) => address);
}

export const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** Whether an expression somewhere inside `value` refers to `reference`: `aws_lb.public`, `data.aws_x.y`. */
export function refersTo(value: unknown, reference: string): boolean {
  const pattern = naming(reference);
  return someString(value, (text) => text.includes("${") && pattern.test(text));
}

/** Finds `reference` in an expression, or in the whole of an HCL block. */
export const naming = (reference: string): RegExp =>
  new RegExp(`(?<![\\w.-])${reference.replaceAll(".", "\\.")}(?![\\w-])`);

function someString(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === "string") return test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => someString(inner, test));
}
