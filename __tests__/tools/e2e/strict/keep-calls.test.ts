import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { callsFile } from "../../../../tools/e2e/strict/calls";
import { keepCalls } from "../../../../tools/e2e/strict/keep-calls";

test("the calls of each part and emulator are kept unchanged, with their callers", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-calls-"));
  const file = callsFile(folder, "prod, control plane", "moto");
  writeFileSync(file, '{"service":"iam"}\n');
  const kept = path.join(folder, "kept");
  keepCalls([file], { "prod-network": {} }, kept);
  expect(gunzipSync(readFileSync(path.join(kept, "prod-control-plane.moto.jsonl.gz"))).toString()).toBe(
    '{"service":"iam"}\n',
  );
  expect(JSON.parse(readFileSync(path.join(kept, "callers.json"), "utf8"))).toEqual({ "prod-network": {} });
});
