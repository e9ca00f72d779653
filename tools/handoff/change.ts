import { writeBetween } from "../order/between";
import { announcementsOf, refusalsOf } from "../order/announce";
import { type OrderOfChange, type Step, orderOfChange } from "../order/order-of-change";
import { runReview } from "../review/run-review";
import { ToolError } from "../shared/errors";
import { scratchFolder } from "../shared/scratch";
import type { Synthesis } from "../shared/synthesize";
import { type Files, bytesOf } from "./bundle";
import type { LockedProvider } from "./lock-file";
import { untilFailure } from "./runbook/shell";
import { betweenFolder, stackFiles, terraformFolder } from "./stacks";

/** The files by which a bundle is applied over the bundle before: `CHANGE.md`, and the first form of stacks that come twice. */
export function changeFiles(
  base: Synthesis,
  head: Synthesis,
  environment: string,
  { provider, unpacked }: { readonly provider: LockedProvider; readonly unpacked: readonly string[] },
): Files {
  const refused = refusalsOf(base, head, environment);
  if (refused.length > 0)
    throw new ToolError(`the change from the previous bundle cannot be applied:\n${refused.join("\n")}`);
  const order = orderOfChange(base, head, environment);
  const scratch = scratchFolder("between");
  try {
    const written = writeBetween(base, head, order, scratch.path);
    const stacks = order.steps
      .filter(({ apply }) => apply === "between")
      .flatMap((step) => {
        const folder = written[step.stack];
        if (folder === undefined) return [];
        const files = stackFiles({ folder }, provider, unpacked);
        return [...files].map(([name, bytes]) => [`${betweenFolder}/stacks/${step.stack}/${name}`, bytes] as const);
      });
    return new Map([["CHANGE.md", bytesOf(changePage(base, head, order))], ...stacks]);
  } finally {
    scratch.remove();
  }
}

/** The page of the review between two syntheses: what a change does, without a plan. */
export function reviewBetween(base: Synthesis, head: Synthesis, environment: string, format: string) {
  return runReview({ plans: [], base: base.outdir, head: head.outdir, environment, format }, () => "");
}

function changePage(base: Synthesis, head: Synthesis, order: OrderOfChange): string {
  const announcements = announcementsOf(base, head, order.environment);
  const { output, messages } = reviewBetween(base, head, order.environment, "markdown");
  if (output === "") throw new ToolError(messages.join("\n"));
  return [
    `# ${order.environment}: from the bundle before to this bundle`,
    order.steps.length === 0 ? "No stack differs: there is nothing to apply." : steps(order),
    ...(announcements.length === 0 ? [] : [`Consequences:\n\n${announcements.map((line) => `- ${line}`).join("\n")}`]),
    "## What the change does",
    output.trimEnd(),
  ]
    .join("\n\n")
    .concat("\n");
}

function steps({ steps: all, reasons }: OrderOfChange): string {
  return `## Apply

In this order, in the folder of this bundle. \`$previous\` is the folder of the bundle before. Each step asks for \`yes\`. If a step fails, remove the cause, and repeat the step and all later
steps.

${untilFailure(...all.flatMap(commandsOf))}${
    reasons.length === 0 ? "" : `\n\nBecause:\n\n${reasons.map((reason) => `- ${reason}`).join("\n")}`
  }`;
}

/** A stack that this bundle does not have is destroyed from the bundle before, whose folder has the stack. */
function commandsOf({ stack, apply, refreshedFirst }: Step): string[] {
  const folder =
    apply === "destroy"
      ? `"$previous/${terraformFolder}/stacks/${stack}"`
      : `${apply === "between" ? betweenFolder : terraformFolder}/stacks/${stack}`;
  const terraform = `terraform -chdir=${folder}`;
  return [
    "sh verify.sh",
    `${terraform} init -input=false -lockfile=readonly`,
    // AWS WAF deletes by a token that only a fresh read has.
    ...(refreshedFirst.length > 0 ? [`${terraform} apply -refresh-only`] : []),
    `${terraform} ${apply === "destroy" ? "destroy" : "apply"}`,
  ];
}
