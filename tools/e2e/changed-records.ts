import { writeFileSync } from "node:fs";
import path from "node:path";

import { repository } from "../shared/repository";
import type { Synthesis } from "../shared/synthesize";
import type { Run } from "./run";

/** Settings in place of a record's own, each by its path: `edge.restApi.routes.2.body`. `null` takes a setting out. */
export type Changes = Readonly<Record<string, unknown>>;

export interface Changed {
  readonly environment: string;
  /** What the changes are called, as a part of a folder's name. */
  readonly name: string;
  readonly changes: Changes;
  /** Date that departures and ends of support are judged by, `YYYY-MM-DD`. @default today */
  readonly today?: string;
}

/** Synthesizes one environment of the project with some of its settings changed. */
export function synthesizeChanged(run: Run, { environment, name, changes, today }: Changed): Promise<Synthesis> {
  const records = path.join(run.scratch("records"), "environments.ts");
  writeFileSync(records, changedRecords(environment, changes));
  return run.synthesizeTo({
    outdir: run.scratch(`product-${name}`),
    environments: [environment],
    records,
    ...(today === undefined ? {} : { today }),
  });
}

/** A module of records: those of `PALISADE_RECORDS`, or the project's own, with settings of one of them changed. */
export function changedRecords(environment: string, changes: Changes): string {
  const records = path.resolve(repository, process.env["PALISADE_RECORDS"] ?? "stacks/environments/index");
  return [
    `import { environments as own } from ${JSON.stringify(records)};`,
    `const record = structuredClone(own[${JSON.stringify(environment)}]);`,
    `for (const [path, value] of Object.entries(${JSON.stringify(changes)})) {`,
    `  const keys = path.split(".");`,
    `  const last = keys.pop();`,
    `  const group = keys.reduce((inner, key) => (inner[key] ??= {}), record);`,
    `  if (value === null) delete group[last];`,
    `  else group[last] = value;`,
    `}`,
    `export const environments = { ...own, ${JSON.stringify(environment)}: record };`,
    "",
  ].join("\n");
}
