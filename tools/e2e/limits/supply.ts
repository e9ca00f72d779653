import { isDeepStrictEqual } from "node:util";

import { bodiesByAddress } from "./configuration";
import { means, type EmulatorPlace, type Needs } from "./limit";
import type { PrunableStack } from "./prune";

export interface Addition {
  readonly stack: string;
  /** An address with an argument, and what it is now. */
  readonly what: string;
  /** The line that asks for it. */
  readonly limit: Needs;
}

/** Gives resources the arguments that the emulator needs as it needs them, and gives back all that is new. */
export function supply(
  stacks: readonly Pick<PrunableStack, "name" | "configuration">[],
  limits: readonly Needs[],
  place: EmulatorPlace,
): Addition[] {
  return stacks.flatMap(({ name, configuration }) =>
    [...bodiesByAddress(configuration)].flatMap(([address, body]) =>
      limits.flatMap((limit) => {
        if (!means(limit, address)) return [];
        const { argument } = limit;
        const needed = neededFor(limit, body[argument], place);
        if (isDeepStrictEqual(needed, body[argument])) return [];
        body[argument] = needed;
        return [{ stack: name, what: `${address}.${argument} = ${JSON.stringify(needed)}`, limit }];
      }),
    ),
  );
}

function neededFor({ value }: Needs, given: unknown, place: EmulatorPlace): unknown {
  if (typeof value === "string") return given ?? value;
  return given === undefined ? given : value(given, place);
}
