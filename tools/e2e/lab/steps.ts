import { writeFileSync } from "node:fs";
import path from "node:path";

import { repository } from "../../shared/repository";
import type { Synthesis } from "../../shared/synthesize";
import type { Run } from "../run";

/** The environment that is walked from step to step (docs/lab.md). */
export const walkedEnvironment = "lab";

/** Its steps, in their order. The record stands at the last. */
export const stepsWalked = ["base", "rotatingSecret", "edgeOnly", "firewall", "signedIn"] as const;

export type Step = (typeof stepsWalked)[number];

/** Synthesizes the environment as it is at a step. */
export function synthesizeStep(run: Run, step: Step): Promise<Synthesis> {
  const records = path.join(run.scratch("step"), "environments.ts");
  writeFileSync(records, recordsAtStep(walkedEnvironment, step));
  return run.synthesizeTo({ outdir: run.scratch(`product-${step}`), environments: [walkedEnvironment], records });
}

/** A module of records: the project's own, one of them at another step. */
export function recordsAtStep(environment: string, step: Step): string {
  const index = JSON.stringify(path.join(repository, "stacks/environments/index"));
  const name = JSON.stringify(environment);
  return [
    `import { environments as own } from ${index};`,
    `const record = own[${name}];`,
    `export const environments = { ...own, [${name}]: { ...record, lab: { ...record.lab, step: ${JSON.stringify(step)} } } };`,
    "",
  ].join("\n");
}
