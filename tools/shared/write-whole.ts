import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError, messageOf } from "./errors";

/** Writes a file in one step: who reads it finds the old content or the new, and never a part. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new ToolError(`${file} cannot be written: the folder ${folder} does not exist`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new ToolError(`${file} cannot be written: a folder has that name`);
  let beside: string | undefined;
  try {
    // Beside the file, since nothing can be renamed from one file system to another.
    beside = mkdtempSync(path.join(folder, ".palisade-"));
    const written = path.join(beside, path.basename(file));
    writeFileSync(written, content);
    renameSync(written, file);
  } catch (error) {
    throw new ToolError(`${file} cannot be written: ${messageOf(error)}`);
  } finally {
    if (beside !== undefined) rmSync(beside, { recursive: true, force: true });
  }
}
