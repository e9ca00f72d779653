import { writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

import { recordLines, ownRecords } from "../../../../tools/review/source/record-lines";
import { repository } from "../../../../tools/shared/repository";
import { type Scratch, scratchFolder } from "../../../../tools/shared/scratch";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("record-lines-test");
});

afterEach(() => {
  scratch.remove();
});

const linesOf = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(scratch.path, name), text);
  const found = recordLines(ts, "it", "index.ts", scratch.path);
  return Object.fromEntries([...found].map(([setting, { file, line }]) => [setting, `${file}:${line}`]));
};

test("each setting that a record writes has its line, through an import under another name", () => {
  const lines = linesOf({
    "index.ts": 'import { trial as it } from "./trial";\nexport const environments = { it };\n',
    "trial.ts":
      'export const trial = {\n  region: "eu-west-1",\n  edge: {\n    "waf": { rateLimit: { limit: 5 } },\n    routes: [\n      { path: "/a" },\n      { path: "/b" },\n    ],\n  },\n} satisfies object;\n',
  });
  expect(lines).toEqual({
    region: "trial.ts:2",
    edge: "trial.ts:3",
    "edge.waf": "trial.ts:4",
    "edge.waf.rateLimit": "trial.ts:4",
    "edge.waf.rateLimit.limit": "trial.ts:4",
    "edge.routes": "trial.ts:5",
    "edge.routes.path": "trial.ts:6",
  });
});

test("a record inside of the table of environments, or beside the table, has its lines", () => {
  expect(linesOf({ "index.ts": 'export const environments = {\n  it: { region: "a" },\n};\n' })).toEqual({
    region: "index.ts:2",
  });
  expect(
    linesOf({ "index.ts": 'const other = {\n  region: "a" };\nexport const environments = { it: other };\n' }),
  ).toEqual({ region: "index.ts:2" });
});

test("a module that is not there, or that makes its environments by calls, has no lines", () => {
  expect(recordLines(ts, "it", "gone.ts", scratch.path)).toEqual(new Map());
  expect(linesOf({ "index.ts": "export const environments = made();\n" })).toEqual({});
  expect(linesOf({ "index.ts": "export const environments = { it: made() };\n" })).toEqual({});
});

test("the project's own records have lines", () => {
  const lines = recordLines(ts, "demo", ownRecords, repository);
  expect(lines.get("identity.userPool.mfa")?.file).toMatch(/\.ts$/);
});
