import { chosenStacks, fromOption } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { progress } from "./shared/progress";
import { table } from "./shared/table";
import { type FirstPlan, planFirst } from "./terraform/first-plan";
import { locateTerraform } from "./terraform/locate";

void runTool(
  {
    command: "npm run plan:first",
    summary:
      "Plans every layer of an environment before any layer exists, without an AWS account: terraform test with the real\n" +
      "AWS provider's schema, a mocked AWS, and remote states made up from what each layer promises. Prints what a first\n" +
      "apply adds and which of the resources are open to the internet. Without names: every environment.",
    arguments: "[<environment>...]",
    options: {
      ...fromOption,
      json: { type: "boolean", description: "Prints the plans as JSON." },
    },
    exitStatuses: { 0: "every layer plans", 1: "a layer does not plan, or the synth failed" },
  },
  async ({ from, json }, names) => {
    const began = performance.now();
    const terraform = locateTerraform();
    const stacks = await chosenStacks({ from, environments: names });
    progress(`${stacks.length} stacks to plan`);
    const plans = await planFirst(terraform, stacks, ({ stack, faults, seconds }) => {
      progress(`${stack}: ${faults.length === 0 ? "planned" : "cannot be planned"} (${seconds.toFixed(1)} s)`);
    });
    process.stdout.write(json ? `${JSON.stringify(plans, undefined, 2)}\n` : readable(plans));
    progress(`${((performance.now() - began) / 1000).toFixed(1)} s`);
    return plans.some(({ faults }) => faults.length > 0) ? 1 : 0;
  },
);

const total = ({ toAdd }: FirstPlan): number => Object.values(toAdd).reduce((sum, count) => sum + count, 0);

function readable(plans: readonly FirstPlan[]): string {
  const sections = plans.flatMap((plan) => [
    `${plan.stack}: ${total(plan)} to add`,
    "",
    ...(plan.faults.length === 0
      ? [table(["kind", "to add"], Object.entries(plan.toAdd)), "", openTo(plan), ""]
      : [...plan.faults.map((fault) => `error: ${fault}`), ""]),
  ]);
  const summary = table(
    ["stack", "to add", "open", "seconds", ""],
    plans.map((plan) => [
      plan.stack,
      total(plan),
      plan.open.length,
      Number(plan.seconds.toFixed(1)),
      plan.faults.length === 0 ? "" : "cannot be planned",
    ]),
  );
  return [...sections, summary, ""].join("\n");
}

function openTo({ open }: FirstPlan): string {
  if (open.length === 0) return "Open to the internet: nothing";
  return `Open to the internet:\n${table(
    ["address", "what"],
    open.map(({ address, what }) => [address, what]),
  )}`;
}
