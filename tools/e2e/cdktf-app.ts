/**
 * What `cdktf deploy` runs in place of the app, in a scratch folder: the app itself, and then the copy's differences (what
 * the emulator cannot make is out, what it needs is in, the override file is beside each stack).
 */
import path from "node:path";

import { messageOf } from "../shared/errors";
import { writeStack } from "../shared/stack-files";
import { runSynth } from "../shared/synthesize";
import { emulatorLimits } from "./emulator-limits";
import { prune } from "./limits/prune";
import { supply } from "./limits/supply";
import { limitsOf } from "./limits/use";
import { stacksToStage, stackText, writeOverride } from "./stage";

async function main(): Promise<void> {
  const environment = process.env["PALISADE_ENVIRONMENTS"] ?? "";
  const given = new Map(JSON.parse(process.env["PALISADE_E2E_GIVEN"] ?? "[]") as [string, string][]);
  const synthesis = await runSynth({ outdir: path.resolve(process.env["CDKTF_OUTDIR"] ?? "cdktf.out") });
  const stacks = stacksToStage(synthesis, environment, given);
  const run = { limits: emulatorLimits };
  const site = { aws: { pass: "control-plane" } } as const;
  prune(stacks, limitsOf(run, site, "cannot make"));
  supply(stacks, limitsOf(run, site, "needs"), { port: Number(process.env["PALISADE_E2E_PORT"]) });
  for (const stack of stacks) {
    writeStack(stack.folder, stackText(stack));
    writeOverride(stack.folder, stack.configuration);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
