import {
  add,
  blockOf,
  changePolicy,
  copyOf,
  everyEnvironment,
  findsWhen,
  holdsInEveryEnvironment,
  ownName,
} from "../support/controls";
import { grantsAreNarrow as control, rolesHaveTheBoundary } from "../../controls/rules/identity-policies";
import { resourcesOf, targets } from "../../controls/rules/model";

const organizationBoundary = "arn:aws:iam::123456789012:policy/organization/workload-boundary";

type Copy = Parameters<typeof add>[0];

const granting = (statement: object) => (stacks: Copy) => {
  changePolicy(blockOf(stacks, "aws_iam_role_policy", "instance"), "policy", (statements) => [
    ...statements,
    { Sid: "Extra", Effect: "Allow", ...statement },
  ]);
};

describe("grants are narrow", () => {
  const bucket = "arn:aws:s3:::a-bucket/*";

  holdsInEveryEnvironment(control);
  findsWhen(control, "everything", granting({ Action: "*", Resource: "*" }), ["Extra grants *"]);
  findsWhen(control, "a whole service, even on one resource", granting({ Action: ["s3:*"], Resource: bucket }), [
    "Extra grants s3:*",
  ]);
  findsWhen(control, "all but some actions", granting({ NotAction: "iam:*", Resource: bucket }), [
    "Extra grants by NotAction",
  ]);
  findsWhen(control, "all but some resources", granting({ Action: "s3:GetObject", NotResource: bucket }), [
    "Extra grants by NotResource",
  ]);
  findsWhen(
    control,
    "every resource for an action that can be narrowed",
    granting({ Action: "s3:GetObject", Resource: "*" }),
    ["Extra grants s3:GetObject on every resource"],
  );
  findsWhen(
    control,
    "every resource, in another notation",
    granting({ Action: "sqs:SendMessage", Resource: ["arn:aws:sqs:eu-west-1:123456789012:*"] }),
    ["Extra grants sqs:SendMessage on every resource"],
  );
  findsWhen(control, "metrics for any namespace", granting({ Action: "cloudwatch:PutMetricData", Resource: "*" }), [
    "Extra grants cloudwatch:PutMetricData without the condition cloudwatch:namespace",
  ]);
  findsWhen(
    control,
    "nothing in a statement that refuses",
    granting({ Effect: "Deny", Action: "*", Resource: "*" }),
    [],
  );
  findsWhen(
    control,
    "a managed policy that is not on the list",
    (stacks) => {
      blockOf(stacks, "aws_iam_role_policy_attachment").policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    },
    ["grants arn:aws:iam::aws:policy/AdministratorAccess"],
  );
  findsWhen(
    control,
    "a boundary that is attached as a policy, and so grants",
    (stacks) => {
      blockOf(stacks, "aws_iam_role_policy_attachment").policy_arn = "${aws_iam_policy.workload_boundary_policy.arn}";
    },
    expect.arrayContaining(["ServicesOfAWorkload grants s3:*"]) as unknown as string[],
  );
  findsWhen(
    control,
    "a policy that nothing uses as a boundary",
    (stacks) => {
      const policy = JSON.stringify({ Statement: { Sid: "All", Effect: "Allow", Action: "s3:*", Resource: "*" } });
      add(stacks, "production-identity", "aws_iam_policy", "extra", { policy });
    },
    ["All grants s3:*"],
  );
});

describe("every role has the boundary", () => {
  const missing = ["has no permissions boundary"];

  holdsInEveryEnvironment(rolesHaveTheBoundary);
  findsWhen(
    rolesHaveTheBoundary,
    "one without",
    (stacks) => {
      delete blockOf(stacks, "aws_iam_role", "instance").permissions_boundary;
    },
    missing,
  );
  findsWhen(
    rolesHaveTheBoundary,
    "a role without a boundary in the network layer",
    (stacks) => {
      add(stacks, "production-network", "aws_iam_role", "extra", {
        assume_role_policy: blockOf(stacks, "aws_iam_role", "instance").assume_role_policy,
      });
    },
    missing,
  );
  findsWhen(
    rolesHaveTheBoundary,
    "a flow logs' role without a boundary in another layer",
    (stacks) => {
      add(stacks, "production-compute", "aws_iam_role", "extra", {
        assume_role_policy: blockOf(stacks, "aws_iam_role", "vpc").assume_role_policy,
      });
    },
    missing,
  );
  findsWhen(
    rolesHaveTheBoundary,
    "an organization's boundary on one role alone",
    (stacks) => {
      blockOf(stacks, "aws_iam_role", "vpc").permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    },
    ["does not have the permissions boundary arn:aws:iam::aws:policy/PowerUserAccess"],
  );

  const boundariesOf = async (environment: string) => {
    const stacks = await copyOf(environment);
    return resourcesOf(stacks, "aws_iam_role").map(({ stack, name, block }) => ({
      layer: stack.slice(environment.length + 1),
      name,
      boundary: targets(stacks, stack, block.permissions_boundary),
    }));
  };

  test("with permissionsBoundaryArn, every role of every layer has this boundary", async () => {
    const roles = await boundariesOf("org-boundary");
    expect([...new Set(roles.map(({ layer }) => layer))]).toEqual(["network", "identity", "compute", "edge"]);
    expect(roles.filter(({ boundary }) => boundary.join() !== organizationBoundary)).toEqual([]);
  });

  test("without permissionsBoundaryArn, every role has identity's boundary, and the flow logs' role has no boundary", async () => {
    for (const environment of Object.keys(await everyEnvironment())) {
      if (environment === "org-boundary" || environment.startsWith(ownName(""))) continue;
      const roles = await boundariesOf(environment);
      const own = [`${environment}-identity/aws_iam_policy.workload_boundary_policy`];
      expect(roles).toEqual(roles.map((role) => ({ ...role, boundary: role.name === "vpc_flow_log_role" ? [] : own })));
    }
  });

  test("identity keeps its own boundary, which AWS refuses to delete while a role of a later layer has this boundary", async () => {
    const policies = async (environment: string) => {
      const identity = (await copyOf(environment))[`${environment}-identity`];
      const text = JSON.stringify([identity?.resource["aws_iam_policy"], identity?.output["permissions_boundary_arn"]]);
      return text.replaceAll(environment, "it");
    };
    expect(await policies("org-boundary")).toBe(await policies("prod"));
  });
});
