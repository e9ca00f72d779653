import { ToolError } from "../shared/errors";
import { type Synthesis, environmentsOf } from "../shared/synthesize";
import { type Difference, differenceOf, keptBetween } from "./difference";
import { Layers } from "./layers";
import { type Edge, inOrder, reaches } from "./precedence";

export interface Step {
  /** `<environment>-<layer>`. */
  readonly stack: string;
  readonly layer: string;
  /**
   * `head`: the layer as the head has it. `between`: the same, plus what a higher layer still uses of the base;
   * `writeBetween` writes it. `destroy`: the layer of the base, where the head has none.
   */
  readonly apply: "head" | "between" | "destroy";
  /** For `between`: the addresses that stay until the higher layers have been applied. */
  readonly kept: readonly string[];
  /**
   * Removed addresses that a function has written since Terraform read them. Terraform deletes a set of AWS WAF by the lock
   * token of its last read. For what leaves the configuration, that is the read of the apply before (Terraform 1.11.4): AWS
   * refuses with WAFOptimisticLockException. `terraform apply -refresh-only` of the layer comes first.
   */
  readonly refreshedFirst: readonly string[];
}

/** The order in which a change is applied, layer by layer. */
export interface OrderOfChange {
  readonly environment: string;
  /**
   * `none`: nothing differs. `up`: from network to edge. `down`: from edge to network. `mixed`: each layer once, in the
   * order of the steps. `two-rounds`: a layer is applied twice if it both gains and loses something that a higher layer
   * uses.
   */
  readonly direction: "none" | "up" | "down" | "mixed" | "two-rounds";
  readonly steps: readonly Step[];
  /** Why one layer comes before another, a sentence each. */
  readonly reasons: readonly string[];
  /** What differs, by layer. */
  readonly differences: Readonly<Record<string, Difference>>;
}

/**
 * Finds the order in which the layers of an environment are applied when its configuration changes from `base`, which is
 * applied, to `head`.
 *
 * A layer reads the outputs of lower layers as they were last applied. So a lower layer that publishes something new goes
 * before the layer that reads it. AWS refuses to delete what is in use. So a layer that stops using something goes before
 * the lower layer that removes it. Where both hold between the same layers, one round is not enough: the lower layer is
 * applied first with the removed part still in it (`between`), and again at the end.
 *
 * @throws ToolError when neither synth has the environment
 */
export function orderOfChange(base: Synthesis, head: Synthesis, environment: string): OrderOfChange {
  const known = [...new Set([...environmentsOf(base), ...environmentsOf(head)])];
  if (!known.includes(environment)) {
    throw new ToolError(`neither folder has the environment ${environment}; the folders have ${known.join(", ")}`, 2);
  }
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  const names = [...new Set([...now.names, ...old.names])];
  const differences = Object.fromEntries(names.map((name) => [name, differenceOf(old.get(name), now.get(name))]));

  const needs = [...newlyRead(old, now), ...takenAway(old, now)];
  const twice = new Set(
    needs
      .filter(({ kind, before, after }) => kind === "down" && reaches(needs, after, before))
      .map(({ after }) => after),
  );
  const touched = names.filter(
    (name) => differences[name]?.differs === true || needs.some(({ after }) => after === name),
  );

  const first = (layer: string): string => (twice.has(layer) ? `between ${layer}` : `head ${layer}`);
  const nodes = [...names.filter((name) => twice.has(name)).map(first), ...touched.map((layer) => `head ${layer}`)];
  const edges: Edge[] = [
    ...[...twice].map((layer) => ({ before: first(layer), after: `head ${layer}` })),
    ...needs.flatMap(({ kind, before, after }): Edge[] =>
      kind === "up"
        ? [first(after), `head ${after}`].map((later) => ({ before: first(before), after: later }))
        : [{ before: `head ${before}`, after: `head ${after}` }],
    ),
  ];
  const order = inOrder(nodes, [...edges, ...habits(touched, twice, differences, edges)]);

  const steps = order.map((node): Step => {
    const [form = "", layer = ""] = node.split(" ");
    const stack = (now.get(layer) ?? old.get(layer))?.name ?? layer;
    const apply = now.get(layer) === undefined ? "destroy" : form === "between" ? "between" : "head";
    return {
      stack,
      layer,
      apply,
      kept: apply === "between" ? keptBetween(old, now, layer) : [],
      refreshedFirst: apply === "head" ? writtenAndRemoved(old, now, layer) : [],
    };
  });
  return {
    environment,
    direction: directionOf(steps, names),
    steps,
    reasons: [...new Set(needs.map(({ why }) => why))],
    differences,
  };
}

const writtenAndRemoved = (old: Layers, now: Layers, layer: string): string[] =>
  [...old.blocks(layer)]
    .filter(([address]) => /^aws_wafv2_(ip|regex_pattern)_set\./.test(address) && !now.blocks(layer).has(address))
    .filter(([, block]) => (block as { readonly lifecycle?: Lifecycle }).lifecycle?.ignore_changes !== undefined)
    .map(([address]) => address);

interface Lifecycle {
  readonly ignore_changes?: readonly string[];
}

interface Need extends Edge {
  readonly kind: "up" | "down";
  readonly why: string;
}

/** The owner of an output goes before its reader, if the output is new or names something else than before. */
function newlyRead(old: Layers, now: Layers): Need[] {
  return now.names.flatMap((reader) =>
    now.read(reader).flatMap((read): Need[] => {
      const isNew = !old.publishes(read);
      if (!isNew && old.meaning(read) === now.meaning(read)) return [];
      const why = `${reader} reads ${read.output} of ${read.layer}, which ${isNew ? "is new" : "changes"}: ${read.layer} goes before ${reader}`;
      return [{ kind: "up", before: read.layer, after: reader, why }];
    }),
  );
}

/** The user of a lower layer's resource goes before that layer, if the resource is removed. */
function takenAway(old: Layers, now: Layers): Need[] {
  return old.names.flatMap((reader) =>
    old.read(reader).flatMap((read) =>
      old
        .resources(read)
        .filter(({ layer, address }) => !now.blocks(layer).has(address))
        .map(({ layer, address }): Need => {
          const why = `${reader} uses ${address} of ${layer}, which is removed: ${reader} goes before ${layer}`;
          return { kind: "down", before: reader, after: layer, why };
        }),
    ),
  );
}

/**
 * Orders two layers where no output decides. Up, so that a grant exists before it is used. Down where both only lose
 * something or change, so that nothing is used after it is removed.
 */
function habits(
  touched: readonly string[],
  twice: ReadonlySet<string>,
  differences: Readonly<Record<string, Difference>>,
  needed: readonly Edge[],
): Edge[] {
  const edges: Edge[] = [];
  const add = (before: string, after: string): void => {
    if (!reaches([...needed, ...edges], after, before)) edges.push({ before, after });
  };
  const count = (layer: string, what: "added" | "removed"): number => differences[layer]?.[what].length ?? 0;
  for (const upper of touched) {
    for (const lower of touched.slice(0, touched.indexOf(upper))) {
      const both = [lower, upper];
      // Only Terraform uses the stack of the states' bucket: the stack goes first, as at the first deployment.
      const onlyLoses =
        lower !== "state" &&
        both.every((layer) => count(layer, "added") === 0) &&
        both.some((layer) => count(layer, "removed") > 0);
      if (onlyLoses || twice.has(lower)) add(`head ${upper}`, `head ${lower}`);
      else add(`head ${lower}`, `head ${upper}`);
    }
  }
  return edges;
}

function directionOf(steps: readonly Step[], names: readonly string[]): OrderOfChange["direction"] {
  if (steps.some(({ apply }) => apply === "between")) return "two-rounds";
  const places = steps.map(({ layer }) => names.indexOf(layer));
  if (places.length === 0) return "none";
  const rises = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  const falls = places.every((place, index) => index === 0 || place < (places[index - 1] ?? 0));
  if (!rises && !falls) return "mixed";
  if (rises && falls) return "up";
  return rises ? "up" : "down";
}
