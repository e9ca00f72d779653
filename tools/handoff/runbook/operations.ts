import { localStates } from "../environment";
import { namespace } from "../signature";
import { terraformFolder } from "../stacks";
import { protectedIn } from "./protections";
import type { RunbookParts } from "./runbook-parts";
import { eachStack, sh, untilFailure } from "./shell";

export function verification({ isSigned }: RunbookParts): string {
  return `## Verify

Before each plan: \`verify.sh\` fails if a file is changed, missing or added, since Terraform reads every \`.tf\` file of a folder.

${sh("sh verify.sh")}

Terraform refuses a changed file of a stack too (\`sealed.tf\`). ${
    isSigned
      ? `Checksums say that the folder is whole, and the signature who made it. Get the maker's public key by another way than
this bundle, write the line \`maker <the public key>\` into a file \`allowed_signers\` outside this folder, and run:

${sh(`ssh-keygen -Y verify -f ../allowed_signers -I maker -n ${namespace} -s SHA256SUMS.sig <SHA256SUMS`)}`
      : "The bundle is not signed: the checksums say that the folder is whole, and not who made it. Compare the SHA-256 of `SHA256SUMS` with the number that the maker tells you by another way."
  }`;
}

export function firstApply({ environment: { stacks } }: RunbookParts): string {
  return `## First apply

A stack reads what the stacks before it publish, so the order matters. Each \`apply\` asks for \`yes\`.

${eachStack(stacks, "apply")}

If a stack fails, remove the cause and run the loop again: a stack that is applied already has no changes. Afterwards every plan
is empty:

${eachStack(stacks, "plan -input=false -detailed-exitcode")}`;
}

export function change({ hasChange, environment }: RunbookParts): string {
  const copied =
    localStates(environment).length === 0
      ? ""
      : `

The states in \`state/\` belong to the folder that was applied last. Copy them once, before the first plan. \`$previous\` is the folder
of the bundle before:

${sh('cp -R "$previous/state" .')}`;
  return `## A change

A change is another bundle: unpack it beside this one, and keep this one for a roll-back. Do not edit a file.${copied}

${
  hasChange
    ? "This bundle is such a change. `CHANGE.md` says what it changes in security, and has the commands in the order in which AWS accepts the change. Do not use the loop of the first apply."
    : `This bundle does not know which bundle it follows, so it cannot say in which order its change is applied: a resource that a
higher stack still uses cannot be removed first. Use it for a first apply. For a change ask the maker for
\`npm run handoff -- ${environment.name} --previous <this bundle>\`.`
}`;
}

export function rollBack({ environment }: RunbookParts): string {
  const { states } = environment;
  const buckets = [...new Set(states.flatMap(({ backend, place }) => (backend === "s3" ? [place.split("/")[0]] : [])))];
  return `## Roll back

A roll-back is a change to the bundle before. Ask the maker for a bundle of the former commit with this bundle as
\`--previous\`: its \`CHANGE.md\` has the order. What a roll-back does not bring back: replaced or deleted data, secrets that have
rotated since, and names that AWS has given to others. ${
    buckets.length === 0
      ? "The states are files: copy `state` away before each change."
      : `The bucket keeps former versions of each state:

${sh(`aws s3api list-object-versions --bucket ${buckets[0] ?? ""} --prefix ${environment.name}/`)}`
  }`;
}

/** What answers requests: without these, nothing behind them is reached. */
const answering = ["aws_lb_listener", "aws_api_gateway_stage", "aws_apigatewayv2_stage"];

export function killSwitch({ environment }: RunbookParts): string {
  const edge = environment.stacks.filter((stack) => stack.endsWith("-edge"));
  if (edge.length === 0) return "";
  const [stack = ""] = edge;
  const refusing = protectedIn(environment).filter((one) => one.stack === stack);
  const targets = environment.resources.filter((one) => one.stack === stack && answering.includes(one.type));
  const inEdge = (command: string): string =>
    untilFailure(
      "sh verify.sh",
      `terraform -chdir=${terraformFolder}/stacks/${stack} init -input=false -lockfile=readonly`,
      `terraform -chdir=${terraformFolder}/stacks/${stack} ${command}`,
    );
  return `## Kill switch

To take the environment off the internet, and keep its data: ${
    refusing.length === 0
      ? `destroy the stack \`${stack}\`. The host names that AWS makes are others afterwards.

${inEdge("destroy")}`
      : `destroy what answers requests. The whole of \`${stack}\` refuses to be destroyed: ${refusing
          .map(({ address }) => `\`${address}\``)
          .join(", ")}. A distribution stays and answers with an error.

${inEdge(`destroy ${targets.map(({ address }) => `-target=${address}`).join(" ")}`)}`
  }

To bring the environment back:

${inEdge("apply")}`;
}

export function tearDown(parts: RunbookParts): string {
  const { environment, departures } = parts;
  const ready = departures.some(({ path }) => path === "teardown");
  const order = [...environment.stacks].reverse();
  if (protectedIn(environment).length > 0)
    return `## Take the environment away

This bundle refuses: its data is protected. Ask the maker for a bundle with the departure \`teardown\`. Apply that bundle once,
then destroy by its runbook. Export the data that you keep first.`;
  return `## Take the environment away

${ready ? "The protections are lifted once this bundle is applied. " : ""}From the last stack to the first. Export the data that you keep first: the destroy deletes it.

${eachStack(order, "destroy")}`;
}
