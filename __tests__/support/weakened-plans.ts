import type { Area } from "../../tools/review/area";
import { Estate } from "../../tools/review/estate";
import type { Plan, ResourceChange } from "../../tools/review/plan/model";
import { readPlan } from "../../tools/review/plan/read-plan";
import { planCase } from "./plan-cases";

type Json = Readonly<Record<string, unknown>>;

interface Entry {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly change: { readonly before: Json };
}

/** A change of one attribute of a resource that makes the environment weaker. */
export interface Weakening {
  /** Of the resource, without its type. */
  readonly name: string;
  /** Names of attributes and positions in lists. */
  readonly path: readonly (string | number)[];
  /** In the place of what the plan has. */
  readonly value: unknown;
  /** The rule that must find it. */
  readonly rule: string;
}

/** The resources of some types of a real plan, of which some are changed. */
export class RealPlan {
  readonly #entries: readonly Entry[];
  readonly #json: Json;
  readonly #unchanged: Plan;

  /** @param number of the plan among the cases */
  constructor(number: string, types: RegExp) {
    const json = JSON.parse(planCase(number)) as { readonly resource_changes: readonly Entry[] };
    this.#entries = json.resource_changes.filter(({ type, mode }) => types.test(type) && mode === "managed");
    // Ids are known, so nothing is followed through the configuration.
    this.#json = {
      ...json,
      output_changes: {},
      prior_state: {},
      planned_values: {},
      configuration: { root_module: {} },
    };
    this.#unchanged = this.#read(
      this.#entries.map((entry) => ({ entry, before: entry.change.before, after: entry.change.before })),
    );
  }

  #read(sides: readonly { readonly entry: Entry; readonly before: Json; readonly after: Json }[]): Plan {
    const resource_changes = sides.map(({ entry, before, after }) => ({
      ...entry,
      change: { ...entry.change, actions: [before === after ? "no-op" : "update"], before, after, after_unknown: {} },
    }));
    return readPlan(JSON.stringify({ ...this.#json, resource_changes }), "plan.json");
  }

  /**
   * Rule and direction of each finding, none twice.
   *
   * @param swapped the weakened side is the one before
   * @param noise what else the weakened resources have otherwise, without a meaning
   */
  lines(
    area: Area,
    weakenings: readonly Weakening[],
    { swapped = false, noise = (side: Json): Json => side } = {},
  ): readonly string[] {
    const weakened = this.#entries.flatMap((entry) => {
      const own = weakenings.filter(({ name }) => entry.address.endsWith(`.${name}`));
      if (own.length === 0) return [];
      const strong = entry.change.before;
      const weak = noise(own.reduce((side, one) => changed(side, one.path, one.value) as Json, strong));
      return [swapped ? { entry, before: weak, after: strong } : { entry, before: strong, after: weak }];
    });
    const changes = new Map<string, ResourceChange>(this.#read(weakened).resources.map((one) => [one.address, one]));
    const resources = this.#unchanged.resources.map((one) => changes.get(one.address) ?? one);
    const found = area.find(new Estate([{ ...this.#unchanged, resources }]));
    return [...new Set(found.map(({ rule, direction }) => `${rule} ${direction}`))].sort();
  }
}

function changed(value: unknown, [step, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === step ? changed(one, rest, to) : one));
  return { ...(value as Json), [step]: changed((value as Json)[step], rest, to) };
}

/** What the provider writes in one of several ways: nothing as "", [] or null, and a number as text. */
export const noise = (side: Json): Json =>
  Object.fromEntries(
    Object.entries(side).map(([name, value]) => {
      if (value === "" || (Array.isArray(value) && value.length === 0)) return [name, null];
      return [name, typeof value === "number" ? String(value) : value];
    }),
  );
