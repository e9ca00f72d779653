import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { scratchFolder } from "../../../tools/shared/scratch";
import { copyStack, hclBlocksOf, readStack } from "../../../tools/shared/stack-files";
import { sourceFiles } from "../../architecture/source-files";

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(path.join(folder, name), "latin1")]),
  );

test("the blocks of a terraform.tf, joined, are the file again", () => {
  const blocks = [
    'terraform {\n  required_version = ">= 1.11"\n}\n\n',
    "removed {\n  from = a.b\n\n  lifecycle {\n  }\n}\n",
  ];
  expect(hclBlocksOf(blocks.join(""))).toEqual(blocks);
  expect(hclBlocksOf("")).toEqual([]);
});

test("a copy has none of the files that Terraform or a user put beside a stack, and has the given text", () => {
  const { path: folder } = scratchFolder("stack-files");
  const [from, to] = [path.join(folder, "from"), path.join(folder, "to")];
  mkdirSync(path.join(from, ".terraform"), { recursive: true });
  for (const name of ["cdk.tf.json", "terraform.tf", "reviewed.tfplan", ".terraform/lock"]) {
    writeFileSync(path.join(from, name), name);
  }
  copyStack(from, to, { ...readStack(from), json: "{}" });
  expect(filesOf(to)).toEqual({ "cdk.tf.json": "{}", "terraform.tf": "terraform.tf" });
});

test("a folder of an older synth, without terraform.tf, is copied too; a folder without JSON is an error", () => {
  const { path: folder } = scratchFolder("stack-files");
  writeFileSync(path.join(folder, "cdk.tf.json"), "{}");
  expect(readStack(folder)).toEqual({ json: "{}", hcl: "" });
  expect(() => {
    copyStack(path.join(folder, "none"), path.join(folder, "to"));
  }).toThrow("cdk.tf.json");
});

test("no other tool names the files of a stack, so that no tool copies only a part", () => {
  const named = sourceFiles("tools").filter(({ text }) => /["/](cdk\.tf\.json|terraform\.tf)["`]/.test(text));
  expect(named.map(({ path: name }) => name)).toEqual(["tools/shared/stack-files.ts"]);
});
