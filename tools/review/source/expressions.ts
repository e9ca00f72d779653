import type { Layers } from "../../order/layers";
import { isRecord } from "../plan/json-value";

const ownReference = /\$\{([a-z]\w*\.[\w-]+)\.(\w+)\}/g;
const remoteOutput = /\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)\}/g;

/** How a value of a synthesis names an attribute of a resource: with the layer, so that layers do not mix up their addresses. */
export const referenceTo = (layer: string, address: string, attribute: string): string =>
  `\${${layer}/${address}.${attribute}}`;

/**
 * A value of a layer, in which a reference to a resource has the layer in its name and an output of another layer is what that
 * layer publishes. Every other expression stays as it is written.
 */
export function resolved(value: unknown, layer: string, layers: Layers, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, layer, layers, depth));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, layer, layers, depth)]));
  if (typeof value !== "string") return value;
  const whole = [...value.matchAll(remoteOutput)][0];
  if (whole?.[0] === value) return published(layers, whole, depth) ?? value;
  return value
    .replaceAll(remoteOutput, (text, ...parts: string[]) => {
      const output = published(layers, [text, ...parts], depth);
      return typeof output === "string" ? output : text;
    })
    .replaceAll(ownReference, (text, address: string, attribute: string) =>
      layers.blocks(layer).has(address) ? referenceTo(layer, address, attribute) : text,
    );
}

/** Layers read lower layers alone, so a chain of outputs is no longer than there are layers. */
const longestChain = 10;

function published(layers: Layers, [, owner = "", name = ""]: readonly string[], depth: number): unknown {
  const output = layers.get(owner)?.configuration.output?.[name]?.value;
  return output === undefined || depth > longestChain ? undefined : resolved(output, owner, layers, depth + 1);
}
