import { fingerprint } from "./fingerprint";
import { unneededLimits } from "./limits/unneeded";
import { controlPlane } from "./parts/control-plane";
import { throughCdktf } from "./parts/through-cdktf";
import { expectEqual, PartStopped } from "./report";
import type { Run } from "./run";
import { inParallel } from "../shared/in-parallel";
import { ToolError } from "../shared/errors";

/** Two: Terraform mostly waits, but its provider takes a core and 600 MB while it works. */
const partsAtOnce = 2;

/** Does every part for the environments, and judges the list of limits where all of them were looked at. */
export async function runParts(run: Run, environments: readonly string[], isWhole: boolean): Promise<void> {
  const parts = environments.flatMap((environment) => [
    { name: `${environment}, control plane`, work: () => controlPlane(run, environment) },
    ...(environment === "demo" ? [{ name: "demo, cdktf", work: () => throughCdktf(run, environment) }] : []),
  ]);
  await inParallel(parts, partsAtOnce, async ({ name, work }) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof PartStopped) return;
      await run.report.part(name).check("it comes to its end", () => {
        throw error;
      });
    }
  });
  const end = run.report.part("the whole");
  await end.check("the product's JSON is as it was", () => {
    expectEqual("its fingerprint", fingerprint(run.product.outdir), run.fingerprint);
    return run.fingerprint.slice(0, 16);
  });
  const judged = "every line of the list of emulator limits is needed";
  if (!isWhole) {
    end.skip(judged, "only one environment was looked at");
    return;
  }
  await end.check(judged, () => {
    const faults = unneededLimits(run.limits, run.usedLimits);
    if (faults.length > 0) throw new ToolError(faults.join("\n"));
    return `${run.limits.length} lines`;
  });
}
