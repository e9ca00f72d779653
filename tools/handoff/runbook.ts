import type { Departure } from "../../controls/departures";
import { markdownTable } from "../shared/markdown";
import type { Commit } from "./commit";
import { costsOf, unpricedItems } from "./cost";
import { type SealedEnvironment, type StateOf, localStates, recordOf, textsIn } from "./environment";
import type { LockedProvider } from "./lock-file";
import { namespace } from "./signature";
import { betweenFolder, terraformFolder } from "./stacks";

export interface RunbookParts {
  readonly product: { readonly name: string; readonly version: string };
  readonly commit: Commit;
  readonly environment: SealedEnvironment;
  readonly provider: LockedProvider;
  readonly departures: readonly Departure[];
  readonly localState?: string;
  /** Whether `CHANGE.md` says how the bundle is applied over the bundle before. */
  readonly hasChange: boolean;
  readonly isSigned: boolean;
}

/** Writes the page by which an ops team runs an environment with Terraform alone. Every command stands in a block of its own. */
export function runbookOf(parts: RunbookParts): string {
  return [
    firstPage(parts),
    verification(parts),
    firstApply(parts),
    change(parts),
    rollBack(parts),
    killSwitch(parts),
    tearDown(parts),
    refusals(parts),
    rotation(parts),
    states(parts),
    cost(parts),
    limits(parts),
  ]
    .filter((section) => section !== "")
    .join("\n\n")
    .concat("\n");
}

const sh = (...lines: readonly string[]): string => ["```sh", ...lines, "```"].join("\n");

/** Commands of which the first that fails ends the others, also where somebody pastes all at once. */
export const untilFailure = (...lines: readonly string[]): string =>
  sh("(", "  set -e", ...lines.map((line) => `  ${line}`), ")");

/** The folder of the variable `stack`, where Terraform runs. */
const stackFolder = `${terraformFolder}/stacks/$stack`;

/** The loop over stacks that every section uses: the seal is checked before each plan, and a failure ends the loop. */
const eachStack = (stacks: readonly string[], command: string): string =>
  untilFailure(
    `for stack in ${stacks.join(" ")}; do`,
    "  sh verify.sh",
    `  terraform -chdir=${stackFolder} init -input=false -lockfile=readonly`,
    `  terraform -chdir=${stackFolder} ${command}`,
    "done",
  );

function firstPage({ product, commit, environment, provider, departures, localState }: RunbookParts): string {
  const { name, account, regions, stacks, resources } = environment;
  const [home, ...others] = regions;
  return `# ${name}: runbook

| | |
| --- | --- |
| Environment | \`${name}\` |
| AWS account | ${account === undefined ? "any: the account of the credentials that you give Terraform. No plan checks the account" : `\`${account}\`. A plan with credentials of another account fails`} |
| Region | \`${home ?? ""}\`${others.map((region) => `, and \`${region}\` for what AWS keeps only there`).join("")} |
| Stacks, in the order of the first apply | ${stacks.map((stack) => `\`${stack}\``).join(", ")} |
| Resources | ${resources.length} |
| Made of | ${product.name} ${product.version}, commit \`${commit.sha}\`${commit.uncommitted ? ", **with changes that are not committed**" : ""} |
| Needs | Terraform 1.11 or later; the provider \`hashicorp/aws\` ${provider.version}; a POSIX shell |
| Departures from the product's rules | ${departures.length}: \`MANIFEST.json\` has each with its reason |
${localState === undefined ? "" : `| States | in files of this folder: ${cell(localState)} |\n`}
The bundle is for this account and these Regions. Another account needs another bundle: the account's number stands in policies,
not in a variable. Run every command in this folder, in a shell with AWS credentials. \`terraform apply\` shows a plan, and asks
before it changes anything. The Terraform files and the states contain no credentials of yours; a state and a plan file contain
secrets of the environment: keep them where only the team can read them.`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

function verification({ isSigned }: RunbookParts): string {
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

function firstApply({ environment: { stacks } }: RunbookParts): string {
  return `## First apply

A stack reads what the stacks before it publish, so the order matters. Each \`apply\` asks for \`yes\`.

${eachStack(stacks, "apply")}

If a stack fails, remove the cause and run the loop again: a stack that is applied already has no changes. Afterwards every plan
is empty:

${eachStack(stacks, "plan -input=false -detailed-exitcode")}`;
}

function change({ hasChange, environment }: RunbookParts): string {
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

function rollBack({ environment }: RunbookParts): string {
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

function killSwitch({ environment }: RunbookParts): string {
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

interface Protected {
  readonly stack: string;
  readonly address: string;
  readonly by: string;
}

function protectedIn({ resources }: SealedEnvironment): readonly Protected[] {
  return resources.flatMap(({ stack, address, block }) => {
    const by = [
      ...(recordOf(block["lifecycle"])["prevent_destroy"] === true ? ["Terraform (`prevent_destroy`)"] : []),
      ...(block["enable_deletion_protection"] === true || isOn(block["deletion_protection"])
        ? ["AWS (deletion protection)"]
        : []),
    ];
    return by.length === 0 ? [] : [{ stack, address, by: by.join(" and ") }];
  });
}

const isOn = (value: unknown): boolean => value === true || value === "ACTIVE";

function tearDown(parts: RunbookParts): string {
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

function refusals({ environment }: RunbookParts): string {
  const all = protectedIn(environment);
  return `## What the environment refuses

${
  all.length === 0
    ? "Nothing: the environment has no protection against a destroy or a replacement."
    : `Where Terraform refuses, a plan that destroys or replaces the resource fails, and nothing changes. Where AWS alone refuses, the
plan passes and the apply fails at this resource, after other resources are gone: read the plan.

${markdownTable(
  ["Stack", "Resource", "Refused by"],
  all.map(({ stack, address, by }) => [stack, `\`${address}\``, by]),
)}`
}`;
}

function rotation({ environment: { resources } }: RunbookParts): string {
  const rotations = resources.filter(({ type }) => type === "aws_secretsmanager_secret_rotation");
  if (rotations.length === 0) return "";
  return `## Rotation of secrets

AWS Secrets Manager rotates these by a Lambda function, and Terraform does not:

${markdownTable(
  ["Stack", "Rotation", "Every"],
  rotations.map(({ stack, address, block }) => {
    const rules = recordOf(block["rotation_rules"]);
    const every = rules["automatically_after_days"];
    return [
      stack,
      `\`${address}\``,
      typeof every === "number" ? `${every} days` : (textsIn(rules["schedule_expression"])[0] ?? ""),
    ];
  }),
)}

To rotate at once: \`aws secretsmanager rotate-secret --secret-id <the secret>\`. A plan after a rotation shows no change.`;
}

function states({ environment }: RunbookParts): string {
  const local = localStates(environment);
  return `## States

${markdownTable(
  ["Stack", "Backend", "Place"],
  environment.states.map((state) => [state.stack, state.backend, `\`${placeOf(state)}\``]),
)}${
    local.length === 0
      ? ""
      : `

A state in \`state/\` is a file of this folder that nothing else holds. It contains secrets. After each apply copy \`state/\` to a
place that is backed up and encrypted, and copy it back before the next apply.${
          local.length < environment.states.length
            ? " The stack that makes the bucket of states cannot keep its own state there before the bucket exists: this file is all that knows the bucket."
            : ""
        }`
  }`;
}

/** A local path is told from the bundle's folder. */
const placeOf = ({ backend, place }: StateOf): string =>
  backend === "local" ? place.replace(/^(?:\.\.\/)+/, "") : place;

function cost({ environment }: RunbookParts): string {
  const costs = costsOf(environment);
  const sum = costs.reduce((total, { monthly }) => total + monthly, 0);
  return `## What it costs at rest

USD a month of 730 hours, rounded, without a request, at prices of us-east-1 of November 2026:

${markdownTable(
  ["Item", "USD"],
  [...costs.map(({ item, monthly }) => [item, String(monthly)]), ["together", String(sum)]],
)}

Not counted: ${unpricedItems(environment).join("; ")}.`;
}

function limits({ environment }: RunbookParts): string {
  return `## What the bundle does not protect from

- Whoever can change this folder can change \`SHA256SUMS\`, \`verify.sh\` and \`sealed.tf\` too: only a signature, or a checksum that
  came another way, shows that.
- Credentials that may apply may also change AWS without Terraform. A plan shows a difference of what Terraform manages, and
  nothing else.
- A provider from an unpacked mirror is checked only for the platforms whose hash is in \`.terraform.lock.hcl\` as \`h1:\`.
- Nothing here keeps two people from applying at the same time${
    localStates(environment).length === environment.states.length
      ? ": a state in a file has no lock that another copy of the folder sees."
      : " from two folders, except the lock of a state in S3."
  }
- \`${betweenFolder}/\`, where it is there, holds stacks that are applied first in a change, and are no environment of their own.`;
}
