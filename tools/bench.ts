import { writeFileSync } from "node:fs";
import path from "node:path";

import { type Row, names, overLimits } from "./bench/limits";
import { type Measurement, type MeasuredProgram, measure, median, middleOf } from "./bench/measure";
import { writePlans } from "./bench/plans";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { scratchFolder } from "./shared/scratch";
import { table } from "./shared/table";

const counts = [1, 10, 100] as const;

void runTool(
  {
    command: "npm run bench",
    summary:
      "Measures the synth of every environment, of 1, 10 and 100 made-up environments, and of one empty stack, and the review\n" +
      "of 4 plans and of 8: seconds, peak memory and bytes written, each the median of several rounds.",
    options: {
      runs: { type: "string", value: "number", description: "The number of rounds. Default: 5." },
      json: { type: "boolean", description: "Prints the measurements as JSON." },
    },
    exitStatuses: { 0: "within the limits", 1: "over a limit, which the output names, or a program failed" },
  },
  async ({ runs = "5", json }) => {
    if (!/^[1-9]\d*$/.test(runs)) throw new ToolError(`--runs is "${runs}"; give a whole number, 1 or more`, 2);
    const rows = await measureAll(Number(runs));
    const faults = overLimits(rows);
    process.stdout.write(json ? `${JSON.stringify({ rows, faults }, undefined, 2)}\n` : readable(rows, faults));
    return faults.length === 0 ? 0 : 1;
  },
);

async function measureAll(runs: number): Promise<Row[]> {
  const programs = programsToMeasure();
  const measured = new Map(Object.keys(programs).map((name) => [name, [] as Measurement[]]));
  progress("a first round, which fills caches and is not counted ...");
  for (const name of [names.empty, names.every, names.review]) {
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
  const empty = measured.get(names.empty) ?? [];
  return [...measured].map(([program, measurements]) => ({
    program,
    ...middleOf(measurements),
    ratio: median(measurements.map(({ seconds }, round) => seconds / (empty[round]?.seconds ?? NaN))),
  }));
}

function programsToMeasure(): Readonly<Record<string, MeasuredProgram>> {
  const scratch = scratchFolder("bench").path;
  const empty = path.join(scratch, "empty.ts");
  const cdktf = JSON.stringify(path.join(repository, "node_modules/cdktf"));
  writeFileSync(
    empty,
    `import { App, TerraformStack } from ${cdktf};\n` +
      `const app = new App();\nnew TerraformStack(app, "empty");\napp.synth();\n`,
  );
  return {
    [names.empty]: { file: empty },
    [names.every]: {},
    ...Object.fromEntries(
      counts.map((count) => {
        const records = path.join(scratch, `records-${count}.ts`);
        writeFileSync(records, recordsModule(count));
        return [names.madeUp(count), { env: { PALISADE_RECORDS: records } }];
      }),
    ),
    [names.review]: reviewOf(writePlans(scratch, 1)),
    [names.reviewOfTwice]: reviewOf(writePlans(scratch, 2)),
  };
}

/** The review finds what stops, which is its exit status 1. */
function reviewOf(plans: readonly string[]): MeasuredProgram {
  return {
    file: path.join(repository, "tools/review.ts"),
    argumentsFor: (outdir) => ["--out", path.join(outdir, "page.md"), ...plans],
    exitStatus: 1,
  };
}

/**
 * A module of so many environments: the project's own by turns, each with a name, an account, a CIDR block, a state
 * bucket and names in DNS of its own, so that nothing of one is at fault because of another.
 */
function recordsModule(count: number): string {
  const own = JSON.stringify(path.join(repository, "stacks/environments"));
  return `import { environments as own } from ${own};
const records = Object.values(own);
export const environments = Object.fromEntries(
  Array.from({ length: ${count} }, (_, index) => {
    const given = records[index % records.length];
    const text = JSON.stringify(given)
      .replace(/(?=\\.example\\.com)|(?<="(?:prefix|signInPrefix|bucket)":"[^"]+)(?=")/g, \`-\${index}\`)
      .replaceAll(given.accountId ?? "no account", String(100000000000 + index));
    const record = JSON.parse(text);
    return [\`made-up-\${index}\`, { ...record, network: { ...record.network, cidrBlock: \`10.\${index}.0.0/16\` } }];
  }),
);
`;
}

function readable(rows: readonly Row[], faults: readonly string[]): string {
  const text = table(
    ["program", "seconds", "ratio", "peak MB", "kB written"],
    rows.map(({ program, seconds, ratio, peakMegabytes, bytesWritten }) => [
      program,
      seconds.toFixed(2),
      ratio.toFixed(2),
      Math.round(peakMegabytes),
      Math.round(bytesWritten / 1000),
    ]),
  );
  return [text, "", ...(faults.length === 0 ? ["Within the limits."] : faults), ""].join("\n");
}
