import fc from "fast-check";
import path from "node:path";
import { expression } from "../../../modules/shared/expression";
import { quoted, writeHcl } from "../../../modules/shared/hcl";
import { run } from "../../../tools/shared/process";
import { scratchFolder } from "../../../tools/shared/scratch";
import { writeStack } from "../../../tools/shared/stack-files";
import { testWithTerraform } from "../../support/terraform";

test("quotes every text, and writes an expression as it is", () => {
  const body = {
    for_each: expression('toset([for name in data.x.y.names : name if name == "${local.z}"])'),
    to: expression("aws_x.y"),
    id: 'a "b" \\ ${c} %{d}\n\t$e %f\u0000',
    kept: false,
  };
  expect(writeHcl([{ type: "import", body }])).toBe(
    [
      "import {",
      '  for_each = toset([for name in data.x.y.names : name if name == "${local.z}"])',
      "  to       = aws_x.y",
      '  id       = "a \\"b\\" \\\\ $${c} %%{d}\\n\\t$e %f\\u0000"',
      "  kept     = false",
      "}",
      "",
    ].join("\n"),
  );
});

test("writes a block in a block after the attributes, and blocks one after the other", () => {
  expect(
    writeHcl([
      { type: "terraform", body: { required_version: ">= 1.11" } },
      { type: "removed", body: { lifecycle: { destroy: false }, from: expression("aws_x.y") } },
      { type: "empty", body: { inner: {} } },
    ]),
  ).toBe(
    [
      "terraform {",
      '  required_version = ">= 1.11"',
      "}",
      "",
      "removed {",
      "  from = aws_x.y",
      "",
      "  lifecycle {",
      "    destroy = false",
      "  }",
      "}",
      "",
      "empty {",
      "  inner {",
      "  }",
      "}",
      "",
    ].join("\n"),
  );
});

testWithTerraform(
  "Terraform reads each text as it was given, and would write the file in the same way",
  async ({ terraform, env }) => {
    const signs = fc.constantFrom(
      "$",
      "%",
      "{",
      "}",
      '"',
      "\\",
      "\n",
      "\r",
      "\t",
      "\u0000",
      "\u007f",
      "\u0085",
      "\u2028",
      "a",
      "é",
      "𝄞",
      "~",
    );
    const texts = [
      ...new Set([
        "",
        "$${x}",
        "%%{ if }",
        "EOT",
        ...fc.sample(fc.string({ unit: signs, maxLength: 12 }), { numRuns: 300, seed: 7 }),
      ]),
    ];
    const named = Object.fromEntries(texts.map((text, index) => [`text_${index}`, text]));
    const folder = path.join(scratchFolder("hcl").path, "stack");
    const terraformOf = (...args: string[]) => run(terraform.path, args, { cwd: folder, env, timeoutSeconds: 60 });
    writeStack(folder, {
      json: JSON.stringify({
        output: Object.fromEntries(Object.keys(named).map((name) => [name, { value: `\${local.${name}}` }])),
      }),
      hcl: writeHcl([{ type: "locals", body: { ...named, sum: expression(`"x" == ${quoted("x")}`) } }]),
    });

    expect(await terraformOf("fmt", "-check", "-diff")).toMatchObject({ status: 0, stdout: "" });
    expect(await terraformOf("apply", "-auto-approve")).toMatchObject({ status: 0, stderr: "" });
    const outputs = JSON.parse((await terraformOf("output", "-json")).stdout) as Record<string, { value: string }>;
    expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual(named);
  },
);
