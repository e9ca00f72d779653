import { Layers, isResource } from "../order/layers";
import { ToolError } from "../shared/errors";
import type { Synthesis } from "../shared/synthesize";
import type { Attributes } from "../terraform/configuration";

/** A resource of the synthesized JSON. */
export interface SynthesizedResource {
  /** `<environment>-<layer>`. */
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  readonly block: Attributes;
}

/** Where the state of a stack is. */
export interface StateOf {
  readonly stack: string;
  readonly backend: string;
  /** `example-bucket/prod/edge.tfstate`, or the path of a file, from the stack's folder. */
  readonly place: string;
}

/** What the JSON of an environment's stacks says of the environment as a whole. */
export interface SealedEnvironment {
  readonly name: string;
  /** In the order of the first apply. */
  readonly stacks: readonly string[];
  /** Undefined where the environment may be applied in any account. */
  readonly account: string | undefined;
  /** Of the environment first; the others are of what AWS keeps in one Region only. */
  readonly regions: readonly string[];
  readonly states: readonly StateOf[];
  readonly resources: readonly SynthesizedResource[];
  /** The names that each layer promises to the others, by stack. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
}

/** Reads an environment from a synth. */
export function sealedEnvironment(synthesis: Synthesis, name: string): SealedEnvironment {
  const layers = new Layers(synthesis, name);
  const all = layers.names.flatMap((layer) => layers.get(layer) ?? []);
  if (all.length === 0) throw new ToolError(`there is no environment ${name} in ${synthesis.outdir}`, 2);
  const providers = all.flatMap(({ configuration }) => configuration.provider?.["aws"] ?? []);
  const accounts = new Set(providers.flatMap(({ allowed_account_ids: ids }) => textsIn(ids)));
  return {
    name,
    stacks: all.map((stack) => stack.name),
    account: [...accounts][0],
    regions: [...new Set(providers.flatMap(({ region }) => textsIn(region)))],
    states: all.map(({ name: stack, configuration }) => ({ stack, ...stateOf(configuration.terraform) })),
    resources: layers.names.flatMap((layer) => {
      const stack = layers.get(layer)?.name ?? layer;
      return [...layers.blocks(layer)]
        .filter(([address]) => isResource(address))
        .map(([address, block]) => ({ stack, address, type: address.split(".")[0] ?? "", block: recordOf(block) }));
    }),
    outputs: Object.fromEntries(
      all.map(({ name: stack, configuration }) => [stack, Object.keys(configuration.output ?? {}).sort()]),
    ),
  };
}

function stateOf(terraform: { readonly backend?: Attributes; readonly cloud?: Attributes } | undefined) {
  const [[backend, value] = ["", undefined]] = Object.entries(terraform?.backend ?? {});
  const settings = recordOf(value);
  if (terraform?.cloud !== undefined) return { backend: "cloud", place: "HCP Terraform" };
  return backend === "s3"
    ? { backend, place: `${String(settings["bucket"])}/${String(settings["key"])}` }
    : { backend, place: textsIn(settings["path"])[0] ?? "" };
}

/** The states in files of the bundle's own folder, which nothing but the bundle has. */
export const localStates = ({ states }: SealedEnvironment): readonly StateOf[] =>
  states.filter(({ backend }) => backend === "local");

export const textsIn = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === "string" && one !== "");

export const recordOf = (value: unknown): Attributes =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Attributes) : {};

/** The blocks of one name in a resource: one, or a list. */
export const blocksOf = (value: unknown): readonly Attributes[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value]).map(recordOf);
