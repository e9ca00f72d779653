import { writeFileSync } from "node:fs";
import path from "node:path";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { outputsFrom } from "../../../tools/smoke/outputs";

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
