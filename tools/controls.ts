import { today, todayFaults } from "../stacks/today";
import { choiceOf } from "./controls/choice";
import { controlReports } from "./controls/report";
import { chosenStacks, fromOption } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { countsOf, formats, writeFindings } from "./shared/findings";

void runTool(
  {
    command: "npm run controls",
    summary:
      "Runs every control over an environment, or over a folder that a synth wrote, and prints each finding: a fault, or a\n" +
      "note where a departure gives the reason. Reads the synthesized JSON alone. Without names: every environment.",
    arguments: "[<environment>...] [<folder>]",
    options: {
      ...fromOption,
      format: { type: "string", value: "format", description: `${formats.join(", ")} (text).` },
    },
    exitStatuses: {
      0: "no control finds a fault",
      1: "a control finds a fault, a folder cannot be read, or the synth failed",
    },
  },
  async ({ from, format: asked = "text" }, names) => {
    const format = formats.find((one) => one === asked);
    if (format === undefined) throw new ToolError(`--format is ${asked}; give ${formats.join(", ")}`, 2);
    const day = today();
    const [fault] = todayFaults(day);
    if (fault !== undefined) throw new ToolError(fault, 2);
    const reports = controlReports(await chosenStacks(choiceOf(names, from)), day);
    process.stdout.write(writeFindings(reports, format));
    return reports.some((report) => countsOf(report).faults > 0) ? 1 : 0;
  },
);
