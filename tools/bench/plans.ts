import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { repository } from "../shared/repository";

const fixtures = path.join(repository, "__tests__/tools/review/plan");

interface Entry {
  readonly address: string;
}

interface WrittenPlan {
  readonly resource_changes: readonly Entry[];
  readonly output_changes?: Readonly<Record<string, object>>;
}

interface Slices {
  readonly stack: string;
  readonly slices: readonly {
    readonly resources: readonly Entry[];
    readonly outputs: Readonly<Record<string, object>>;
  }[];
}

/** A plan as Terraform printed it, of each layer of `prod` that an emulator takes: 314 resources and 1.9 MB together. */
const wholePlans: Readonly<Record<string, string>> = {
  network: "40-tags-only",
  identity: "00-no-op-identity",
  compute: "26-iam-wildcard-gained",
  edge: "20-tls-lowered",
};

/**
 * Writes plans of all layers of `prod`, in which everything changes that the fixtures change anywhere.
 *
 * @param times how often: each time under other names of the layers, which makes other layers
 * @returns the files
 */
export function writePlans(folder: string, times: number): readonly string[] {
  const cases = unpacked("plan-cases") as Readonly<Record<string, string>>;
  const stacks = unpacked("plan-slices") as readonly Slices[];
  return Object.entries(wholePlans).flatMap(([layer, name]) => {
    const parts = stacks.find(({ stack }) => stack === `prod-${layer}`)?.slices ?? [];
    const text = JSON.stringify(withParts(JSON.parse(cases[name] ?? "") as WrittenPlan, parts));
    return Array.from({ length: times }, (_, time) => {
      const file = path.join(folder, `${times}-${time}-${layer}.json`);
      writeFileSync(file, time === 0 ? text : text.replaceAll(`"Layer":"${layer}"`, `"Layer":"${layer}-${time}"`));
      return file;
    });
  });
}

function withParts(plan: WrittenPlan, parts: Slices["slices"]): WrittenPlan {
  const entries = [...plan.resource_changes, ...parts.flatMap(({ resources }) => resources)];
  return {
    ...plan,
    resource_changes: [...new Map(entries.map((entry) => [entry.address, entry])).values()],
    output_changes: Object.fromEntries(
      [plan.output_changes ?? {}, ...parts.map(({ outputs }) => outputs)].flatMap((outputs) => Object.entries(outputs)),
    ),
  };
}

const unpacked = (name: string): unknown =>
  JSON.parse(brotliDecompressSync(readFileSync(path.join(fixtures, `${name}.json.br`))).toString());
