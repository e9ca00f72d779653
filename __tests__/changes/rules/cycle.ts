import { forgottenInCycle } from "../../../tools/order/announce";
import { addressedBlocks } from "../../../tools/order/layers";
import type { Change } from "../change";

/** Changes that Terraform ends with "Error: Cycle" before anything is applied, a sentence for each stack. */
export const cycles = ({ before, after }: Change): string[] =>
  Object.entries(before.stacks).flatMap(([stack, was]) => {
    const is = after.stacks[stack];
    if (is?.removed === undefined) return [];
    const forgotten = is.removed.map(({ from }) => String(from));
    return forgottenInCycle(stack, addressedBlocks(was), addressedBlocks(is), forgotten);
  });
