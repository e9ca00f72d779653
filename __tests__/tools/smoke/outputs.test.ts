import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import type { SynthesizedStack } from "../../../tools/shared/synthesize";
import { deployedOutputs, outputsFrom } from "../../../tools/smoke/outputs";
import { testWithTerraform } from "../../support/terraform";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

function read(content: unknown) {
  const file = path.join(scratch.path, "outputs.json");
  writeFileSync(file, JSON.stringify(content));
  return outputsFrom(file, "shop");
}

const asTerraform = (value: unknown) => ({ sensitive: false, type: "string", value });

test.each([
  ["terraform output -json", { rest_api_url: asTerraform("https://a"), list: asTerraform(["x"]) }],
  ["cdktf output --outputs-file", { "shop-edge": { rest_api_url: "https://a" }, "other-edge": { rest_api_url: "no" } }],
  [
    "several of terraform output -json, by stack",
    { "shop-identity": {}, "shop-edge": { rest_api_url: asTerraform("https://a") } },
  ],
])("reads a file of %s", (_, content) => {
  expect(read(content)).toEqual({ rest_api_url: "https://a" });
});

test.each([[[]], [{}], [{ "shop-edge": {} }]])("refuses %j", (content) => {
  expect(() => read(content)).toThrow(/does not hold outputs|holds no outputs of shop/);
});

describe("terraform output", () => {
  const stacks = (): readonly SynthesizedStack[] =>
    ["identity", "edge", "compute"].map((layer) => {
      const folder = path.join(scratch.path, `shop-${layer}`);
      const name = `shop-${layer}`;
      return { name, environment: "shop", layer, folder, file: path.join(folder, "cdk.tf.json"), dependencies: [] };
    });

  /** A state as an apply leaves it, in a folder that needs no init. */
  function deployed(layer: string, outputs: Readonly<Record<string, string>>): void {
    const folder = path.join(scratch.path, `shop-${layer}`);
    mkdirSync(folder);
    const values = Object.entries(outputs).map(([name, value]) => [name, { value, type: "string" }]);
    const state = { version: 4, terraform_version: "1.11.0", serial: 1, lineage: "test", resources: [] };
    writeFileSync(
      path.join(folder, "terraform.tfstate"),
      JSON.stringify({ ...state, outputs: Object.fromEntries(values) as unknown }),
    );
  }

  testWithTerraform("is called in the folders of identity and edge", async () => {
    deployed("identity", { web_client_id: "web" });
    deployed("edge", { rest_api_url: "https://a" });
    expect(await deployedOutputs(stacks())).toEqual({ web_client_id: "web", rest_api_url: "https://a" });
  });

  testWithTerraform("of a layer that is not deployed says so", async () => {
    deployed("identity", { web_client_id: "web" });
    deployed("edge", {});
    await expect(deployedOutputs(stacks())).rejects.toThrow("shop-edge has no outputs: it is not deployed");
  });
});
