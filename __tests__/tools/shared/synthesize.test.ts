import { writeFileSync } from "node:fs";
import path from "node:path";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { environmentsOf, readSynthesis } from "../../../tools/shared/synthesize";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

function writeManifest(dependencies: Readonly<Record<string, string[]>>): string {
  const stacks: Record<string, unknown> = {};
  for (const [name, others] of Object.entries(dependencies)) {
    stacks[name] = { name, dependencies: others, synthesizedStackPath: `stacks/${name}/cdk.tf.json` };
  }
  writeFileSync(path.join(scratch.path, "manifest.json"), JSON.stringify({ stacks }));
  return scratch.path;
}

test("returns each stack after its dependencies, with its environment and layer", () => {
  const outdir = writeManifest({
    "pre-prod-edge": ["pre-prod-compute", "pre-prod-network"],
    "pre-prod-compute": ["pre-prod-network"],
    "pre-prod-network": [],
    account: [],
  });
  const synthesis = readSynthesis(outdir);
  expect(synthesis.stacks.map(({ name, environment, layer }) => [name, environment, layer])).toEqual([
    ["pre-prod-network", "pre-prod", "network"],
    ["pre-prod-compute", "pre-prod", "compute"],
    ["pre-prod-edge", "pre-prod", "edge"],
    ["account", "", "account"],
  ]);
  expect(synthesis.stacks[0]?.file).toBe(path.join(outdir, "stacks/pre-prod-network/cdk.tf.json"));
  expect(environmentsOf(synthesis)).toEqual(["pre-prod"]);
});

test("names the stacks that depend on each other", () => {
  const outdir = writeManifest({ "a-x": ["a-y"], "a-y": ["a-x"] });
  expect(() => readSynthesis(outdir)).toThrow("stacks depend on each other: a-x -> a-y -> a-x");
});

test("says which command writes a missing folder", () => {
  expect(() => readSynthesis(path.join(scratch.path, "none"))).toThrow(
    "manifest.json does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR",
  );
});

test("names the file that is not JSON", () => {
  writeFileSync(path.join(scratch.path, "manifest.json"), "{");
  expect(() => readSynthesis(scratch.path)).toThrow(/manifest\.json cannot be read: .*JSON/);
});
