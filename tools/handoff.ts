import { readFileSync } from "node:fs";
import path from "node:path";

import { reviewBetween } from "./handoff/change";
import { commitOf } from "./handoff/commit";
import { type HandOff, bundleOf } from "./handoff/hand-off";
import { readBundle } from "./handoff/read-bundle";
import { checkFolder, writeFolder, zipOf } from "./handoff/write-bundle";
import { formats } from "./review/run-review";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { scratchFolder } from "./shared/scratch";
import { readJson, runSynth } from "./shared/synthesize";
import { writeWhole } from "./shared/write-whole";
import { boundProvider } from "./terraform/locate";

void runTool(
  {
    command: "npm run handoff",
    summary:
      "Makes the bundle by which an ops team runs an environment with Terraform alone: the synthesized stacks, sealed, with\n" +
      "checksums, a script that verifies them, a runbook, and the list of what the functions contain. Synthesizes the commit\n" +
      "that is checked out. diff <old> <new> prints the review between two bundles, without a plan.",
    arguments: "<environment> | diff <old> <new>",
    options: {
      out: { type: "string", value: "folder", description: "Writes the bundle to a folder that does not exist yet." },
      zip: { type: "string", value: "file", description: "Writes the bundle as one zip." },
      previous: {
        type: "string",
        value: "folder",
        description: "The bundle that is applied now: the new bundle then says in which order the change is applied.",
      },
      "local-state": {
        type: "string",
        value: "reason",
        description: "Hands over an environment whose states are files of the bundle's folder.",
      },
      uncommitted: { type: "boolean", description: "Takes a work tree that differs from its commit." },
      sign: { type: "string", value: "key", description: "Signs the checksums with an SSH key." },
      format: {
        type: "string",
        value: "format",
        description: `Of diff: ${Object.keys(formats).join(", ")} (markdown).`,
      },
    },
    exitStatuses: {
      0: "the bundle is written; diff: no finding is stop",
      1: "the change from the previous bundle is refused, or the synth failed; diff: a finding is stop",
      2: "the command line is wrong, an input is refused, or nobody could make the bundle again",
    },
  },
  async ({ format, ...options }, names) => {
    const [first, ...others] = names;
    if (first === undefined) throw new ToolError("no environment is given; --help shows the command line", 2);
    if (first === "diff") return difference(others, format ?? "markdown");
    if (others.length > 0) throw new ToolError(`a bundle is of one environment; leave out ${others.join(", ")}`, 2);
    if (format !== undefined) throw new ToolError("--format is of diff alone; leave it out", 2);
    const { out, zip } = options;
    if (out === undefined && zip === undefined) throw new ToolError("give --out <folder> or --zip <file>", 2);
    if (out !== undefined) checkFolder(out);
    const commit = commitOf(repository, options.uncommitted === true);
    const previous = options.previous === undefined ? undefined : readBundle("--previous", options.previous);
    const outdir = path.join(scratchFolder("synth").path, "cdktf.out");
    const synthesis = await runSynth({ outdir, environments: [first] });
    const handOff: HandOff = {
      product: product(),
      commit,
      synthesis,
      environment: first,
      provider: boundProvider(),
      unpacked: [],
      verification: readFileSync(path.join(repository, "tools/handoff/verify.sh"), "utf8"),
      ...(previous && { previous }),
      ...(options["local-state"] !== undefined && { localState: options["local-state"] }),
      ...(options.sign !== undefined && { key: options.sign }),
    };
    const files = bundleOf(handOff);
    if (out !== undefined) writeFolder(files, path.resolve(out));
    if (zip !== undefined) writeWhole(path.resolve(zip), zipOf(files, `${first}-${commit.sha.slice(0, 12)}`));
    for (const written of [out, zip]) if (written !== undefined) progress(`${written}: ${files.size} files`);
    return 0;
  },
);

function difference([old, now, ...others]: readonly string[], format: string): number {
  if (old === undefined || now === undefined || others.length > 0)
    throw new ToolError("diff takes two bundles: diff <old> <new>", 2);
  const [base, head] = [readBundle("the old bundle", old), readBundle("the new bundle", now)];
  if (base.environment !== head.environment)
    throw new ToolError(
      `${old} is of ${base.environment}, and ${now} of ${head.environment}; give two bundles of one environment`,
      2,
    );
  const { status, output, messages } = reviewBetween(base.synthesis, head.synthesis, head.environment, format);
  process.stdout.write(output);
  messages.forEach(progress);
  return status;
}

function product(): { readonly name: string; readonly version: string } {
  const { name, version } = readJson(path.join(repository, "package.json")) as Readonly<
    Record<"name" | "version", string>
  >;
  return { name, version };
}
