import { homedir } from "node:os";
import { repository } from "../../tools/shared/repository";
import { committedFiles, type SourceFile } from "./source-files";

/** Somebody's folder, by the usual places and by where this machine has its own. */
const folders = [/(?<![\w.-])\/(?:home|Users)\/[\w.-]+/g, /[A-Z]:\\\\?Users\\/g];
const own = [`${repository}/`, `${homedir()}/`].filter((folder) => folder.split("/").length > 3);

/** Where packages and providers come from is the user's settings' to say. */
const registries = [/"resolved": "https?:\/\/(?!registry\.npmjs\.org\/)[^"]+/g, /^registry\s*=\s*\S+/gm];

function traces({ path, text }: SourceFile): string[] {
  const found = [
    ...[...folders, ...registries].flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words)),
    ...own.filter((folder) => text.includes(folder)),
  ];
  return found.map((words) => `${path} has ${words}`);
}

test("no committed file tells of somebody's machine or package registry", () => {
  expect(committedFiles().flatMap(traces)).toEqual([]);
});

test.each([
  ["/home", "/somebody/palisade/main.ts"],
  ["/Users", "/somebody"],
  [repository, "/state"],
  ['"resolved": "https:', "//npm.example.com/zod.tgz"],
  ["registry", " = https://npm.example.com"],
])("finds %s%s", (start, rest) => {
  expect(traces({ path: "a.txt", text: `${start}${rest}` })).not.toEqual([]);
});

test.each([
  "registry.npmjs.org",
  "/usr/share/nginx/html",
  "stacks/home/index.ts",
  '"resolved": "https://registry.npmjs.org/zod"',
])("%s is nobody's", (text) => {
  expect(traces({ path: "a.txt", text })).toEqual([]);
});
