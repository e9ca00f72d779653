import { unzipSync } from "fflate";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packFunctions, type PackingPlaces } from "../../../../modules/shared/function-package/function-package";
import { repository } from "../../../../tools/shared/repository";

const names = [
  "hello",
  "measure-secret-age",
  "prepare-database",
  "query-player",
  "request-authorizer",
  "restrict-sign-up",
  "rotate-database-secret",
  "rotate-origin-secret",
  "secure-api",
];
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "palisade-packing-"));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const placesIn = (folder: string): PackingPlaces => ({
  functionsFolder: join(folder, "functions"),
  lockFile: join(folder, "package-lock.json"),
  cacheFolder: join(folder, "cache"),
});

/** A copy of the repository's functions, in another folder. */
function copy(name: string): PackingPlaces {
  const folder = join(scratch, name);
  cpSync(join(repository, "functions"), join(folder, "functions"), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package-lock.json"), "{}");
  return placesIn(folder);
}

/** Two functions that share a file, bundled in no time. */
function small(name: string): PackingPlaces {
  const folder = join(scratch, name);
  const handler =
    'import { words } from "./words"; import { shout } from "../shared/shout"; export const handler = () => shout(words);';
  const files = {
    "package-lock.json": "{}",
    "functions/README.md": "",
    "functions/hello/handler.ts": handler,
    "functions/hello/words.ts": 'export const words = "hello";',
    "functions/bye/handler.ts": handler,
    "functions/bye/words.ts": 'export const words = "bye";',
    "functions/shared/shout.ts": 'export const shout = (words: string) => words + "!";',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return placesIn(folder);
}

const hashes = (places?: PackingPlaces): Record<string, string> =>
  Object.fromEntries(Object.entries(packFunctions(places)).map(([name, { sha256 }]) => [name, sha256]));

const zipOf = (places: PackingPlaces, name: string): string => packFunctions(places)[name]?.zipFile ?? "";

test("packs every function, and the same bytes in any folder, with any mode and any time of its files", () => {
  const there = copy("a folder with spaces/and below");
  for (const path of readdirSync(there.functionsFolder, { recursive: true, encoding: "utf8" })) {
    chmodSync(join(there.functionsFolder, path), 0o700);
    utimesSync(join(there.functionsFolder, path), 1, 1);
  }
  expect(Object.keys(hashes())).toEqual(names);
  expect(hashes(there)).toEqual(hashes());
});

/** A zip's files, by their names, as text. */
const textsOf = (zipFile: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(zipFile))).map(([name, content]) => [name, Buffer.from(content).toString()]),
  );

test("a zip has the bundle and its third parties, and neither names a folder of this machine; the source map lies beside it", () => {
  for (const { zipFile } of Object.values(packFunctions())) {
    const files = textsOf(zipFile);
    expect(Object.keys(files)).toEqual(["THIRD-PARTY", "index.js"]);
    for (const text of Object.values(files))
      for (const trace of [repository, tmpdir(), "sourceMappingURL"]) expect(text).not.toContain(trace);
    expect(existsSync(zipFile.replace(/\.zip$/, ".js.map"))).toBe(true);
  }
});

/** The names of the packages that a zip says it has code of. */
const namedThirdParties = (zipFile: string): string[] =>
  [...(textsOf(zipFile)["THIRD-PARTY"] ?? "").matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.+\)$/gm)]
    .map(([, name = ""]) => name)
    .sort();

/** The names of the packages whose files the code is made of, by the source map. */
function bundledPackages(zipFile: string): string[] {
  const { sources } = JSON.parse(readFileSync(zipFile.replace(/\.zip$/, ".js.map"), "utf8")) as {
    readonly sources: readonly string[];
  };
  return [...new Set(sources.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))].sort();
}

test.each(names)("%s comes with the licence of each package that it has code of, and of no other", (name) => {
  const zipFile = packFunctions()[name]?.zipFile ?? "";
  expect(bundledPackages(zipFile)).toContain("zod");
  expect(namedThirdParties(zipFile)).toEqual(bundledPackages(zipFile));
});

/** A package of one module, beside the functions. */
function install(places: PackingPlaces, manifest: { readonly name: string; readonly license?: string }): void {
  const { name } = manifest;
  const folder = join(places.functionsFolder, "../node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ version: "1.0.0", module: "index.js", sideEffects: false, ...manifest }),
  );
  writeFileSync(join(folder, "index.js"), `/*! by the authors of ${name} */ export const ${name} = "${name}";`);
}

test("a package that is imported and not used leaves no code in a bundle, and no licence", () => {
  const places = small("third parties");
  for (const name of ["used", "unused"]) install(places, { name, license: "MIT" });
  const handler = 'import { used } from "used"; import { unused } from "unused"; export const handler = () => used;';
  writeFileSync(join(places.functionsFolder, "hello/handler.ts"), handler);
  expect(namedThirdParties(zipOf(places, "hello"))).toEqual(["used"]);
  expect(namedThirdParties(zipOf(places, "bye"))).toEqual([]);
});

test("what esbuild takes out of the code as a legal comment is in a zip", () => {
  const places = small("legal comments");
  install(places, { name: "used", license: "MIT" });
  const handler = 'import { used } from "used"; export const handler = () => used;';
  writeFileSync(join(places.functionsFolder, "hello/handler.ts"), handler);
  const files = textsOf(zipOf(places, "hello"));
  expect(files["index.js"]).not.toContain("by the authors");
  expect(files["THIRD-PARTY"]).toMatch(/\nused\/index\.js:\n {2}\/\*! by the authors of used \*\/\n$/);
});

test("packs no package that comes without a licence", () => {
  const places = small("no licence");
  install(places, { name: "lawless" });
  const handler = 'import { lawless } from "lawless"; export const handler = () => lawless;';
  writeFileSync(join(places.functionsFolder, "hello/handler.ts"), handler);
  expect(() => packFunctions(places)).toThrow(
    'lawless 1.0.0 is in the bundle of a function, and has neither a licence file nor a "license" in its package.json; ' +
      'bundle only packages that come with a licence ("npm ls lawless" says who brings this one)',
  );
});

test("packs again only when something has changed", () => {
  const places = small("kept");
  const first = zipOf(places, "hello");
  const { mtimeMs } = statSync(first);
  expect(zipOf(places, "hello")).toBe(first);
  expect(statSync(first).mtimeMs).toBe(mtimeMs);
});

const edit = (file: string, from: string, to: string): void => {
  writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
};

test.each<[what: string, change: (places: PackingPlaces) => void, differing: readonly string[]]>([
  [
    "a source",
    ({ functionsFolder }) => {
      edit(join(functionsFolder, "hello/words.ts"), "hello", "hi");
    },
    ["hello"],
  ],
  [
    "what several functions share",
    ({ functionsFolder }) => {
      edit(join(functionsFolder, "shared/shout.ts"), "!", "?");
    },
    ["bye", "hello"],
  ],
  [
    "the lock file",
    ({ lockFile }) => {
      appendFileSync(lockFile, "\n");
    },
    [],
  ],
  [
    "the name of a function",
    ({ functionsFolder }) => {
      renameSync(join(functionsFolder, "hello"), join(functionsFolder, "welcome"));
    },
    ["hello", "welcome"],
  ],
])("a change of %s makes what was kept stale", (what, change, differing) => {
  const places = small(`stale ${what}`);
  const before = hashes(places);
  const kept = readdirSync(places.cacheFolder);
  change(places);
  const after = hashes(places);
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  expect(all.filter((name) => before[name] !== after[name]).sort()).toEqual([...differing].sort());
  expect(readdirSync(places.cacheFolder)).toHaveLength(kept.length + 1);
});

test.each<[what: string, damage: (zipFile: string) => void]>([
  [
    "a zip that is cut off",
    (zip) => {
      writeFileSync(zip, readFileSync(zip).subarray(0, 60));
    },
  ],
  [
    "a zip with one other byte",
    (zip) => {
      const content = readFileSync(zip);
      content[50] = (content[50] ?? 0) ^ 1;
      writeFileSync(zip, content);
    },
  ],
  ["a zip that is gone", rmSync],
  [
    "another function's zip",
    (zip) => {
      cpSync(join(dirname(zip), "bye.zip"), zip);
    },
  ],
  [
    "hashes that are gone",
    (zip) => {
      rmSync(join(dirname(zip), "hashes.json"));
    },
  ],
  [
    "hashes that are no JSON",
    (zip) => {
      writeFileSync(join(dirname(zip), "hashes.json"), "{");
    },
  ],
  [
    "hashes of nothing",
    (zip) => {
      writeFileSync(join(dirname(zip), "hashes.json"), "{}");
    },
  ],
  [
    "hashes that are null",
    (zip) => {
      writeFileSync(join(dirname(zip), "hashes.json"), "null");
    },
  ],
])("does not trust %s, and makes it anew", (what, damage) => {
  const places = small(`damaged ${what}`);
  const before = hashes(places);
  damage(zipOf(places, "hello"));
  expect(hashes(places)).toEqual(before);
  expect(unzipSync(readFileSync(zipOf(places, "hello")))).toHaveProperty(["index.js"]);
});

/** The least that a bundle's import takes, of ten runs at most: the first within the limit is enough. */
function leastColdImport(bundle: string, limit: number): number {
  let least = Infinity;
  for (let run = 0; run < 10 && least >= limit; run += 1) least = Math.min(least, coldImportMilliseconds(bundle));
  return least;
}

/** In a process of its own, as Lambda starts one: how long the processor works until the handler is there, whoever else works on it. */
function coldImportMilliseconds(bundle: string): number {
  const script = `const began = process.cpuUsage(); require(${JSON.stringify(bundle)}).handler.call; const { user, system } = process.cpuUsage(began); console.log((user + system) / 1000)`;
  return Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
}

/** What speaks to a database has its protocol's character sets and RDS's CAs in it, what rotates three of AWS's clients. */
const kilobytes: Readonly<Record<string, number>> = {
  "prepare-database": 1600,
  "query-player": 1600,
  "rotate-database-secret": 1600,
  "rotate-origin-secret": 750,
};

const isLarge = (name: string): boolean => (kilobytes[name] ?? 0) > 1000;

test.each(names)(
  "%s is no larger than it has to be, and is there after 150 ms of work, a large one after 200",
  (name) => {
    const code = unzipSync(readFileSync(packFunctions()[name]?.zipFile ?? ""))["index.js"] ?? new Uint8Array();
    expect(code.length).toBeLessThan((kilobytes[name] ?? 500) * 1000);
    const bundle = join(scratch, `${name}.js`);
    writeFileSync(bundle, code);
    const limit = isLarge(name) ? 200 : 150;
    const least = leastColdImport(bundle, limit);
    expect(least).toBeGreaterThan(1);
    expect(least).toBeLessThan(limit);
  },
);

test("loads no compiler where nothing has changed", () => {
  const places = small("lazy");
  packFunctions(places);
  jest.doMock("esbuild", () => {
    throw new Error("the compiler is loaded");
  });
  jest.isolateModules(() => {
    const { packFunctions: packing } = jest.requireActual<{ packFunctions: typeof packFunctions }>(
      "../../../../modules/shared/function-package/function-package",
    );
    expect(Object.keys(packing(places))).toEqual(["bye", "hello"]);
    appendFileSync(places.lockFile, "\n");
    expect(() => packing(places)).toThrow("the compiler is loaded");
  });
});
