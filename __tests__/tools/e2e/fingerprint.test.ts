import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { fingerprint } from "../../../tools/e2e/fingerprint";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "palisade-test-"));
  mkdirSync(path.join(folder, "stacks/demo"), { recursive: true });
  writeFileSync(path.join(folder, "stacks/demo/cdk.tf.json"), "{}");
  writeFileSync(path.join(folder, "manifest.json"), "{}");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("is the same for the same files", () => {
  expect(fingerprint(folder)).toBe(fingerprint(folder));
});

test.each([
  [
    "a changed file",
    () => {
      writeFileSync(path.join(folder, "stacks/demo/cdk.tf.json"), "{ }");
    },
  ],
  [
    "a file more",
    () => {
      writeFileSync(path.join(folder, "stacks/demo/zz_override.tf.json"), "{}");
    },
  ],
  [
    "a renamed file",
    () => {
      renameSync(path.join(folder, "manifest.json"), path.join(folder, "manifest2.json"));
    },
  ],
  [
    "a file less",
    () => {
      rmSync(path.join(folder, "manifest.json"));
    },
  ],
])("differs for %s", (_, change) => {
  const before = fingerprint(folder);
  change();
  expect(fingerprint(folder)).not.toBe(before);
});
