import { rmSync } from "node:fs";
import { runFolder } from "./run-folder";

export default function globalTeardown(): void {
  rmSync(runFolder(), { recursive: true });
}
