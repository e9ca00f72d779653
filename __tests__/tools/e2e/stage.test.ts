import path from "node:path";

import { scratchFolder } from "../../../tools/shared/scratch";
import { writeStack } from "../../../tools/shared/stack-files";
import { stacksToStage, stackText } from "../../../tools/e2e/stage";

test("given resources have the emulators' names in both files of a stack", () => {
  const { path: outdir } = scratchFolder("stage");
  const folder = path.join(outdir, "demo-network");
  const block = (name: string) => `import {\n  to = aws_x.y\n  id = "${name}"\n}\n`;
  writeStack(folder, { json: '{"output":{"zone":{"value":"Z1"}}}', hcl: `${block("Z1")}\n${block("Z2")}` });
  const stack = { name: "demo-network", environment: "demo", layer: "network", folder, dependencies: [] };
  const stacks = [{ ...stack, file: path.join(folder, "cdk.tf.json") }];
  const [copy] = stacksToStage({ outdir, stacks }, "demo", new Map([["Z1", "ZHERE"]]));
  expect(copy && stackText(copy)).toEqual({
    json: JSON.stringify({ output: { zone: { value: "ZHERE" } } }, undefined, 2),
    hcl: `${block("ZHERE")}\n${block("Z2")}`,
  });
});

test("a given JSON text in its shortest form is found in a file with line breaks", () => {
  const { path: outdir } = scratchFolder("stage");
  const folder = path.join(outdir, "lab-compute");
  writeStack(folder, { json: JSON.stringify({ variables: { DATABASE_PORT: "3306" } }, undefined, 2), hcl: "" });
  const stack = { name: "lab-compute", environment: "lab", layer: "compute", folder, dependencies: [] };
  const stacks = [{ ...stack, file: path.join(folder, "cdk.tf.json") }];
  const given = new Map([['"DATABASE_PORT":"3306"', '"DATABASE_PORT":"50000"']]);
  const [copy] = stacksToStage({ outdir, stacks }, "lab", given);
  expect(copy?.configuration).toEqual({ variables: { DATABASE_PORT: "50000" } });
});
