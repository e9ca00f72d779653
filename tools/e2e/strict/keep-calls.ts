import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Keeps the calls of a run in a folder: each file of them as it was recorded, to be judged again, and `callers.json`, who
 * calls what.
 */
export function keepCalls(files: readonly string[], callers: unknown, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    writeFileSync(path.join(folder, `${path.basename(file)}.gz`), gzipSync(readFileSync(file)));
  }
  writeFileSync(path.join(folder, "callers.json"), `${JSON.stringify(callers, undefined, 2)}\n`);
}
