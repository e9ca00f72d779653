import { rmSync } from "node:fs";

export default function globalTeardown(): void {
  const folder = process.env["PALISADE_SWEEP"];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
