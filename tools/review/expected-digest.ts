import { type Digest, labelOf, signOfBound } from "./digest";
import { refusal } from "./plan/json-text";

interface Expected {
  readonly whole?: string;
  readonly layers: ReadonlyMap<string, string>;
  /** What the review was bound to, such as `commit 1a2b3c`; empty where the digest does not tell. */
  readonly bound: readonly string[];
}

const hash = "sha256:[0-9a-f]{64}";
const part = `(?:[^=,\\s+][^=,\\s]*=${hash}|\\+[^=,\\s]+)`;
const form = new RegExp(`^(?:${hash}|${part})(?:,${part})*$`);

/**
 * What differs from the digest that a review printed, as sentences; none if all is as it was. Of a digest with layers that has
 * more layers than are given now, the layers that are given are compared: each layer is applied by itself.
 */
export function unexpected(text: string, digest: Digest): readonly string[] {
  const { whole, layers, bound } = expectedIn(text);
  const given = new Set(digest.layers.map(({ layer }) => labelOf(layer)));
  const isPart = layers.size > 0 && [...layers.keys()].some((layer) => !given.has(layer));
  const others = bound.length === 0 ? [] : otherValues(bound, digest.bound, isPart);
  const differences = digest.layers.flatMap(({ layer, digest: now }) => {
    const then = layers.get(labelOf(layer));
    if (then === now || (layers.size === 0 && whole !== undefined)) return [];
    if (then === undefined) return [`the layer ${layer} is not in the expected digest`];
    // The hash of a layer covers these values too: whether the changes are other ones cannot be told.
    return others.length > 0 ? [] : [`the changes of the layer ${layer} are not those that were reviewed`];
  });
  if (others.length + differences.length > 0) return [...others, ...differences];
  if (whole === undefined || isPart || whole === digest.whole) return [];
  return layers.size > 0
    ? ["the changes are those that were reviewed, and the findings are not"]
    : [`the digest is ${digest.whole}; with the whole line that the review printed as digest, what differs is named`];
}

/** What differs between two digests that reviews printed, in the same sentences. */
export function differencesOf(then: string, now: string): readonly string[] {
  if (then === now) return [];
  const { whole = "", layers, bound } = expectedIn(now);
  const given = [...layers].map(([label, digest]) => ({ layer: decoded(label), digest }));
  return unexpected(then, { whole, layers: given, token: now, bound, unbound: [] });
}

/** What is given by an option: the same for each layer. */
const ofOptions = ["commit", "lock"];

/**
 * Which value that the review was bound to is another one now.
 *
 * @param isPart whether the review had more layers: what only those were made with is missing now, and not another value
 */
function otherValues(then: readonly string[], now: readonly string[], isPart: boolean): readonly string[] {
  const kinds = [...new Set([...then, ...now].map(kindOf))];
  return kinds.flatMap((kind) => {
    const [had, has] = [then, now].map((all) => all.filter((one) => kindOf(one) === kind));
    const [lost, gained] = [without(had, has), without(has, had)];
    if (gained.length === 0 && (lost.length === 0 || (isPart && !ofOptions.includes(kind)))) return [];
    const words = (values: readonly string[] = []): string => values.join(" and ") || `no ${nameOf[kind] ?? kind}`;
    return [`${words(has)} in place of ${words(had)}`];
  });
}

/** The first word: `commit` of `commit 1a2b3c`. */
const kindOf = (bound: string): string => bound.replace(/ .*$/s, "");
const nameOf: Readonly<Partial<Record<string, string>>> = { lock: "lock file" };
const without = (all: readonly string[] = [], others: readonly string[] = []): readonly string[] =>
  all.filter((one) => !others.includes(one));

function expectedIn(text: string): Expected {
  if (!form.test(text)) {
    throw refusal("--expect is not a digest; give what follows `digest:` in the review: sha256:… and the layers");
  }
  const parts = text.split(",");
  const whole = parts.find((one) => one.startsWith("sha256:"));
  const bound = parts.filter((one) => one.startsWith(signOfBound)).map((one) => decoded(one.slice(signOfBound.length)));
  const layers = parts
    .filter((one) => one !== whole && !one.startsWith(signOfBound))
    .map((one): readonly [string, string] => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]);
  return { ...(whole !== undefined && { whole }), layers: new Map(layers), bound };
}

function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
