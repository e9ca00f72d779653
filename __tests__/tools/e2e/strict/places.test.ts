import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { placesOfText } from "../../../../tools/e2e/strict/places";

const folder = mkdtempSync(path.join(tmpdir(), "palisade-places-"));
const stack = (name: string, resource: object): { name: string; file: string } => {
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ resource }));
  return { name, file };
};
const group = { description: "S3's endpoint", tags: [{ note: "S3's endpoint" }] };
const stacks = [
  stack("prod-network", { aws_security_group: { app: group, other: { description: "S3" } } }),
  stack("prod-edge", { aws_wafv2_ip_set: { set: { description: "S3's endpoint" } } }),
];

test("a text is found at every place of its layer, and in no other layer", () => {
  expect(placesOfText("S3's endpoint", "prod-network", stacks)).toEqual([
    "prod-network aws_security_group.app.description",
    "prod-network aws_security_group.app.tags.0.note",
  ]);
  expect(placesOfText("S3's endpoint", "lab-network", stacks)).toEqual([]);
});

test("without a calling layer, a text is looked for in all layers", () => {
  expect(placesOfText("S3's endpoint", "", stacks)).toHaveLength(3);
});
