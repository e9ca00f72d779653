import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nameRunFolder } from "./run-folder";

/** The records that every synth of a test reads, unless the test says otherwise. */
const exampleRecords = join(__dirname, "example-records", "index.ts");

export default function globalSetup(): void {
  process.env["PALISADE_RECORDS"] = exampleRecords;
  nameRunFolder(mkdtempSync(join(tmpdir(), "palisade-test-")));
}
