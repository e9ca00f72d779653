import type { Block, TerraformJson } from "../terraform-json";

/** The stacks of one environment, by name, as Terraform JSON. */
export type Stacks = Readonly<Record<string, TerraformJson>>;

/** What is wrong, and where: `prod-network/aws_subnet.app_0`. */
export interface Violation {
  readonly where: string;
  readonly what: string;
  /** The setting whose departure excuses it, where each route or usage plan has a setting of its own. */
  readonly setting?: string;
}

/** A guarantee about an environment, as a function that finds what breaks it. */
export type Control = (stacks: Stacks) => Violation[];

export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly where: string;
  readonly block: Block;
}

export function resourcesOf(stacks: Stacks, ...types: readonly string[]): Resource[] {
  return Object.entries(stacks).flatMap(([stack, json]) =>
    types.flatMap((type) =>
      Object.entries(json.resource[type] ?? {}).map(([name, block]) => ({
        stack,
        type,
        name,
        where: `${stack}/${type}.${name}`,
        block,
      })),
    ),
  );
}

/** The resource at a place that `targets` gave, if it is one. */
export function resourceAt(stacks: Stacks, where: string): Resource | undefined {
  const [stack = "", address = ""] = where.split("/");
  const [type = "", name = ""] = address.split(".");
  const block = stacks[stack]?.resource[type]?.[name];
  return block === undefined ? undefined : { stack, type, name, where, block };
}

/**
 * What a value of a stack refers to: the places of resources, through the outputs of other layers where it reads one,
 * and texts that refer to nothing as they are. A list gives what each of its values does.
 */
export function targets(stacks: Stacks, stack: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => targets(stacks, stack, item));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const output = /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)\}$/.exec(text);
  if (output !== null) {
    const [, reader = "", name = ""] = output;
    return writersOf(stacks, stack, reader).flatMap((writer) =>
      targets(stacks, writer, stacks[writer]?.output[name]?.value),
    );
  }
  const reference = /^\$\{((?:data\.)?\w+\.[\w-]+)[.[].+\}$/.exec(text);
  return [reference === null ? text : `${stack}/${String(reference[1])}`];
}

/** The stacks whose state is where a reader looks for it. */
export function writersOf(stacks: Stacks, stack: string, reader: string): string[] {
  const state = stacks[stack]?.data["terraform_remote_state"]?.[reader] as
    { readonly backend: string; readonly config: Readonly<Record<string, unknown>> } | undefined;
  if (state === undefined) return [];
  return Object.entries(stacks)
    .filter(([, { terraform }]) => {
      const backend = terraform.backend as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
      const written =
        state.backend === "remote"
          ? (terraform["cloud"] as Readonly<Record<string, unknown>> | undefined)
          : backend?.[state.backend];
      const place = placeOf(state.backend, state.config);
      return written !== undefined && place !== undefined && place === placeOf(state.backend, written);
    })
    .map(([name]) => name);
}

/** What tells one state from another, by the type of its backend. */
const placeAttributes: Readonly<Record<string, readonly string[]>> = {
  local: ["path"],
  s3: ["bucket", "key", "region"],
  remote: ["hostname", "organization", "workspaces"],
  http: ["address"],
};

function placeOf(backend: string, config: Readonly<Record<string, unknown>>): string | undefined {
  const attributes = placeAttributes[backend];
  return attributes && JSON.stringify(attributes.map((attribute) => config[attribute] ?? null));
}

/** Every text in a value, with the path that leads to it. */
export function textsIn(
  value: unknown,
  path: readonly string[] = [],
): { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path: path.join("."), text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [{ path: [...path, key].join("."), text: key }]),
    ...textsIn(item, [...path, key]),
  ]);
}

/** The layer of a stack, as its tags say. */
export function layerOf(stacks: Stacks, stack: string): string {
  return tagsOf(stacks, stack)["Layer"] ?? "";
}

/** What the provider puts on everything in a stack. */
export function tagsOf(stacks: Stacks, stack: string): Readonly<Record<string, string>> {
  return stacks[stack]?.provider["aws"]?.[0]?.default_tags?.[0]?.tags ?? {};
}

/** The account of a stack as its policies write it: the number, or the reference to the credentials' own. */
export function accountOf(stacks: Stacks, stack: string): string {
  return (
    stacks[stack]?.provider["aws"]?.[0]?.allowed_account_ids?.[0] ?? "${data.aws_caller_identity.current.account_id}"
  );
}

export function regionOf(stacks: Stacks, stack: string, provider?: unknown): string {
  const alias = typeof provider === "string" ? provider.replace(/^aws\./, "") : undefined;
  return stacks[stack]?.provider["aws"]?.find((one) => (one.alias as unknown) === alias)?.region ?? "";
}

/** A block that Terraform JSON writes as an object or as a list of them. */
export function blocksIn(value: unknown): Block[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
