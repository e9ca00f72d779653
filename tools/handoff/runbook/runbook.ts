import { cost, firstPage, limits, refusals, rotation, states } from "./facts";
import { change, firstApply, killSwitch, rollBack, tearDown, verification } from "./operations";
import type { RunbookParts } from "./runbook-parts";

/** Writes the page by which an ops team runs an environment with Terraform alone. Every command stands in a block of its own. */
export function runbookOf(parts: RunbookParts): string {
  return [
    firstPage(parts),
    verification(parts),
    firstApply(parts),
    change(parts),
    rollBack(parts),
    killSwitch(parts),
    tearDown(parts),
    refusals(parts),
    rotation(parts),
    states(parts),
    cost(parts),
    limits(parts),
  ]
    .filter((section) => section !== "")
    .join("\n\n")
    .concat("\n");
}
