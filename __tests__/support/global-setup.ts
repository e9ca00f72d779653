import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nameRunFolder } from "./run-folder";

export default function globalSetup(): void {
  nameRunFolder(mkdtempSync(join(tmpdir(), "palisade-test-")));
}
