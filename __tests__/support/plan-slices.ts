import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import type { Plan } from "../../tools/review/plan/model";
import { readPlan } from "../../tools/review/plan/read-plan";
import { repository } from "../../tools/shared/repository";

const file = path.join(repository, "__tests__/tools/review/plan/plan-slices.json.br");

type Values = Readonly<Record<string, unknown>>;

/** A resource in which nothing changes, as Terraform writes one. */
interface WrittenChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly before: Values };
}

interface Configured {
  readonly address: string;
  readonly expressions?: Values;
}

/** What `npm run e2e -- --slices` writes: plans in which nothing changes, and the part of each of many changes. */
interface Written {
  readonly stack: string;
  readonly plan: {
    readonly resource_changes: readonly WrittenChange[];
    readonly configuration: { readonly root_module: { readonly resources: readonly Configured[] } };
  };
  readonly slices: readonly {
    readonly name: string;
    readonly resources: readonly object[];
    readonly outputs: Readonly<Record<string, object>>;
  }[];
}

/** A stack's plan that any of its changes can be put into. */
export interface SlicedStack {
  readonly stack: string;
  readonly names: readonly string[];
  /** The plan with these changes, and nothing else. */
  readonly plan: (...names: readonly string[]) => Plan;
}

/** The plans and their parts, as they are written. */
export const writtenStacks = (): readonly Written[] =>
  JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as readonly Written[];

/** Real plans of `prod` and `lab` on emulators, by the stack. Each plan is read once. */
export function slicedStacks(): readonly SlicedStack[] {
  return writtenStacks().map(({ stack, plan, slices }) => {
    const cut = stack.lastIndexOf("-");
    const whose = { environment: stack.slice(0, cut), layer: stack.slice(cut + 1) };
    const read = (json: object): Plan => readPlan(JSON.stringify(json), `${stack}.json`, whose);
    const still = read(plan);
    const parts = new Map(
      slices.map(({ name, resources, outputs }) => {
        const changed = read({ ...plan, resource_changes: resources, output_changes: outputs });
        return [name, changed] as const;
      }),
    );
    return {
      stack,
      names: [...parts.keys()],
      plan: (...names) => {
        const chosen = names.flatMap((name) => parts.get(name) ?? []);
        return {
          ...still,
          resources: replaced(
            still.resources,
            chosen.flatMap(({ resources }) => resources),
            ({ address }) => address,
          ),
          outputs: replaced(
            still.outputs,
            chosen.flatMap(({ outputs }) => outputs),
            ({ name }) => name,
          ),
        };
      },
    };
  });
}

function replaced<T>(all: readonly T[], others: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const by = new Map([...all, ...others].map((one) => [keyOf(one), one]));
  return [...by].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}
