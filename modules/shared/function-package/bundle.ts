import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { join } from "node:path";

/** One function, bundled and packed. */
export interface Bundle {
  readonly zip: Uint8Array;
  /** For whoever reads a stack trace; it is not in the zip. */
  readonly sourceMap: Uint8Array;
}

/** Where Lambda looks for the handler: `index.handler`. */
const entryFile = "index.js";

/**
 * Bundles every function in one call, and packs each by itself. The same sources give the same bytes on any machine: the
 * bundle names no folder, the deflate is pure JavaScript (zlib's output differs by architecture), and time and mode are
 * fixed.
 */
export function bundleFunctions(functionsFolder: string, names: readonly string[]): Readonly<Record<string, Bundle>> {
  const { outputFiles } = buildSync({
    absWorkingDir: join(functionsFolder, ".."),
    entryPoints: Object.fromEntries(names.map((name) => [name, join(functionsFolder, name, "handler.ts")])),
    outdir: "out",
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    sourcemap: "external",
    legalComments: "none",
    logLevel: "silent",
  });
  const contents = (name: string): Uint8Array => {
    const found = outputFiles.find(({ path }) => path.endsWith(join("out", name)));
    if (found === undefined) throw new Error(`esbuild made no ${name}`);
    return found.contents;
  };
  return Object.fromEntries(
    names.map((name) => [name, { zip: pack(contents(`${name}.js`)), sourceMap: contents(`${name}.js.map`) }]),
  );
}

/** The mode of a file that anybody may read, in the upper half of the attributes, as Unix has them. */
const readable = 0o100644 << 16;

/** A zip has local time and no zone: a date that is made of its parts is the same everywhere. */
const earliest = new Date(1980, 0, 1);

function pack(bundle: Uint8Array): Uint8Array {
  return zipSync({ [entryFile]: [bundle, { level: 9, mtime: earliest, os: 3, attrs: readable }] });
}
