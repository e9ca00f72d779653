import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
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

interface LockFile {
  /** By the package's place, `node_modules/zod`. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(repository, file), "utf8"));
const lockFile = read("package-lock.json") as LockFile;

/** What `npm ci` would install without checking it. A bundled package comes in the tarball of the package that has it. */
const uncheckedPackages = ({ packages }: LockFile): string[] =>
  Object.entries(packages).flatMap(([place, { integrity, inBundle = false }]) =>
    place === "" || inBundle || integrity?.startsWith("sha512-") ? [] : [place],
  );

test("the lock file has the hash of every package's tarball, of those for other platforms too", () => {
  expect(Object.keys(lockFile.packages).length).toBeGreaterThan(1000);
  expect(uncheckedPackages(lockFile)).toEqual([]);
});

test("finds a package without a hash, and one with a weak hash", () => {
  const packages = {
    "": {},
    "node_modules/checked": { integrity: "sha512-aGVsbG8=" },
    "node_modules/checked/node_modules/bundled": { inBundle: true },
    "node_modules/unchecked": {},
    "node_modules/weak": { integrity: "sha1-aGVsbG8=" },
  };
  expect(uncheckedPackages({ packages })).toEqual(["node_modules/unchecked", "node_modules/weak"]);
});

/** npm 12 runs an install script only where `allowScripts` is true, and warns of each that is not judged there. */
test("package.json says of each package with an install script whether npm may run it", () => {
  const places = Object.entries(lockFile.packages).flatMap(([place, one]) => (one.hasInstallScript ? [place] : []));
  const { allowScripts } = read("package.json") as { readonly allowScripts: Readonly<Record<string, boolean>> };
  expect(places.map((place) => place.replace(/^.*node_modules\//, "")).sort()).toEqual(
    Object.keys(allowScripts).sort(),
  );
});
