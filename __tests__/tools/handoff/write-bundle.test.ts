import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { bytesOf } from "../../../tools/handoff/bundle";
import { writeFolder } from "../../../tools/handoff/write-bundle";
import { scratchFolder } from "../../../tools/shared/scratch";

const scratch = scratchFolder("write-bundle-test");
const inScratch = (name: string): string => path.join(scratch.path, name);
const files = new Map([["deep/file.txt", bytesOf("text")]]);

test("a bundle goes into a folder that is not there, or empty", () => {
  mkdirSync(inScratch("empty"));
  for (const name of ["new", "empty"]) {
    writeFolder(files, inScratch(name));
    expect(readdirSync(inScratch(name))).toEqual(["deep"]);
  }
});

test("a folder with something in it, a file, and a folder nowhere are refused, and stay as they are", () => {
  mkdirSync(inScratch("full"));
  writeFileSync(inScratch("full/mine.txt"), "mine");
  expect(() => {
    writeFolder(files, inScratch("full"));
  }).toThrow("which is not empty; give the name of a folder that does not exist yet");
  expect(() => {
    writeFolder(files, inScratch("full/mine.txt"));
  }).toThrow("which is no folder");
  expect(() => {
    writeFolder(files, inScratch("nowhere/bundle"));
  }).toThrow("does not exist: make it first");
  expect(readdirSync(inScratch("full"))).toEqual(["mine.txt"]);
});

test("a failure leaves nothing behind", () => {
  const before = readdirSync(scratch.path);
  const impossible = new Map([...files, ["deep/file.txt/below", bytesOf("text")]]);
  expect(() => {
    writeFolder(impossible, inScratch("failed"));
  }).toThrow();
  expect(existsSync(inScratch("failed"))).toBe(false);
  expect(readdirSync(scratch.path)).toEqual(before);
});
