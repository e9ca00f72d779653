import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { commitOf } from "../../../tools/handoff/commit";
import { scratchFolder } from "../../../tools/shared/scratch";

const scratch = scratchFolder("commit-test");
const checkout = path.join(scratch.path, "checkout");
const git = (...args: string[]): string => {
  const name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
  return spawnSync("git", ["-C", checkout, ...name, ...args], { encoding: "utf8" }).stdout.trim();
};

mkdirSync(checkout);
git("init", "-q");
writeFileSync(path.join(checkout, "a.ts"), "");
git("add", "a.ts");
git("commit", "-q", "-m", "a");

test("a checkout without changes is its commit", () => {
  expect(commitOf(checkout, false)).toEqual({ sha: git("rev-parse", "HEAD"), uncommitted: false });
});

test("a work tree that differs from its commit is refused, and taken where the caller says so", () => {
  for (const name of ["1", "2", "3", "4", "5", "6"]) writeFileSync(path.join(checkout, name), "");
  expect(() => commitOf(checkout, false)).toThrow(
    `${checkout} differs from its commit in 6 files (1, 2, 3, 4, 5, …): commit, or give --uncommitted, which the bundle then says`,
  );
  expect(commitOf(checkout, true)).toEqual({ sha: git("rev-parse", "HEAD"), uncommitted: true });
});

test("a folder that is no checkout, or a folder inside of another project's checkout, has no commit", () => {
  const inside = path.join(checkout, "inside");
  mkdirSync(inside);
  for (const folder of [scratch.path, inside])
    expect(() => commitOf(folder, true)).toThrow(`${folder} is no git checkout with a commit`);
});
