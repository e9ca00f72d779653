import { ToolError } from "../shared/errors";
import { inParallel } from "../shared/in-parallel";
import { readJson } from "../shared/synthesize";
import { fingerprint } from "./fingerprint";
import { bodiesByAddress, type EditedConfiguration } from "./limits/configuration";
import { unneededLimits } from "./limits/unneeded";
import { byWorkflows } from "./parts/by-workflows";
import { changesOverTime, walksOf } from "./parts/changes-over-time";
import { controlPlane } from "./parts/control-plane";
import { dataPlane } from "./parts/data-plane";
import { handedOver } from "./parts/handed-over";
import { strictFront } from "./parts/strict-front";
import { throughCdktf } from "./parts/through-cdktf";
import { expectEqual, PartStopped } from "./report";
import type { Run } from "./run";

interface PartToRun {
  readonly name: string;
  readonly work: () => Promise<void>;
}

/** Terraform waits more than it works: three parts keep two cores half busy, and take 600 MB each. */
const partsAtOnce = 3;

/**
 * Does every part for the environments.
 *
 * @param isWhole whether these are all environments that the list of limits was made for, so that it can be judged
 */
export async function runParts(run: Run, environments: readonly string[], isWhole: boolean): Promise<void> {
  const parts = environments.flatMap((environment) => partsOf(run, environment));
  const ended = await inParallel(parts, partsAtOnce, (part) => toItsEnd(run, part));
  ended.push(await toItsEnd(run, { name: "strict front", work: () => strictFront(run) }));
  const end = run.report.part("the whole");
  await end.check("the product's JSON is unchanged", () => {
    expectEqual("its fingerprint", fingerprint(run.product.outdir), run.fingerprint);
    return run.fingerprint.slice(0, 16);
  });
  const judged = "every line of the list of emulator limits is needed";
  if (!isWhole || ended.includes(false)) {
    end.skip(judged, isWhole ? "a part did not finish" : "not every environment was checked");
    return;
  }
  await end.check(judged, () => {
    const faults = unneededLimits(run.limits, run.usedLimits);
    if (faults.length > 0) throw new ToolError(faults.join("\n"));
    return `${run.limits.length} lines`;
  });
}

/** The longest first. Which there are follows from what the environment has. */
function partsOf(run: Run, environment: string): PartToRun[] {
  const configurations = run.product.stacks
    .filter((stack) => stack.environment === environment)
    .map(({ file }) => readJson(file) as EditedConfiguration);
  const isLocal = configurations.every(({ terraform }) => terraform?.backend?.["local"] !== undefined);
  const has = (type: RegExp): boolean =>
    configurations.some((configuration) =>
      [...bodiesByAddress(configuration).keys()].some((address) => type.test(address)),
    );
  const answersRequests = has(/^aws_(lb_listener|api_gateway_stage|apigatewayv2_stage)\./);
  // With a database the functions' code is another in the copy, which the commands would take from the product.
  const isForCommands = isLocal && !has(/^aws_db_instance\./);
  const part = (name: string, work: typeof controlPlane): PartToRun => ({
    name: `${environment}, ${name}`,
    work: () => work(run, environment),
  });
  const changes = walksOf(run, environment).length > 0 ? [part("changes over time", changesOverTime)] : [];
  const workflows = run.all ? [part("workflows", byWorkflows)] : [];
  if (run.walk !== undefined) return changes;
  return [
    ...changes,
    part("control plane", controlPlane),
    ...(answersRequests ? [part("data plane", dataPlane)] : []),
    ...(isForCommands ? [part("handed over", handedOver), part("cdktf", throughCdktf), ...workflows] : []),
  ];
}

/** False where the part could not go on. Another part is none the worse for it. */
async function toItsEnd(run: Run, { name, work }: PartToRun): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof PartStopped)) {
      await run.report.part(name).check("the part finishes", () => {
        throw error;
      });
    }
    return false;
  }
}
