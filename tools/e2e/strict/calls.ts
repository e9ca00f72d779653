import path from "node:path";

import type { EmulatorName } from "../limits/limit";

/** The file in `folder` for what an emulator is asked in a part of the run. */
export const callsFile = (folder: string, part: string, emulator: EmulatorName): string =>
  path.join(folder, `${part.replace(/\W+/g, "-")}.${emulator}.jsonl`);
