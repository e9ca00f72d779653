import { actionsWithoutResource, managedPolicies } from "./actions-without-resource";
import { blocksIn, layerOf, resourcesOf, targets, type Stacks, type Violation } from "./model";
import { demanded, many, principalsOf, statementsOf, type Statement } from "./policy";

const holders = ["aws_iam_role", "aws_iam_user"];
const attachments = [
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
];

const isNotOfAStack = (policy: string): boolean => policy.startsWith("arn:");

/**
 * Policies that only ever cap: used as a permissions boundary, or published as one where the organization's takes its place,
 * and attached to nothing. They grant nothing by themselves.
 */
export function boundaries(stacks: Stacks): string[] {
  const used = resourcesOf(stacks, ...holders).flatMap(({ stack, block }) =>
    targets(stacks, stack, block.permissions_boundary),
  );
  const published = used.some(isNotOfAStack)
    ? Object.entries(stacks).flatMap(([stack, { output }]) =>
        targets(stacks, stack, output["permissions_boundary_arn"]?.value),
      )
    : [];
  const attached = resourcesOf(stacks, ...attachments).flatMap(({ stack, block }) =>
    targets(stacks, stack, block.policy_arn),
  );
  return [...new Set([...used, ...published])].filter((policy) => !attached.includes(policy));
}

/**
 * What a policy grants is named: no whole service, nothing by exclusion, and every resource only for actions that AWS
 * cannot narrow. An AWS managed policy is granted only where it is on the list.
 */
export function grantsAreNarrow(stacks: Stacks): Violation[] {
  const caps = boundaries(stacks);
  const own = resourcesOf(
    stacks,
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
  )
    .filter(({ where }) => !caps.includes(where))
    .map(({ where, block }) => ({ where, policy: block.policy as unknown }));
  const inline = resourcesOf(stacks, "aws_iam_role").flatMap(({ where, block }) =>
    blocksIn(block.inline_policy).map(({ policy }) => ({ where, policy: policy as unknown })),
  );
  const managed = [
    ...resourcesOf(stacks, ...attachments).map(({ stack, where, block }) => ({
      stack,
      where,
      arns: [block.policy_arn],
    })),
    ...resourcesOf(stacks, "aws_iam_role").map(({ stack, where, block }) => ({
      stack,
      where,
      arns: block.managed_policy_arns ?? [],
    })),
  ].flatMap(({ stack, where, arns }) =>
    targets(stacks, stack, arns)
      .filter((arn) => arn.startsWith("arn:") && !managedPolicies.includes(arn))
      .map((arn) => ({ where, what: `grants ${arn}` })),
  );
  return [
    ...[...own, ...inline].flatMap(({ where, policy }) =>
      statementsOf(policy)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap((statement) => broadness(statement).map((what) => ({ where, what }))),
    ),
    ...managed,
  ];
}

function broadness(statement: Statement): string[] {
  const { Sid = "a statement", Action, NotAction, Resource, NotResource } = statement;
  const everything = many(Resource).some(isEverything);
  return [
    ...(NotAction === undefined ? [] : [`${Sid} grants by NotAction`]),
    ...(NotResource === undefined ? [] : [`${Sid} grants by NotResource`]),
    ...many(Action).flatMap((action) => {
      if (/^(\*|[\w-]+:\*)$/.test(action)) return [`${Sid} grants ${action}`];
      if (!everything) return [];
      const known = actionsWithoutResource[action];
      if (known === undefined) return [`${Sid} grants ${action} on every resource`];
      return known.condition === undefined || demanded(statement, known.condition).length > 0
        ? []
        : [`${Sid} grants ${action} without the condition ${known.condition}`];
    }),
  ];
}

/** `*`, and an ARN that names a service and no more. */
function isEverything(resource: string): boolean {
  return resource === "*" || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*+$/.test(resource);
}

/**
 * Every role has the boundary, but for the flow logs' in the network layer, which comes before the boundary. Where one role
 * has an organization's, which no stack makes, every role has that one, the flow logs' included.
 */
export function rolesHaveTheBoundary(stacks: Stacks): Violation[] {
  const caps = boundaries(stacks);
  const organizations = caps.filter(isNotOfAStack);
  if (organizations.length > 0) {
    return resourcesOf(stacks, ...holders).flatMap(({ stack, where, block }) =>
      targets(stacks, stack, block.permissions_boundary).join() === organizations[0]
        ? []
        : [{ where, what: `does not have the permissions boundary ${String(organizations[0])}` }],
    );
  }
  return resourcesOf(stacks, ...holders)
    .filter(
      ({ stack, block }) => !targets(stacks, stack, block.permissions_boundary).some((policy) => caps.includes(policy)),
    )
    .filter(
      ({ stack, block }) =>
        layerOf(stacks, stack) !== "network" ||
        statementsOf(block.assume_role_policy).some((statement) =>
          principalsOf(statement).some(([, who]) => who !== "vpc-flow-logs.amazonaws.com"),
        ),
    )
    .map(({ where }) => ({ where, what: "has no permissions boundary" }));
}

/**
 * Services that run the code of this account itself, and API Gateway, whose role an account sets for itself alone: nobody
 * else's resource can make them use the role.
 */
const ownCode = ["apigateway.amazonaws.com", "ec2.amazonaws.com", "lambda.amazonaws.com"];

/**
 * A role is assumed by services alone, and by a service that acts for others' resources only for resources of this
 * account (IAM User Guide, "The confused deputy problem"); the same for what a service may write to our log groups.
 */
export function servicesActForThisAccountAlone(stacks: Stacks): Violation[] {
  const trusts = resourcesOf(stacks, "aws_iam_role").map(({ where, block }) => ({
    where,
    policy: block.assume_role_policy,
  }));
  const deliveries = resourcesOf(stacks, "aws_cloudwatch_log_resource_policy").map(({ where, block }) => ({
    where,
    policy: block.policy_document,
  }));
  return [...trusts, ...deliveries].flatMap(({ where, policy }) =>
    statementsOf(policy)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((statement) =>
        principalsOf(statement).flatMap(([kind, who]) => {
          if (kind !== "Service") return [{ where, what: `admits ${kind} ${who}` }];
          const missing = ["aws:SourceAccount", "aws:SourceArn"].filter((key) => demanded(statement, key).length === 0);
          return ownCode.includes(who) ? [] : missing.map((key) => ({ where, what: `admits ${who} without ${key}` }));
        }),
      ),
  );
}
