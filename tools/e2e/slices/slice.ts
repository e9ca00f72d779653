import { isChange } from "../plan-changes";
import type { Edit } from "./edits";
import { addressesOf } from "./edit";

/** An entry of `resource_changes`, as `terraform show -json` prints it. */
interface Entry {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly before_sensitive: unknown;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

type OutputChange = Entry["change"];

export interface FullPlan {
  readonly resource_changes: readonly Entry[];
  readonly output_changes?: Readonly<Record<string, OutputChange>>;
  readonly configuration?: unknown;
  readonly [key: string]: unknown;
}

/** What one edit, or several that cannot be told apart, does in a plan. */
interface Slice {
  readonly name: string;
  readonly resources: readonly Entry[];
  readonly outputs: Readonly<Record<string, OutputChange>>;
}

/** A plan of many edits: the plan without any of them, and the part that is each edit's. */
export interface SlicedPlan {
  readonly stack: string;
  /** The plan in which nothing changes. */
  readonly plan: FullPlan;
  readonly slices: readonly Slice[];
}

/**
 * Tells the edits of a plan apart. A change that no edit names itself is the edit's whose resource the change refers to; where
 * that is so for several edits, the edits are one slice.
 *
 * @param baseline the plan without any edit. What it changes is the emulators' own, and is taken for what is there before.
 */
export function sliced(stack: string, planned: FullPlan, edits: readonly Edit[], baseline: FullPlan): SlicedPlan {
  const noise = noiseOf(baseline);
  const plan = {
    ...planned,
    resource_changes: planned.resource_changes.map((entry) => withBefore(entry, noise.get(entry.address))),
  };
  const named = new Set(edits.flatMap(addressesOf));
  const isOurs = (address: string): boolean => named.has(address) || !noise.has(address);
  const changes = new Map<string, Entry | OutputChange>();
  for (const entry of plan.resource_changes)
    if (entry.mode === "managed" && isChange(entry.change.actions) && isOurs(entry.address))
      changes.set(entry.address, entry);
  for (const [name, change] of Object.entries(plan.output_changes ?? {}))
    if (isChange(change.actions) && isOurs(`output.${name}`)) changes.set(`output.${name}`, change);
  const references = referencesOf(plan.configuration);
  const group = new Map<string, string>();
  const find = (one: string): string => {
    const above = group.get(one) ?? one;
    return above === one ? one : find(above);
  };
  const join = (one: string, other: string): void => void group.set(find(one), find(other));
  for (const edit of edits) for (const address of addressesOf(edit)) join(address, `edit ${edit.name}`);
  for (const address of changes.keys())
    // Of two resources that edits name, each has changes of its own.
    for (const used of references.get(address) ?? [])
      if (changes.has(used) && !(named.has(address) && named.has(used))) join(address, used);
  const slices = new Map<string, { names: string[]; resources: Entry[]; outputs: Record<string, OutputChange> }>();
  for (const { name } of edits) {
    const key = find(`edit ${name}`);
    const known = slices.get(key) ?? { names: [], resources: [], outputs: {} };
    known.names.push(name);
    slices.set(key, known);
  }
  for (const [address, change] of changes) {
    const slice = slices.get(find(address));
    if (slice === undefined) continue;
    if ("address" in change) slice.resources.push(change as Entry);
    else slice.outputs[address.slice("output.".length)] = change;
  }
  return {
    stack,
    plan: withoutChanges(plan),
    slices: [...slices.values()].map(({ names, ...rest }) => ({ name: names.join("+"), ...rest })),
  };
}

const noiseOf = ({ resource_changes: all }: FullPlan): ReadonlyMap<string, Entry> =>
  new Map(
    all.filter(({ mode, change }) => mode === "managed" && isChange(change.actions)).map((one) => [one.address, one]),
  );

/** The entry as if the emulator kept what it was given: what the plan without an edit would set is there before. */
function withBefore(entry: Entry, noise: Entry | undefined): Entry {
  if (noise === undefined || !isObject(noise.change.before) || !isObject(noise.change.after)) return entry;
  const before = { ...noise.change.before, ...noise.change.after };
  return { ...entry, change: { ...entry.change, before } };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The plan in which every resource stays as it is before. */
function withoutChanges(plan: FullPlan): FullPlan {
  const resources = plan.resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.before !== null)
    .map((entry) => ({ ...entry, change: unchanged(entry.change), action_reason: undefined }));
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { before }]) => before !== null && before !== undefined)
    .map(
      ([name, change]) =>
        [name, { ...unchanged(change), after_unknown: false, after_sensitive: change["after_sensitive"] }] as const,
    );
  return {
    format_version: plan["format_version"],
    terraform_version: plan["terraform_version"],
    resource_changes: resources,
    output_changes: Object.fromEntries(outputs),
    configuration: plan.configuration,
    applyable: false,
    complete: true,
    errored: false,
  };
}

const unchanged = ({ before, before_sensitive: sensitive }: OutputChange): OutputChange => ({
  actions: ["no-op"],
  before,
  after: before,
  after_unknown: {},
  before_sensitive: sensitive,
  after_sensitive: sensitive,
});

/** The addresses that the expressions of each resource and output refer to. */
function referencesOf(configuration: unknown): ReadonlyMap<string, readonly string[]> {
  const root = (configuration as { root_module?: Record<string, unknown> } | undefined)?.root_module ?? {};
  const resources = (root["resources"] ?? []) as readonly {
    readonly address: string;
    readonly expressions?: unknown;
  }[];
  const outputs = Object.entries((root["outputs"] ?? {}) as Record<string, unknown>);
  return new Map([
    ...resources.map(({ address, expressions }) => [address, referencesIn(expressions)] as const),
    ...outputs.map(([name, expression]) => [`output.${name}`, referencesIn(expression)] as const),
  ]);
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "references" && Array.isArray(inner) ? inner.filter((one) => typeof one === "string") : referencesIn(inner),
  );
}
