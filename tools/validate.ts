import path from "node:path";

import { chosenStacks, fromOption } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { progress } from "./shared/progress";
import { locateTerraform } from "./terraform/locate";
import { type Validation, hasErrors, validateStacks } from "./terraform/validate";

void runTool(
  {
    command: "npm run validate",
    summary:
      "Runs the real terraform validate with the real AWS provider on a copy of every stack, without a backend and\n" +
      "without credentials. Without names: every environment.",
    arguments: "[<environment>...]",
    options: {
      ...fromOption,
      json: { type: "boolean", description: "Prints the diagnostics as JSON." },
    },
    exitStatuses: { 0: "every stack is valid", 1: "a stack is not valid, or the synth failed" },
  },
  async ({ from, json }, names) => {
    const terraform = locateTerraform();
    const stacks = await chosenStacks({ from, environments: names });
    progress(
      `terraform ${terraform.terraform.version}, AWS provider ${terraform.provider.version} ` +
        `(${terraform.provider.mirror?.path ?? "from the registry"}): ${stacks.length} stacks`,
    );
    const validations = await validateStacks(terraform, stacks, (validation) => {
      progress(`${validation.stack}: ${verdict(validation)} (${validation.seconds.toFixed(1)} s)`);
    });
    process.stdout.write(json ? `${JSON.stringify(validations, undefined, 2)}\n` : readable(validations));
    return validations.some(hasErrors) ? 1 : 0;
  },
);

function verdict(validation: Validation): string {
  const warnings = validation.diagnostics.filter(({ severity }) => severity === "warning").length;
  if (hasErrors(validation)) return "not valid";
  return warnings === 0 ? "valid" : `valid, ${warnings} warnings`;
}

function readable(validations: readonly Validation[]): string {
  const lines = validations.flatMap(({ stack, diagnostics }) =>
    diagnostics.map(
      ({ severity, address, summary, detail }) =>
        `${severity}: ${path.posix.join(stack, address)}: ${summary}\n  ${detail.replaceAll("\n", "\n  ")}`,
    ),
  );
  const failed = validations.filter(hasErrors).length;
  return [...lines, `${validations.length - failed} stacks valid, ${failed} not valid`, ""].join("\n");
}
