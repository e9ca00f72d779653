import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import { run } from "../tools/shared/process";
import { repository } from "../tools/shared/repository";
import { scratchFolder } from "../tools/shared/scratch";
import { appArguments, readJson, readSynthesis } from "../tools/shared/synthesize";
import { fetchNode, fetchPackages } from "./support/fetched";
import { testWith } from "./support/missing-tool";
import { today } from "./support/today";

/** The releases that `docs/cdk-terrain.md` moves to. CDK Terrain 0.24.0 takes constructs from 10.6 to below 10.8. */
const cdkTerrain = {
  name: "cdktn",
  version: "0.24.0",
  integrity: "sha512-Ok7kYlM2BWyXebnQi4Se9JPsjsRZKoVtkyshkVEkhHY/fGWonMvdWvivXmdB6caBGcQ8cwioQOZXKkps+dCnZg==",
};
const constructs = {
  name: "constructs",
  version: "10.7.2",
  integrity: "sha512-vA7JOqvO/xwq2HBCuq3qc6V2R9mHZCxJ8HPoucUcUWJY88YULe7bzMcsdBy27/gJJIphZi73U1oIXDY2Eqg6nA==",
};

const scratch = scratchFolder("same-stacks").path;

interface Surroundings {
  /** The program that runs the synth. @default the Node.js of this test */
  readonly node?: string;
  /** Folders that packages are resolved to, by name. @default those of node_modules */
  readonly packages?: Readonly<Record<string, string>>;
}

/** Synthesizes every environment and gives the files by their paths. */
async function synthesize(name: string, { node = process.execPath, packages }: Surroundings = {}) {
  const outdir = path.join(scratch, name);
  const preload = path.join(__dirname, "support/resolve-elsewhere.cjs");
  const { status, stderr } = await run(node, appArguments(packages && { preload }), {
    cwd: repository,
    env: {
      ...process.env,
      CDKTF_OUTDIR: outdir,
      PALISADE_TODAY: today,
      ...(packages && { PALISADE_TEST_PACKAGES: JSON.stringify(packages) }),
    },
    timeoutSeconds: 100,
  });
  expect([status, stderr]).toEqual([0, ""]);
  return { outdir, files: filesOf(outdir) };
}

function filesOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    paths
      .filter((file) => statSync(path.join(folder, file)).isFile())
      .map((file) => [file, readFileSync(path.join(folder, file), "latin1")]),
  );
}

/** The paths of files that one side alone has, or that differ. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((file) => one.get(file) !== other.get(file));
}

let before: Promise<Awaited<ReturnType<typeof synthesize>>> | undefined;
const asInstalled = () => (before ??= synthesize("as-installed"));

/** A stack's stamp of the version that wrote it, and the manifest's. */
const stamp = /"version": "\d+\.\d+\.\d+"/g;

describe("the same stacks, byte for byte,", () => {
  const terrain = fetchPackages([cdkTerrain, constructs]);

  testWith(
    terrain,
    "come from CDK Terrain in place of CDKTF, but for the stamp of the version and white space in empty blocks",
    async (folders) => {
      const { files } = await asInstalled();
      const packages = { cdktf: folders[cdkTerrain.name] ?? "", constructs: folders[constructs.name] ?? "" };
      const { outdir, files: moved } = await synthesize("cdk-terrain", { packages });
      const { stacks } = readSynthesis(outdir);
      expect(stacks).toHaveLength(13);
      for (const { file } of stacks) {
        expect(readJson(file)).toMatchObject({ "//": { metadata: { version: cdkTerrain.version } } });
      }
      const alike = (of: ReadonlyMap<string, string>) =>
        new Map(
          [...of].map(([file, text]) => [
            file,
            file.endsWith(".json")
              ? text
                  .replace(stamp, "")
                  .replace(/\[\n *\]/g, "[]")
                  .replace(/\{\n *\}/g, "{}")
              : text,
          ]),
        );
      expect(differences(alike(files), alike(moved))).toEqual([]);
    },
  );

  for (const major of [22, 24]) {
    testWith(
      fetchNode(major),
      `come from Node.js ${major}`,
      async (node) => {
        const { files } = await asInstalled();
        expect(differences(files, (await synthesize(`node-${major}`, { node })).files)).toEqual([]);
      },
      // Where npm runs no install scripts, the release of Node.js cannot be had.
      { isRequired: false },
    );
  }
});
