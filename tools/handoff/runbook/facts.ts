import { markdownTable } from "../../shared/markdown";
import { costsOf, unpricedItems } from "../cost";
import { type StateOf, localStates, recordOf, textsIn } from "../environment";
import { betweenFolder } from "../stacks";
import { protectedIn } from "./protections";
import type { RunbookParts } from "./runbook-parts";

export function firstPage({ product, commit, environment, provider, departures, localState }: RunbookParts): string {
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

export function refusals({ environment }: RunbookParts): string {
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

export function rotation({ environment: { resources } }: RunbookParts): string {
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

export function states({ environment }: RunbookParts): string {
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

export function cost({ environment }: RunbookParts): string {
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

export function limits({ environment }: RunbookParts): string {
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
