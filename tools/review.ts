import { readFileSync } from "node:fs";
import path from "node:path";

import { formats, runReview } from "./review/run-review";
import type { RecordLine } from "./review/source/record-lines";
import { runTool } from "./shared/command-line";
import { ToolError, messageOf } from "./shared/errors";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { writeWhole } from "./shared/write-whole";

/** A file that cannot be written is a fault of the command line: the status says nothing of the change. */
function writeOut(file: string, output: string): void {
  try {
    writeWhole(file, output);
  } catch (error) {
    throw new ToolError(messageOf(error), 2);
  }
}

/** The parser of TypeScript takes a tenth of a second to load, which a review of plans alone does not need. */
async function recordReader(): Promise<(environment: string) => ReadonlyMap<string, RecordLine>> {
  const { default: parser } = await import("typescript");
  const { recordLines, ownRecords } = await import("./review/source/record-lines");
  const records = process.env["PALISADE_RECORDS"] ?? ownRecords;
  return (environment) => recordLines(parser, environment, records, repository);
}

void runTool(
  {
    command: "npm run review",
    summary:
      "Reads plans of one environment, as terraform show -json prints them, and says what they change in data, exposure,\n" +
      "guards, privileges and availability, the worst first. No secret of a plan is printed.",
    arguments: "[<plan.json>...]",
    options: {
      environment: {
        type: "string",
        value: "name",
        description: "Refuses a plan whose tags name another environment.",
      },
      base: {
        type: "string",
        value: "folder",
        description: "The folder of the synth that is applied: for what no plan shows, and for a layer without a plan.",
      },
      head: { type: "string", value: "folder", description: "The folder of the synth to apply, with --base." },
      policy: {
        type: "string",
        value: "file",
        description: 'What each class asks for, in JSON: {"downtime": "stop"}, or "ask", or "note".',
      },
      format: { type: "string", value: "format", description: `${Object.keys(formats).join(", ")} (markdown).` },
      redact: { type: "boolean", description: "Prints the plan without its secrets instead: the one form to keep." },
      expect: { type: "string", value: "digest", description: "The digest of the review that was approved." },
      commit: { type: "string", value: "sha", description: "Binds the digest to a commit." },
      lock: { type: "string", value: "file", description: "Binds the digest to Terraform's dependency lock file." },
      out: { type: "string", value: "file", description: "Writes a file instead of standard output." },
    },
    exitStatuses: {
      0: "no finding is stop; with --expect: the digest is the expected one",
      1: "a finding is stop; with --expect: the digest is not the expected one",
      2: "the command line is wrong, an input is refused, or a plan errored or is partial",
    },
  },
  async ({ out, ...options }, plans) => {
    const linesOf = options.head === undefined ? undefined : await recordReader();
    const surroundings = linesOf === undefined ? {} : { linesOf };
    const { status, output, messages } = runReview({ ...options, plans }, () => readFileSync(0, "utf8"), surroundings);
    if (output !== "" && out === undefined) process.stdout.write(output);
    if (output !== "" && out !== undefined) writeOut(path.resolve(out), output);
    messages.forEach(progress);
    return status;
  },
);
