import { zipSync } from "fflate";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { scratchFolder } from "../shared/scratch";
import { type Files, sorted } from "./bundle";

/** Who may do what with a file, whatever the umask: everybody reads, and a script runs. */
const modeOf = (name: string): number => (name.endsWith(".sh") ? 0o755 : 0o644);

/** Writes a bundle into a folder that is not there or empty; a failure leaves nothing behind. */
export function writeFolder(files: Files, folder: string): void {
  checkFolder(folder);
  const parent = path.dirname(path.resolve(folder));
  if (!existsSync(parent))
    throw new ToolError(`--out is ${folder}; the folder ${parent} does not exist: make it first`, 2);
  const scratch = scratchFolder("handoff", parent);
  try {
    for (const [name, bytes] of files) {
      const file = path.join(scratch.path, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      chmodSync(file, modeOf(name));
    }
    for (const each of foldersIn(scratch.path)) chmodSync(each, 0o755);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(scratch.path, folder);
  } finally {
    scratch.remove();
  }
}

/** Refuses a folder with something in it: a bundle is whole only where nothing else is. */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new ToolError(`--out is ${folder}, which is no folder; give the name of a folder that does not exist yet`, 2);
  }
  if (names.length > 0)
    throw new ToolError(`--out is ${folder}, which is not empty; give the name of a folder that does not exist yet`, 2);
}

const foldersIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name)),
];

/**
 * Packs a bundle as a zip, with everything in one folder. The deflate is pure JavaScript, and order, time and mode are fixed:
 * the same bundle gives the same bytes on every machine.
 */
export function zipOf(files: Files, folder: string): Uint8Array {
  return zipSync(
    Object.fromEntries(
      sorted(files).map(([name, bytes]) => [
        `${folder}/${name}`,
        [
          bytes,
          // What is packed already does not become smaller.
          {
            level: name.endsWith(".zip") ? 0 : 9,
            mtime: "1980-01-01T00:00",
            os: 3,
            attrs: (0o100000 | modeOf(name)) << 16,
          },
        ],
      ]),
    ),
  );
}
