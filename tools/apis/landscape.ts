import type { SynthesizedStack } from "../shared/synthesize";
import { type Attributes, type Configuration, readConfiguration } from "../terraform/configuration";

/** A resource where it stands. */
export interface Resource {
  readonly layer: string;
  readonly type: string;
  /** The last part of its address. */
  readonly name: string;
  readonly attributes: Attributes;
}

/** What begins an expression if the sign is not doubled, and the expression where it is one reference. */
const references = /([$%])\1\{|\$\{([^{}]+)\}/g;
const remote = /^data\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([\w-]+)"\])/;
const managed = /^(aws_\w+)\.([\w-]+)(?:\.(\w+))?/;

/** The layers of one environment, in which a reference is followed from one to the other. */
export class Landscape {
  constructor(private readonly layers: ReadonlyMap<string, Configuration>) {}

  static of(stacks: readonly SynthesizedStack[]): Landscape {
    return new Landscape(new Map(stacks.map(({ layer, file }) => [layer, readConfiguration(file)])));
  }

  /** Every resource of a type, in the order of the layers and of their JSON. */
  resources(type: string): Resource[] {
    return [...this.layers].flatMap(([layer, { resource }]) =>
      Object.entries(resource?.[type] ?? {}).map(([name, attributes]) => ({ layer, type, name, attributes })),
    );
  }

  /** What a layer publishes under a name, as it is written. */
  output(layer: string, name: string): unknown {
    return this.layers.get(layer)?.output?.[name]?.value;
  }

  outputNames(layer: string): string[] {
    return Object.keys(this.layers.get(layer)?.output ?? {});
  }

  /** The Region that a layer is deployed to. */
  region(layer: string): string | undefined {
    const [provider] = (this.layers.get(layer)?.provider?.["aws"] ?? []).filter(({ alias }) => alias === undefined);
    return typeof provider?.["region"] === "string" ? provider["region"] : undefined;
  }

  /** Every resource that a value refers to, followed through the outputs of other layers. */
  referred(layer: string, value: unknown): Resource[] {
    return expressionsIn(value).flatMap((expression) => {
      const output = remoteOutput(expression);
      if (output !== undefined) return this.referred(output.layer, this.output(output.layer, output.name));
      const resource = this.managed(layer, expression);
      return resource === undefined ? [] : [resource];
    });
  }

  /** Whether a value refers to a resource, and to nothing else. */
  leadsTo(layer: string, value: unknown, { type, name }: Pick<Resource, "type" | "name">): boolean {
    const [first, ...others] = this.referred(layer, value);
    return others.length === 0 && first?.type === type && first.name === name;
  }

  /** A text with what is known before anything is deployed in place of its references. */
  text(layer: string, value: unknown): string {
    if (typeof value !== "string") return value === undefined || value === null ? "" : JSON.stringify(value);
    return value.replace(references, (whole: string, sign?: string, expression: string = "") => {
      if (sign !== undefined) return `${sign}{`;
      const output = remoteOutput(expression);
      if (output !== undefined) return this.text(output.layer, this.output(output.layer, output.name)) || whole;
      const attribute = managed.exec(expression)?.[3] ?? "";
      const known = this.managed(layer, expression)?.attributes[attribute];
      return typeof known === "string" ? this.text(layer, known) : whole;
    });
  }

  /** The names of the outputs of other layers that a value is made of. */
  outputsIn(value: unknown): string[] {
    return expressionsIn(value).flatMap((expression) => remoteOutput(expression)?.name ?? []);
  }

  private managed(layer: string, expression: string): Resource | undefined {
    const [, type = "", name = ""] = managed.exec(expression) ?? [];
    const attributes = this.layers.get(layer)?.resource?.[type]?.[name];
    return attributes && { layer, type, name, attributes };
  }
}

function expressionsIn(value: unknown): string[] {
  return typeof value === "string"
    ? [...value.matchAll(references)].flatMap(([, , expression]) => expression ?? [])
    : [];
}

function remoteOutput(expression: string): { readonly layer: string; readonly name: string } | undefined {
  const [, layer, plain, quoted] = remote.exec(expression) ?? [];
  const name = plain ?? quoted;
  return layer === undefined || name === undefined ? undefined : { layer, name };
}

/** The blocks of an attribute: Terraform JSON writes a single one with or without a list around it. */
export function blocks(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

/** The strings of a list; none where it is missing. */
export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

export const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
