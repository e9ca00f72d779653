import { readFileSync } from "node:fs";
import path from "node:path";

import { ToolError, messageOf } from "../shared/errors";
import { layerNameOf } from "./estate";
import { refusal } from "./plan/json-text";
import type { Plan } from "./plan/model";
import { readPlan } from "./plan/read-plan";

/**
 * The plans that the command line names.
 *
 * @param hasSyntheses whether two syntheses are given too: then no plan is needed
 * @throws ToolError, of exit status 2, with each fault of each input
 */
export function plansIn(
  inputs: readonly string[],
  environment: string | undefined,
  stdin: () => string,
  hasSyntheses: boolean,
): readonly Plan[] {
  if (inputs.length === 0 && !hasSyntheses)
    throw refusal("no plan is given; give what terraform show -json PLAN printed, a file for each layer");
  if (inputs.filter((one) => inputOf(one).file === "-").length > 1)
    throw refusal("standard input is one plan: give - once");
  const read = inputs.map((input) => attempt(() => planIn(input, environment, stdin)));
  const faults = read.flatMap((one) => ("fault" in one ? [one.fault] : []));
  if (faults.length > 0) throw refusal(faults.join("\n"));
  const plans = read.flatMap((one) => ("value" in one ? [one.value] : []));
  const mixed = [...mixedEnvironments(plans), ...layersTwice(plans)];
  if (mixed.length > 0) throw refusal(mixed.join("\n"));
  return plans;
}

function planIn(input: string, environment: string | undefined, stdin: () => string): Plan {
  const { layer, file } = inputOf(input);
  const plan = readPlan(textIn(file, stdin), nameOf(file), givenOf(environment, layer));
  // A page has no path of a machine in it.
  return { ...plan, source: file === "-" || isPipe.test(file) ? "standard input" : path.basename(file) };
}

/** What a shell gives for `<(…)`: the number says nothing of the plan. */
const isPipe = /^\/(?:dev|proc\/\w+)\/fd\/\d+$/;

function mixedEnvironments(plans: readonly Plan[]): readonly string[] {
  const by = new Map<string, string>();
  for (const { environment, source } of plans) if (environment !== undefined) by.set(environment, source);
  if (by.size <= 1) return [];
  const each = [...by].map(([environment, source]) => `${source} of ${JSON.stringify(environment)}`).join(", ");
  return [`the plans are of ${by.size} environments: ${each}; give the plans of one`];
}

function layersTwice(plans: readonly Plan[]): readonly string[] {
  const by = new Map<string, string[]>();
  for (const plan of plans) {
    const key = layerNameOf(plan);
    by.set(key, [...(by.get(key) ?? []), plan.source]);
  }
  return [...by]
    .filter(([, sources]) => sources.length > 1)
    .map(
      ([layer, sources]) =>
        `${sources.join(" and ")} are plans of one layer, ${layer}; give one of them, or say the layer of a plan without tags: network=plan.json`,
    );
}

function attempt(work: () => Plan): { readonly value: Plan } | { readonly fault: string } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof ToolError) return { fault: error.message };
    throw error;
  }
}

export function inputOf(input: string): { readonly layer?: string; readonly file: string } {
  const [, layer, file] = /^([a-z][a-z0-9-]*)=(.+)$/s.exec(input) ?? [];
  return layer === undefined || file === undefined ? { file: input } : { layer, file };
}

export const nameOf = (file: string): string => (file === "-" ? "standard input" : file);

export const givenOf = (environment: string | undefined, layer: string | undefined) => ({
  ...(environment !== undefined && { environment }),
  ...(layer !== undefined && { layer }),
});

export function textIn(file: string, stdin: () => string): string {
  try {
    return file === "-" ? stdin() : readFileSync(file, "utf8");
  } catch (error) {
    throw refusal(`${nameOf(file)} cannot be read: ${messageOf(error)}`);
  }
}
