import { createHash } from "node:crypto";
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";

import { lockFileOf } from "../../../tools/handoff/lock-file";
import hashes from "../../../tools/handoff/provider-hashes.json";
import { platform } from "../../../tools/terraform/mirror";
import { boundProvider } from "../../../tools/terraform/locate";
import { testWithTerraform } from "../../support/terraform";

test("the lock file names every package of the provider, sorted, and the unpacked packages that are known", () => {
  const lines = lockFileOf(boundProvider(), ["b-hash", "a-hash"]).split("\n");
  expect(lines.slice(3, 7)).toEqual([
    `provider "${boundProvider().source}" {`,
    '  version     = "5.100.0"',
    '  constraints = "5.100.0"',
    "  hashes = [",
  ]);
  const listed = lines.filter((line) => line.startsWith('    "'));
  expect(listed).toEqual([
    '    "h1:a-hash",',
    '    "h1:b-hash",',
    `    "h1:${hashes.unpacked.linux_amd64}",`,
    ...hashes.packages.map((hash) => `    "zh:${hash}",`),
  ]);
  expect(hashes.packages).toEqual([...new Set(hashes.packages)].sort());
  expect(hashes.packages).toHaveLength(15);
});

test("a provider of another version has no hashes here", () => {
  expect(() => lockFileOf({ ...boundProvider(), version: "5.101.0" })).toThrow(
    "provider-hashes.json is of 5.100.0, and the provider is 5.101.0",
  );
});

/** golang.org/x/mod/sumdb/dirhash, Hash1: the SHA-256 of the list of files with their SHA-256. */
async function unpackedHash(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path.join(folder, name)), hash);
    lines.push(`${hash.digest("hex")}  ${name}\n`);
  }
  return createHash("sha256").update(lines.join("")).digest("base64");
}

testWithTerraform(
  "the hash of this platform's unpacked provider is the hash that the lock file has",
  async ({ provider }) => {
    const { source, version } = boundProvider();
    const known = new Map(Object.entries(hashes.unpacked)).get(platform());
    const folder = path.join(provider.mirror?.path ?? "", source, version, platform());
    // A packed mirror, or another platform: nothing to compare here.
    if (known === undefined || !readdirSync(path.dirname(folder)).includes(platform())) return;
    expect(readFileSync(path.join(folder, "LICENSE.txt"), "utf8")).toContain("Mozilla Public License");
    expect(await unpackedHash(folder)).toBe(known);
  },
);
