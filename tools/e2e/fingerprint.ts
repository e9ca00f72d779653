import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** One hash over the names and contents of every file in a folder: equal exactly when nothing in it has changed. */
export function fingerprint(folder: string): string {
  const hash = createHash("sha256");
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
  for (const file of files) {
    const contents = readFileSync(path.join(folder, file));
    hash.update(`${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest("hex");
}
