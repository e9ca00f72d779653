import { readdirSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../../shared/errors";
import { limitsOf, useLimit } from "../limits/use";
import type { Run } from "../run";
import { judgeCalls, ownTests } from "../strict/judge";
import { keepCalls } from "../strict/keep-calls";
import {
  blindness,
  describeJudgement,
  describeMutations,
  describeRefusal,
  describeUnmet,
  sortRefusals,
  unjudged,
} from "../strict/verdict";

/** After all other parts: what the strict front has recorded is judged, and the front itself is put to the test. */
export async function strictFront(run: Run): Promise<void> {
  const part = run.report.part("strict front");
  await part.check("the strict front's own tests pass", async () => `${await ownTests()} tests`);
  const files = readdirSync(run.calls).map((file) => path.join(run.calls, file));
  const judgement = await part.step("the recorded calls are judged", () => judgeCalls(files));
  if (run.keptCalls !== undefined) keepCalls(files, judgement.callers, run.keptCalls);
  part.note(describeJudgement(judgement));
  await part.check("every call of AWS's API is identified and judged", () => {
    orFail(unjudged(judgement));
    return describeJudgement(judgement);
  });
  await part.check("no request that AWS would refuse", () => {
    const made = limitsOf(run, { aws: { pass: "control-plane" } }, "makes wrong");
    const { known, unknown } = sortRefusals(judgement.violations, made);
    for (const limit of known) useLimit(run, part, limit, "sent as the emulator made the value");
    orFail(unknown.map((refusal) => describeRefusal(refusal, run.product.stacks)));
    return undefined;
  });
  await part.check("each constraint that the calls touch is detected when the constraint is broken", () => {
    orFail(blindness(judgement));
    return describeMutations(judgement);
  });
  part.note(describeMutations(judgement));
  part.note(describeUnmet(judgement));
}

function orFail(faults: readonly string[]): void {
  if (faults.length > 0) throw new ToolError(faults.join("\n"));
}
