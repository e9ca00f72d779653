import type { Stacks } from "../../controls/rules/model";
import type { Block, TerraformJson } from "../support/synthesize";
import { replacing } from "../../tools/order/replacing";

/** A resource of one of two synths. */
export interface Resource {
  /** `prod-edge/aws_wafv2_ip_set.allow_ipv4` */
  readonly where: string;
  readonly stack: string;
  readonly type: string;
  readonly block: Block;
}

/** What Terraform makes of a change from one configuration to another, as far as addresses say it. */
export interface Change {
  readonly before: Configuration;
  readonly after: Configuration;
  /** In the first configuration alone: destroyed. */
  readonly gone: readonly Resource[];
  /** In both, with an argument that cannot be changed in place: destroyed and made again. As the first configuration has it. */
  readonly replaced: readonly Resource[];
  /** In both, and the same resource after the change. As the first configuration has it. */
  readonly kept: readonly Resource[];
}

/** The resources of an environment, and what each refers to. */
export class Configuration {
  readonly resources: ReadonlyMap<string, Resource>;
  private readonly references = new Map<string, readonly string[]>();

  constructor(readonly stacks: Stacks) {
    this.resources = new Map(
      Object.entries(stacks).flatMap(([stack, { resource }]) =>
        Object.entries(resource).flatMap(([type, blocks]) =>
          Object.entries(blocks).map(([name, block]) => {
            const where = `${stack}/${type}.${name}`;
            return [where, { where, stack, type, block: block as Block }] as const;
          }),
        ),
      ),
    );
  }

  /** The resources of its stack that the arguments of a resource refer to. */
  referencesOf(resource: Resource): readonly string[] {
    const known = this.references.get(resource.where) ?? this.referencesIn(resource, JSON.stringify(resource.block));
    this.references.set(resource.where, known);
    return known;
  }

  /** The resources of its stack that a text of a resource refers to. */
  referencesIn({ where, stack }: Resource, text: string): readonly string[] {
    return [...new Set(referencesIn(this.stacks[stack], text))]
      .map((address) => `${stack}/${address}`)
      .filter((one) => one !== where);
  }
}

const reference = /(?<![\w.])((?:aws|terraform)_\w+\.[\w-]+|data\.\w+\.[\w-]+|local\.[\w-]+)/g;

/** Addresses of resources in a text, also through local values and data sources. */
function referencesIn(json: TerraformJson | undefined, text: string, seen = new Set<string>()): string[] {
  return [...text.matchAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g)].flatMap(([expression]) =>
    [...expression.matchAll(reference)].flatMap(([, address = ""]) => {
      if (/^(aws|terraform)_/.test(address)) return [address];
      if (seen.has(address)) return [];
      seen.add(address);
      return referencesIn(json, JSON.stringify(sourceOf(json, address) ?? ""), seen);
    }),
  );
}

function sourceOf(json: TerraformJson | undefined, address: string): unknown {
  const [kind, type = "", name = ""] = address.split(".");
  if (kind === "local")
    return (json as { readonly locals?: Readonly<Record<string, unknown>> } | undefined)?.locals?.[type];
  return json?.data[type]?.[name];
}

/** Compares two configurations of one environment. */
export function changeOf(before: Configuration, after: Configuration): Change {
  const old = [...before.resources.values()];
  const replaced = replacedIn(before, after);
  return {
    before,
    after,
    gone: old.filter(({ where }) => !after.resources.has(where)),
    replaced: old.filter(({ where }) => replaced.has(where)),
    kept: old.filter(({ where }) => after.resources.has(where) && !replaced.has(where)),
  };
}

/** What is replaced because of its own arguments, and then what refers to that by an argument that cannot be changed in place. */
function replacedIn(before: Configuration, after: Configuration): ReadonlySet<string> {
  const both = [...before.resources.values()].flatMap((old) => {
    const next = after.resources.get(old.where);
    return next === undefined || replacing[old.type] === undefined
      ? []
      : [{ old, fixed: [fixedOf(old), fixedOf(next)] }];
  });
  const replaced = new Set(both.filter(({ fixed: [one, other] }) => one !== other).map(({ old }) => old.where));
  for (let count = 0; count !== replaced.size;) {
    count = replaced.size;
    for (const { old, fixed } of both) {
      const [text = ""] = fixed;
      if (before.referencesIn(old, text).some((where) => replaced.has(where))) replaced.add(old.where);
    }
  }
  return replaced;
}

/** The arguments that cannot be changed in place, as text, without those of which Terraform ignores a change. */
function fixedOf({ type, block }: Resource): string {
  const { lifecycle } = block as { readonly lifecycle?: { readonly ignore_changes?: readonly string[] } };
  const compared = (replacing[type] ?? []).filter((argument) => lifecycle?.ignore_changes?.includes(argument) !== true);
  return JSON.stringify(compared.map((argument) => argumentAt(block, argument.split(".")) ?? null));
}

function argumentAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  const [inner] = Array.isArray(value) ? (value as unknown[]) : [value];
  return argumentAt((inner as Readonly<Record<string, unknown>> | undefined)?.[key], rest);
}
