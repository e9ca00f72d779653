/**
 * What `cdktf deploy` runs in place of the app, in a scratch folder: the app itself, and then the copy's two differences
 * (what the emulator cannot make is out, the override file is beside each stack).
 */
import path from "node:path";

import { messageOf } from "../shared/errors";
import { synthesize } from "../shared/synthesize";
import { emulatorLimits } from "./emulator-limits";
import { prune } from "./limits/prune";
import { copyOf, writeStack } from "./stage";

async function main(): Promise<void> {
  const environment = process.env["PALISADE_ENVIRONMENTS"] ?? "";
  const given = new Map(JSON.parse(process.env["PALISADE_E2E_GIVEN"] ?? "[]") as [string, string][]);
  const synthesis = await synthesize({ outdir: path.resolve(process.env["CDKTF_OUTDIR"] ?? "cdktf.out") });
  const stacks = copyOf(synthesis, environment, given);
  const limits = emulatorLimits
    .filter(({ pass }) => pass === "control-plane")
    .filter((limit) => limit.kind === "cannot make")
    .filter(({ again }) => !again);
  prune(stacks, limits);
  for (const { folder, configuration } of stacks) writeStack(folder, configuration);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
