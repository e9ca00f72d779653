import { TerraformLocal, TerraformOutput, Token } from "cdktf";
import fc from "fast-check";
import { asText, expression, interpolation } from "../../../modules/shared/expression";
import { synthesizeModule } from "../../support/synthesize";
import { evaluate, testWithTerraform } from "../../support/terraform";

testWithTerraform("whatever a text holds, Terraform makes the same text of it", async (terraform) => {
  const pieces = [
    "$",
    "%",
    "{",
    "}",
    "${",
    "%{",
    "$${",
    "%%{",
    "$$${",
    "~",
    "\\",
    '"',
    "<",
    "&",
    "\n",
    "é",
    "\u2028",
    "x",
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 12 })
    .map((all) => all.join(""));
  const samples = fc.sample(text, 500);
  const value = await evaluate(terraform, { samples: asText(samples) }, "${jsonencode(local.samples)}");
  expect(JSON.parse(value)).toEqual(samples);
});

test("an expression alone, within a text and within another expression is evaluated", () => {
  const { locals } = synthesizeModule((stack) => {
    const local = new TerraformLocal(stack, "known", ["${one}"]);
    new TerraformLocal(stack, "texts", { "%{key}": `\${two} ${interpolation("three")}`, alone: expression("four") });
    new TerraformLocal(stack, "number", Token.asNumber(expression("five")));
    new TerraformLocal(stack, "other", local.expression);
  }) as unknown as { readonly locals: object };
  expect(locals).toEqual({
    known: ["$${one}"],
    texts: { "%%{key}": "$${two} ${three}", alone: "${four}" },
    number: "${five}",
    other: "${local.known}",
  });
});

test("an output's text is text", () => {
  const { output } = synthesizeModule((stack) => new TerraformOutput(stack, "said", { value: "%{if x}" }));
  expect(output["said"]).toEqual({ value: "%%{if x}" });
});
