import { chosenStacks } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { progress } from "./shared/progress";
import { table } from "./shared/table";
import { scan } from "./scan/checkov";
import { compare, type ExpectedFinding } from "./scan/compare";
import { expected } from "./scan/expected";

const environment = "prod";

void runTool(
  {
    command: "npm run scan",
    summary:
      `Runs checkov, an external scanner, over every stack of ${environment}, and compares the findings with the list of known\n` +
      "findings (tools/scan/expected.ts), where each is true, a departure or the scanner's error, with the reason. Checkov\n" +
      "is installed in a folder of its own, once; after that nothing needs the network.",
    options: { list: { type: "boolean", description: "Prints each known finding with its reason." } },
    exitStatuses: {
      0: "checkov finds the known findings, and no others",
      1: "a finding is new or gone, a stack was not read or not checked, or the synth failed",
    },
  },
  async ({ list }) => {
    const stacks = await chosenStacks({ environments: [environment] });
    const began = performance.now();
    const { checks, findings, faults } = await scan(stacks);
    const all = [...faults, ...compare(findings, expected)];
    progress(`checkov: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const counts = [...checks].map(([stack, count]) => [stack, count]);
    process.stdout.write(`${table(["stack", "checks"], counts)}\n\n${verdicts()}\n`);
    if (list) process.stdout.write(`\n${expected.map(sentences).join("\n")}\n`);
    process.stdout.write(["", ...all, `${all.length} faults`, ""].join("\n"));
    return all.length === 0 ? 0 : 1;
  },
);

function verdicts(): string {
  const count = (verdict: ExpectedFinding["verdict"]): number =>
    expected.filter((one) => one.verdict === verdict).reduce((sum, { where }) => sum + where.length, 0);
  return `known: ${count("true")} true, ${count("departure")} departures, ${count("scanner's error")} the scanner's errors`;
}

const sentences = ({ check, verdict, reason, where }: ExpectedFinding): string =>
  [`${check} (${verdict}): ${reason}`, ...where.map((one) => `  ${one}`)].join("\n");
