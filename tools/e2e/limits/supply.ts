import { addressesOf } from "./configuration";
import { means, type Needs } from "./limit";
import type { PrunableStack } from "./prune";

export interface Addition {
  readonly stack: string;
  /** An address with an argument. */
  readonly what: string;
  /** The line that asks for it. */
  readonly limit: Needs;
}

/** Gives resources the arguments that the emulator needs and that they leave to AWS, and gives back all that was added. */
export function supply(stacks: readonly PrunableStack[], limits: readonly Needs[]): Addition[] {
  return stacks.flatMap(({ name, configuration }) =>
    [...addressesOf(configuration)].flatMap(([address, body]) =>
      limits
        .filter((limit) => means(limit, address) && !(limit.argument in body))
        .map((limit) => {
          body[limit.argument] = limit.value;
          return { stack: name, what: `${address}.${limit.argument}`, limit };
        }),
    ),
  );
}
