import { writeFileSync } from "node:fs";

import { walkNames } from "./e2e/changes/walks";
import { emulatorLimits } from "./e2e/emulator-limits";
import { runParts } from "./e2e/parts";
import { writePlanSlices } from "./e2e/parts/plan-slices";
import { Report } from "./e2e/report";
import { reportText } from "./e2e/report-text";
import { startRun } from "./e2e/run";
import { isInterrupted } from "./shared/clean-up";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { environmentsOf } from "./shared/synthesize";

void runTool(
  {
    command: "npm run e2e",
    summary:
      "Applies every layer of each environment to AWS emulators with the real Terraform and AWS provider, checks the " +
      "result, and destroys every layer. Takes about twenty-five minutes; the first run installs the emulators.",
    options: {
      environment: {
        type: "string",
        value: "name",
        description: "Only this environment. Default: lab, prod and demo.",
      },
      port: {
        type: "string",
        value: "number",
        description:
          "The port of the first environment's emulator; each next emulator has the next port. Default: free ports.",
      },
      results: {
        type: "string",
        value: "file",
        description: "Writes the outcome of each check to this file, as JSON.",
      },
      calls: {
        type: "string",
        value: "folder",
        description:
          "Writes each call of AWS's API to this folder, and callers.json: the calls of each layer and phase.",
      },
      all: { type: "boolean", description: "Applies also the changes that take longest, the lab's among them." },
      walk: {
        type: "string",
        value: "name",
        description: "Applies these changes alone, and checks nothing else: APIs, network, exposure, database, ….",
      },
      slices: {
        type: "string",
        value: "file",
        description: "Checks nothing: plans many changes at once, and writes the part of each change to this file.",
      },
      keep: { type: "boolean", description: "Keeps the scratch folders, to look for the cause of a failure." },
    },
    exitStatuses: { 0: "every check passed", 1: "a check failed" },
  },
  async ({ environment, port, results, calls, all = false, walk, slices, keep = false }) => {
    const report = new Report();
    const began = performance.now();
    if (walk !== undefined && !walkNames.includes(walk)) {
      throw new ToolError(`--walk is ${walk}; give one of ${walkNames.join(", ")}`, 2);
    }
    const run = await startRun({ report, limits: emulatorLimits, keep, all, walk, port: portOf(port), calls });
    const known = environmentsOf(run.product);
    if (environment !== undefined && !known.includes(environment)) {
      throw new ToolError(`--environment is ${environment}; give one of ${known.join(", ")}`, 2);
    }
    if (slices !== undefined) {
      await writePlanSlices(run, slices);
      return report.counts().failed === 0 ? 0 : 1;
    }
    const isWhole = environment === undefined && walk === undefined;
    await runParts(run, environment === undefined ? usual : [environment], isWhole);
    if (isInterrupted()) return 1;
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`${reportText(report, seconds)}\n`);
    if (results !== undefined) {
      const { checks, notes } = report;
      writeFileSync(results, `${JSON.stringify({ ...report.counts(), seconds, checks, notes }, undefined, 2)}\n`);
    }
    return report.counts().failed === 0 ? 0 : 1;
  },
);

/** The environments that the list of emulator limits was made for; another one is asked for by its name. The longest first. */
const usual = ["lab", "prod", "demo"];

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port;
  throw new ToolError(`--port is ${text}; give a whole number, 1024 to 65000`, 2);
}
