import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { writeBetween } from "../../../tools/order/between";
import { orderOfChange } from "../../../tools/order/order-of-change";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import type { TerraformJson } from "../../support/synthesize";
import { writtenSynthesis } from "../../support/written-synthesis";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("between-test");
});

afterEach(() => {
  scratch.remove();
});

const inScratch = (name: string): string => path.join(scratch.path, name);

/** A lower layer of functions, each with code, whose names an upper layer reads. */
const compute = (names: readonly string[], more: object = {}): object => ({
  provider: { aws: [{ region: "eu-west-1" }] },
  resource: {
    aws_lambda_function: Object.fromEntries(names.map((name) => [name, { filename: `assets/${name}.zip` }])),
    ...more,
  },
  output: Object.fromEntries(names.map((name) => [name, { value: `\${aws_lambda_function.${name}.arn}` }])),
});
const edge = (names: readonly string[]): object => ({
  data: { terraform_remote_state: { compute: {} } },
  resource: {
    aws_route: Object.fromEntries(
      names.map((name) => [name, { calls: `\${data.terraform_remote_state.compute.outputs.${name}}` }]),
    ),
  },
});

const synth = (folder: string, names: readonly string[], lower = compute(names)) => {
  const synthesis = writtenSynthesis(inScratch(folder), { "it-compute": lower, "it-edge": edge(names) });
  const assets = inScratch(`${folder}/stacks/it-compute/assets`);
  mkdirSync(assets);
  for (const name of names) writeFileSync(path.join(assets, `${name}.zip`), folder);
  return synthesis;
};

function between(base: ReturnType<typeof synth>, head: ReturnType<typeof synth>): TerraformJson {
  const folders = writeBetween(base, head, orderOfChange(base, head, "it"), inScratch("between"));
  expect(folders).toEqual({ "it-compute": inScratch("between/stacks/it-compute") });
  return JSON.parse(readFileSync(inScratch("between/stacks/it-compute/cdk.tf.json"), "utf8")) as TerraformJson;
}

test("has the blocks, outputs and code that the head adds, and those that the head removes", () => {
  const json = between(synth("base", ["stays", "goes"]), synth("head", ["stays", "comes"]));
  expect(Object.keys(json.resource["aws_lambda_function"] ?? {}).sort()).toEqual(["comes", "goes", "stays"]);
  expect(Object.keys(json.output).sort()).toEqual(["comes", "goes", "stays"]);
  const code = ["comes", "goes", "stays"].map((name) =>
    readFileSync(inScratch(`between/stacks/it-compute/assets/${name}.zip`), "utf8"),
  );
  expect(code).toEqual(["head", "base", "head"]);
});

test("keeps a block that refers to a removed resource, unless the block also refers to a new resource", () => {
  const covers = (...names: string[]): object => ({ of: names.map((name) => `\${aws_lambda_function.${name}.arn}`) });
  const json = between(
    synth("base", ["goes"], compute(["goes"], { aws_acl: { shrinks: covers("goes"), moves: covers("goes") } })),
    synth("head", ["comes"], compute(["comes"], { aws_acl: { shrinks: covers(), moves: covers("comes") } })),
  );
  expect(json.resource["aws_acl"]).toEqual({ shrinks: covers("goes"), moves: covers("comes") });
});

test("has the provider of a removed resource", () => {
  const usEast1 = { alias: "us_east_1", region: "us-east-1" };
  const base = { ...compute(["goes"]), provider: { aws: [{ region: "eu-west-1" }, usEast1] } };
  const json = between(synth("base", ["goes"], base), synth("head", ["comes"]));
  expect(json.provider["aws"]).toEqual([{ region: "eu-west-1" }, usEast1]);
});

test("has no empty kind of block, which Terraform refuses", () => {
  const json = between(synth("base", ["goes"]), synth("head", ["comes"]));
  expect(Object.keys(json).sort()).toEqual(["output", "provider", "resource"]);
});

test("writes nothing if each layer is applied once, and overwrites neither synth", () => {
  const [base, more, head] = [synth("base", ["a"]), synth("more", ["a", "b"]), synth("head", ["b"])];
  expect(writeBetween(base, more, orderOfChange(base, more, "it"), inScratch("between"))).toEqual({});
  expect(existsSync(inScratch("between"))).toBe(false);
  expect(() => writeBetween(base, head, orderOfChange(base, head, "it"), inScratch("head"))).toThrow(
    `${inScratch("head/stacks/it-compute")} is one of the folders that are compared; give another folder`,
  );
});
