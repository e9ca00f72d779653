import { forgottenInCycle } from "../../../tools/order/announce";
import { blocksOf } from "../../../tools/order/layers";
import type { Change } from "../change";

/** Changes that Terraform ends with "Error: Cycle" before anything is applied, a sentence for each stack. */
export const cycles = ({ before, after }: Change): string[] =>
  Object.entries(before.stacks).flatMap(([stack, was]) => {
    const is = after.stacks[stack];
    const forgotten = (is?.removed ?? []).map(({ from }) => String(from)).filter((address) => holds(was, address));
    return is === undefined || forgotten.length === 0
      ? []
      : forgottenInCycle(stack, blocksOf(was), blocksOf(is), forgotten);
  });

function holds({ resource }: Change["before"]["stacks"][string], address: string): boolean {
  const [type = "", name = ""] = address.split(".");
  return resource[type]?.[name] !== undefined;
}
