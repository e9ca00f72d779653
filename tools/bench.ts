import { writeFileSync } from "node:fs";
import path from "node:path";

import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { type Measurement, type Program, measure, middleOf } from "./shared/measure";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { scratchFolder } from "./shared/scratch";
import { table } from "./shared/table";

/** Seconds are limited as a ratio to an empty stack of the same minutes, since machines are shared and differ. */
const limits = {
  everyEnvironment: { ratio: 2.5, megabytes: 170 },
  hundred: { ratio: 30 },
  /** What one of a hundred may cost, as a ratio to one of ten; growth is linear at 1, and clocks are not exact. */
  growth: 1.25,
};

const counts = [1, 10, 100] as const;

const names = {
  empty: "one empty stack",
  every: "every environment",
  madeUp: (count: number) => `${count} made-up environment${count === 1 ? "" : "s"}`,
};

interface Row extends Measurement {
  readonly synth: string;
  /** Seconds as a ratio to those of the empty stack. */
  readonly ratio: number;
}

void runTool(
  {
    command: "npm run bench",
    summary:
      "Measures the synth of every environment and of 1, 10 and 100 made-up ones against one empty stack: seconds, peak\n" +
      "memory and bytes written, each the median of several runs that take turns.",
    options: {
      runs: { type: "string", value: "number", description: "Runs of each. Default: 5." },
      json: { type: "boolean", description: "Prints the measurements as JSON." },
    },
    exitStatuses: { 0: "within the limits", 1: "over a limit, which is named, or a synth failed" },
  },
  async ({ runs = "5", json }) => {
    if (!/^[1-9]\d*$/.test(runs)) throw new ToolError(`--runs is "${runs}"; give a whole number from 1`, 2);
    const rows = await measureAll(Number(runs));
    const faults = overLimit(rows);
    process.stdout.write(json ? `${JSON.stringify({ rows, faults }, undefined, 2)}\n` : readable(rows, faults));
    return faults.length === 0 ? 0 : 1;
  },
);

async function measureAll(runs: number): Promise<Row[]> {
  const programs = programsToMeasure();
  const measured = new Map(Object.keys(programs).map((name) => [name, [] as Measurement[]]));
  progress("a first round, which fills caches and is not counted ...");
  for (const name of [names.empty, names.every]) {
    const program = programs[name];
    if (program) await measure(program);
  }
  for (let round = 1; round <= runs; round += 1) {
    for (const [name, program] of Object.entries(programs)) {
      const measurement = await measure(program);
      measured.get(name)?.push(measurement);
      progress(`round ${round} of ${runs}: ${name}, ${measurement.seconds.toFixed(2)} s`);
    }
  }
  const middles = [...measured].map(([synth, measurements]) => ({ synth, ...middleOf(measurements) }));
  const base = middles.find(({ synth }) => synth === names.empty)?.seconds ?? NaN;
  return middles.map((middle) => ({ ...middle, ratio: middle.seconds / base }));
}

function programsToMeasure(): Readonly<Record<string, Program>> {
  const scratch = scratchFolder("bench").path;
  const empty = path.join(scratch, "empty.ts");
  const cdktf = JSON.stringify(path.join(repository, "node_modules/cdktf"));
  writeFileSync(
    empty,
    `import { App, TerraformStack } from ${cdktf};\n` +
      `const app = new App();\nnew TerraformStack(app, "empty");\napp.synth();\n`,
  );
  const main = path.join(repository, "main.ts");
  return {
    [names.empty]: { file: empty, env: {} },
    [names.every]: { file: main, env: {} },
    ...Object.fromEntries(
      counts.map((count) => {
        const records = path.join(scratch, `records-${count}.ts`);
        writeFileSync(records, recordsModule(count));
        return [names.madeUp(count), { file: main, env: { PALISADE_RECORDS: records } }];
      }),
    ),
  };
}

/**
 * A module of so many environments: the project's own by turns, each with a name, a CIDR block and a state bucket of
 * its own, so that nothing of one is at fault because of another.
 */
export function recordsModule(count: number): string {
  const own = JSON.stringify(path.join(repository, "stacks/environments"));
  return `import { environments as own } from ${own};
const records = Object.values(own);
export const environments = Object.fromEntries(
  Array.from({ length: ${count} }, (_, index) => {
    const record = records[index % records.length]!;
    const { state } = record;
    const bucket = state?.backend === "s3" ? { state: { ...state, bucket: \`\${state.bucket}-\${index}\` } } : {};
    return [\`made-up-\${index}\`, { ...record, ...bucket, network: { ...record.network, cidrBlock: \`10.\${index}.0.0/16\` } }];
  }),
);
`;
}

function overLimit(rows: readonly Row[]): string[] {
  const row = (synth: string): Row => {
    const found = rows.find((candidate) => candidate.synth === synth);
    if (found === undefined) throw new ToolError(`${synth} was not measured`);
    return found;
  };
  const [empty, every, ten, hundred] = [names.empty, names.every, names.madeUp(10), names.madeUp(100)].map(row);
  if (!empty || !every || !ten || !hundred) return [];
  const each = (of: Row, count: number): number => (of.seconds - empty.seconds) / count;
  const growth = each(hundred, 100) / each(ten, 10);
  const measured: readonly (readonly [what: string, value: number, limit: number])[] = [
    ["seconds of every environment, as a ratio to the empty stack,", every.ratio, limits.everyEnvironment.ratio],
    ["peak memory of every environment, in MB,", every.peakMegabytes, limits.everyEnvironment.megabytes],
    ["seconds of 100 environments, as a ratio to the empty stack,", hundred.ratio, limits.hundred.ratio],
    ["seconds of one environment of 100, as a ratio to one of 10,", growth, limits.growth],
  ];
  return measured
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => `over the limit: ${what} are ${value.toFixed(2)}; at most ${limit}`);
}

function readable(rows: readonly Row[], faults: readonly string[]): string {
  const text = table(
    ["synth", "seconds", "ratio", "peak MB", "kB written"],
    rows.map(({ synth, seconds, ratio, peakMegabytes, bytesWritten }) => [
      synth,
      seconds.toFixed(2),
      ratio.toFixed(2),
      Math.round(peakMegabytes),
      Math.round(bytesWritten / 1000),
    ]),
  );
  return [text, "", ...(faults.length === 0 ? ["Within the limits."] : faults), ""].join("\n");
}
