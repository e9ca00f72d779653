import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFunctions, type Bundle } from "./bundle";

/** A function's finished zip, on this machine. */
export interface FunctionPackage {
  readonly zipFile: string;
  /** Base64, as Lambda has it: it tells whether the code has changed. */
  readonly sha256: string;
}

export interface PackingPlaces {
  /** The folder with a folder for each function. */
  readonly functionsFolder: string;
  /** Sets the versions of the bundled libraries, and with them the texts of their licences. */
  readonly lockFile: string;
  /** May be deleted at any time. */
  readonly cacheFolder: string;
}

const repository = join(__dirname, "../../..");

const ownPlaces: PackingPlaces = {
  functionsFolder: join(repository, "functions"),
  lockFile: join(repository, "package-lock.json"),
  cacheFolder: join(repository, "node_modules/.cache/palisade/functions"),
};

/**
 * The zips of all functions, by the names of their folders. They are cached by their inputs: every file of the functions
 * and of the packing, and the lock file. A cached zip counts only while it has the hash that was written when it was made.
 */
export function packFunctions(places: PackingPlaces = ownPlaces): Readonly<Record<string, FunctionPackage>> {
  const { functionsFolder, lockFile, cacheFolder } = places;
  const sources = filesBelow(functionsFolder).map((file) => ({
    name: `functions/${file}`,
    at: join(functionsFolder, file),
  }));
  const packing = filesBelow(__dirname).map((file) => ({ name: `packing/${file}`, at: join(__dirname, file) }));
  const folder = join(cacheFolder, keyOf([...sources, ...packing, { name: "lock", at: lockFile }]));
  const names = sources.flatMap(({ name }) => /^functions\/([^/]+)\/handler\.ts$/.exec(name)?.[1] ?? []);
  const kept = readKept(folder, names);
  if (kept !== undefined) return kept;

  writeWhole(folder, bundleFunctions(functionsFolder, names));
  const made = readKept(folder, names);
  if (made === undefined) throw new Error(`${folder} does not hold what was just written there`);
  return made;
}

/** Paths of all files, relative to the folder, in an order that does not depend on the file system. */
function filesBelow(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(folder, path) : [path];
    })
    .sort();
}

function keyOf(files: readonly { readonly name: string; readonly at: string }[]): string {
  const hash = createHash("sha256");
  for (const { name, at } of files) {
    const content = readFileSync(at);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("base64");

/** The hash of each zip, written last: if it is missing or wrong, the cache is invalid. */
const hashesFile = "hashes.json";

function readKept(folder: string, names: readonly string[]): Readonly<Record<string, FunctionPackage>> | undefined {
  try {
    const hashes = JSON.parse(readFileSync(join(folder, hashesFile), "utf8")) as Record<string, string>;
    const kept = names.map((name): [string, FunctionPackage] => {
      const zipFile = join(folder, `${name}.zip`);
      const hash = sha256(readFileSync(zipFile));
      if (hash !== hashes[name]) throw new Error(`${zipFile} is damaged`);
      return [name, { zipFile, sha256: hash }];
    });
    return Object.fromEntries(kept);
  } catch {
    return undefined;
  }
}

/** Writes a cache folder whole. Another synth may be writing the same: each writes a folder of its own, and renames it. */
function writeWhole(folder: string, bundles: Readonly<Record<string, Bundle>>): void {
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const [name, { zip, sourceMap }] of Object.entries(bundles)) {
    writeFileSync(join(unfinished, `${name}.zip`), zip);
    writeFileSync(join(unfinished, `${name}.js.map`), sourceMap);
  }
  const hashes = Object.entries(bundles).map(([name, { zip }]) => [name, sha256(zip)]);
  writeFileSync(join(unfinished, hashesFile), JSON.stringify(Object.fromEntries(hashes)));
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another synth was faster, with the same content.
    rmSync(unfinished, { recursive: true, force: true });
    if (readKept(folder, Object.keys(bundles)) === undefined) throw error;
  }
}
