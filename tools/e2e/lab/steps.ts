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
export const synthesizeStep = (run: Run, step: Step): Promise<Synthesis> =>
  synthesizeChanged(run, step, { lab: { step } });

/**
 * Beyond the last step: the web application is behind CloudFront too, and the distribution of the API has its header itself,
 * which is the one way of it that the emulator knows.
 */
export const wayByCloudFront = "by CloudFront alone";

export const synthesizeByCloudFront = (run: Run): Promise<Synthesis> =>
  synthesizeChanged(run, "by-cloudfront", {
    edge: {
      exposure: "vpc-origin",
      cloudFront: { web: {} },
      originProtection: {
        restApi: "header-lambda",
        headersInLocalState: { reason: "the state is a scratch folder's, and the secret an emulator's" },
      },
    },
  });

/** Settings in place of a record's own, by the part that they are in. */
type Changes = Readonly<Record<string, object>>;

function synthesizeChanged(run: Run, name: string, changes: Changes): Promise<Synthesis> {
  const records = path.join(run.scratch("records"), "environments.ts");
  writeFileSync(records, changedRecords(walkedEnvironment, changes));
  return run.synthesizeTo({ outdir: run.scratch(`product-${name}`), environments: [walkedEnvironment], records });
}

/** A module of records: the project's own, with settings of one of them changed. */
export function changedRecords(environment: string, changes: Changes): string {
  const index = JSON.stringify(path.join(repository, "stacks/environments/index"));
  const name = JSON.stringify(environment);
  const changed = Object.entries(changes).map(
    ([part, settings]) => `${part}: { ...record.${part}, ...${JSON.stringify(settings)} }`,
  );
  return [
    `import { environments as own } from ${index};`,
    `const record = own[${name}];`,
    `export const environments = { ...own, [${name}]: { ...record, ${changed.join(", ")} } };`,
    "",
  ].join("\n");
}
