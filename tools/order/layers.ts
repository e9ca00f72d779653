import type { Synthesis, SynthesizedStack } from "../shared/synthesize";
import { type Configuration, readConfiguration } from "../terraform/configuration";

/** One layer of an environment: its stack in a synth's folder, and the parsed JSON. */
export interface SynthesizedLayer extends SynthesizedStack {
  readonly configuration: Configuration;
}

/** An output of a layer. */
export interface OutputName {
  readonly layer: string;
  readonly output: string;
}

/** A block that other blocks refer to, by its address: `aws_vpc.x`, `data.aws_iam_policy_document.x`, `local.x`. */
export type Blocks = ReadonlyMap<string, unknown>;

const address = /(?:\b(?:data|ephemeral)\.)?\b[a-z]\w*\.[A-Za-z_][\w-]*/g;
const remoteOutput = /\bdata\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\[\\?"([\w-]+)\\?"\])/g;

/** Every block of a layer that has an address. */
export function addressedBlocks({ resource, data, ephemeral, locals }: Configuration): Blocks {
  const under = (prefix: string, types: Configuration["resource"] = {}): [string, unknown][] =>
    Object.entries(types).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]): [string, unknown] => [`${prefix}${type}.${name}`, block]),
    );
  return new Map([
    ...under("", resource),
    ...under("data.", data),
    ...under("ephemeral.", ephemeral),
    ...Object.entries(locals ?? {}).map(([name, value]): [string, unknown] => [`local.${name}`, value]),
  ]);
}

/** Whether an address is of a resource, which Terraform makes and destroys. */
export const isResource = (name: string): boolean => /^(?!(data|ephemeral|local)\.)/.test(name);

/** The addresses of `blocks` that a value refers to. */
export const referencesIn = (value: unknown, blocks: Blocks): string[] =>
  [...new Set(comparedText(value).match(address))].filter((name) => blocks.has(name));

/** The outputs of other layers that a value reads. */
const outputsIn = (value: unknown): OutputName[] =>
  [...comparedText(value).matchAll(remoteOutput)].map(([, layer = "", plain, quoted]) => ({
    layer,
    output: plain ?? quoted ?? "",
  }));

/** A block as text, for comparison. CDKTF's notes under "//" are left out. */
export const comparedText = (value: unknown): string =>
  JSON.stringify(value ?? null, (key, inner: unknown) => (key === "//" ? undefined : inner));

/** The layers of one environment. An output is traced to what it is made of. */
export class Layers {
  private readonly layers: ReadonlyMap<string, SynthesizedLayer>;
  private readonly known: ReadonlyMap<string, Blocks>;

  constructor({ stacks }: Synthesis, environment: string) {
    const own = stacks.filter((stack) => stack.environment === environment);
    this.layers = new Map(
      own.map((stack) => [stack.layer, { ...stack, configuration: readConfiguration(stack.file) }]),
    );
    this.known = new Map([...this.layers].map(([name, { configuration }]) => [name, addressedBlocks(configuration)]));
  }

  /** In the order of their first deployment. */
  get names(): string[] {
    return [...this.layers.keys()];
  }

  get(layer: string): SynthesizedLayer | undefined {
    return this.layers.get(layer);
  }

  blocks(layer: string): Blocks {
    return this.known.get(layer) ?? new Map();
  }

  /** Every output of other layers that a layer reads, each once. */
  read(layer: string): OutputName[] {
    const all = outputsIn(this.layers.get(layer)?.configuration);
    return [...new Map(all.map((read) => [`${read.layer}.${read.output}`, read])).values()];
  }

  publishes({ layer, output }: OutputName): boolean {
    return this.layers.get(layer)?.configuration.output?.[output] !== undefined;
  }

  /**
   * What an output is made of, as text: its value, with every local, data source and lower layer's output that it refers
   * to.
   */
  meaning({ layer, output }: OutputName): string {
    return this.behind(layer, this.value({ layer, output }))
      .map(({ text }) => text)
      .join("\n");
  }

  /** The resources that an output names, in its own layer, or in a lower layer whose output it forwards. */
  resources({ layer, output }: OutputName): { readonly layer: string; readonly address: string }[] {
    return this.behind(layer, this.value({ layer, output })).flatMap((part) => part.resource ?? []);
  }

  private value({ layer, output }: OutputName): unknown {
    return this.layers.get(layer)?.configuration.output?.[output]?.value;
  }

  /** Follows a value's references. A resource ends the path: its own references belong to its own layer. */
  private behind(layer: string, value: unknown, seen = new Set<string>()): Part[] {
    const blocks = this.blocks(layer);
    const parts = referencesIn(value, blocks).flatMap((name): Part[] => {
      const key = `${layer} ${name}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return isResource(name)
        ? [{ text: key, resource: { layer, address: name } }]
        : this.behind(layer, blocks.get(name), seen);
    });
    const lower = outputsIn(value).flatMap((read) => this.behind(read.layer, this.value(read), seen));
    return [{ text: comparedText(value) }, ...parts, ...lower];
  }
}

interface Part {
  readonly text: string;
  readonly resource?: { readonly layer: string; readonly address: string };
}
