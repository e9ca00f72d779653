import type * as Esbuild from "esbuild";
import type * as Fflate from "fflate";
import { createRequire } from "node:module";
import { join } from "node:path";
import { functionRuntime } from "./runtime";
import { readThirdParties, thirdPartyText } from "./third-party";

/** One function, bundled and packed. */
export interface Bundle {
  readonly zip: Uint8Array;
  /** For whoever reads a stack trace; it is not in the zip. */
  readonly sourceMap: Uint8Array;
}

/** Where Lambda looks for the handler: `index.handler`. */
const entryFile = "index.js";

/** Where a zip says whose code the bundle has. */
const thirdPartyFile = "THIRD-PARTY";

/** Loads a module only when it is needed: the compiler takes longer to load than all else here. */
const load = createRequire(__filename);

/**
 * Bundles every function in one call, and packs each by itself. The same sources give the same bytes on any machine: a
 * bundle names no folder. Libraries are bundled too: their versions are those of the lock file.
 */
export function bundleFunctions(functionsFolder: string, names: readonly string[]): Readonly<Record<string, Bundle>> {
  const { buildSync } = load("esbuild") as typeof Esbuild;
  const root = join(functionsFolder, "..");
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, join(functionsFolder, name, "handler.ts")])),
    outdir: "out",
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    target: functionRuntime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    format: "cjs",
    mainFields: ["module", "main"],
    tsconfigRaw: {},
    sourcemap: "external",
    legalComments: "external",
    metafile: true,
    logLevel: "silent",
  });
  const written = (name: string) => outputFiles.find(({ path }) => path.endsWith(join("out", name)));
  const parties = readThirdParties(Object.values(metafile.outputs), root);
  return Object.fromEntries(
    names.map((name) => {
      const code = written(`${name}.js`);
      const sourceMap = written(`${name}.js.map`);
      const bundle = metafile.outputs[`out/${name}.js`];
      if (code === undefined || sourceMap === undefined || bundle === undefined)
        throw new Error(`esbuild made no ${name}.js`);
      // Where no source file has a legal comment, esbuild writes no file of them.
      const thirdParty = thirdPartyText(bundle, parties, written(`${name}.js.LEGAL.txt`)?.text ?? "");
      const zip = pack({ [entryFile]: code.contents, [thirdPartyFile]: new TextEncoder().encode(thirdParty) });
      return [name, { zip, sourceMap: sourceMap.contents }];
    }),
  );
}

/** A file's mode in a zip: anybody may read it. Unix modes are in the upper half of the attributes. */
const readable = 0o100644 << 16;

/**
 * Packs a zip that depends on names and contents alone. The deflate is pure JavaScript, because zlib's output differs by
 * architecture. Order, time and mode are fixed.
 */
export function pack(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const { zipSync } = load("fflate") as typeof Fflate;
  // Without a zone: a zip has local time, so the bytes are the same everywhere.
  const options = { level: 9, mtime: "1980-01-01T00:00", os: 3, attrs: readable } as const;
  const names = Object.keys(files).sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, [files[name] ?? new Uint8Array(), options]])));
}
