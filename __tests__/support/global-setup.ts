import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the folder in which the controls' test files share what they look at, for one run of jest: see `controls.ts`. */
export default function globalSetup(): void {
  process.env["PALISADE_SWEEP"] = mkdtempSync(join(tmpdir(), "palisade-sweep-"));
}
