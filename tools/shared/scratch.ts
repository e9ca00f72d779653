import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { endBeforeExit } from "./clean-up";

export interface Scratch {
  readonly path: string;
  /** Removes the folder now. It is removed at exit anyway, also on a signal and on failure. */
  remove(): void;
}

/**
 * Makes a temporary folder, `<temporary folder>/palisade-<purpose>-XXXXXX`, which goes with this process.
 *
 * @param parent the folder to make it in: the machine's temporary folder by default
 */
export function scratchFolder(purpose: string, parent: string = tmpdir()): Scratch {
  const folder = mkdtempSync(path.join(realpathSync(parent), `palisade-${purpose}-`));
  const remove = (): void => {
    // A killed child may still be writing into the folder while it is removed: hence the retries.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const end = (): Promise<void> => {
    remove();
    return Promise.resolve();
  };
  const forget = endBeforeExit({ end, endNow: remove });
  return {
    path: folder,
    remove: () => {
      forget();
      remove();
    },
  };
}
