import { terraformFolder } from "../stacks";

export const sh = (...lines: readonly string[]): string => ["```sh", ...lines, "```"].join("\n");

/** Commands of which the first that fails ends the others, also where somebody pastes all at once. */
export const untilFailure = (...lines: readonly string[]): string =>
  sh("(", "  set -e", ...lines.map((line) => `  ${line}`), ")");

/** The folder of the variable `stack`, where Terraform runs. */
const stackFolder = `${terraformFolder}/stacks/$stack`;

/** The loop over stacks that every section uses: the seal is checked before each plan, and a failure ends the loop. */
export const eachStack = (stacks: readonly string[], command: string): string =>
  untilFailure(
    `for stack in ${stacks.join(" ")}; do`,
    "  sh verify.sh",
    `  terraform -chdir=${stackFolder} init -input=false -lockfile=readonly`,
    `  terraform -chdir=${stackFolder} ${command}`,
    "done",
  );
