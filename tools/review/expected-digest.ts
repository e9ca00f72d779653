import { type Digest, labelOf } from "./digest";
import { refusal } from "./plan/json-text";

interface Expected {
  readonly whole?: string;
  readonly layers: ReadonlyMap<string, string>;
}

const form = /^(?:sha256:[0-9a-f]{64}|[^=,\s]+=sha256:[0-9a-f]{64})(?:,[^=,\s]+=sha256:[0-9a-f]{64})*$/;

/**
 * What differs from the digest that a review printed, as sentences; none if all is as it was. Of a digest with layers that has
 * more layers than are given now, the layers that are given are compared: each layer is applied by itself.
 */
export function unexpected(text: string, digest: Digest): readonly string[] {
  const { whole, layers } = expectedIn(text);
  const given = new Set(digest.layers.map(({ layer }) => labelOf(layer)));
  const differences = digest.layers.flatMap(({ layer, digest: now }) => {
    const then = layers.get(labelOf(layer));
    if (then === now || (layers.size === 0 && whole !== undefined)) return [];
    return [
      then === undefined
        ? `the layer ${layer} is not in the expected digest`
        : `the changes of the layer ${layer} are not those that were reviewed`,
    ];
  });
  const isPart = layers.size > 0 && [...layers.keys()].some((layer) => !given.has(layer));
  if (differences.length > 0 || whole === undefined || isPart || whole === digest.whole) return differences;
  return layers.size > 0
    ? ["the changes are those that were reviewed, and the findings are not"]
    : [
        `the digest is ${digest.whole}; with the whole line that the review printed as digest, the layer that differs is named`,
      ];
}

function expectedIn(text: string): Expected {
  if (!form.test(text)) {
    throw refusal("--expect is not a digest; give what follows `digest:` in the review: sha256:… and the layers");
  }
  const parts = text.split(",");
  const whole = parts.find((part) => part.startsWith("sha256:"));
  const layers = parts.filter((part) => part !== whole).map((part) => part.split("=") as [string, string]);
  return { ...(whole !== undefined && { whole }), layers: new Map(layers) };
}
