import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { writeWhole } from "../../../tools/shared/write-whole";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

test("replaces the file and leaves nothing beside it", () => {
  const file = path.join(scratch.path, "out.json");
  writeFileSync(file, "old");
  writeWhole(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(scratch.path)).toEqual(["out.json"]);
});

test("a folder in the place of the file is said", () => {
  expect(() => {
    writeWhole(scratch.path, "");
  }).toThrow(/cannot be written: a folder has that name$/);
});

test("says which file cannot be written", () => {
  const file = path.join(scratch.path, "none", "out.json");
  expect(() => {
    writeWhole(file, "new");
  }).toThrow(/none\/out\.json cannot be written: the folder .*none does not exist/);
});
