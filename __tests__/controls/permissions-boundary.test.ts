import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import type { Block } from "../support/synthesize";
import { theBoundaryIsACeiling as control } from "../../controls/rules/permissions-boundary";
import { decide, type Statement } from "../../controls/rules/policy";

const boundaryWith =
  (change: (statements: Block[]) => Block[]) =>
  (stacks: Parameters<typeof blockOf>[0]): void => {
    changePolicy(blockOf(stacks, "aws_iam_policy", "boundary"), "policy", change);
  };
const without = (sid: string) => boundaryWith((statements) => statements.filter(({ Sid }) => Sid !== sid));
const parameter = (name: string) => `arn:aws:ssm:eu-west-1:123456789012:parameter${name}`;

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a boundary that allows the administration of keys",
  boundaryWith((statements) =>
    statements.map((one) =>
      one.Sid === "NoKeyAdministration"
        ? { ...one, Action: one.Action.filter((action: string) => action !== "kms:Put*") }
        : one,
    ),
  ),
  ["allows kms:PutKeyPolicy on arn:aws:kms:eu-west-1:123456789012:key/1"],
);
findsWhen(
  control,
  "a boundary that allows the parameters of all environments",
  without("OwnParametersAlone"),
  ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"].flatMap((action) =>
    ["/other/secret", "/production2/secret", "/aws/reference/secretsmanager/secret"].map(
      (name) => `allows ${action} on ${parameter(name)}`,
    ),
  ),
);
findsWhen(
  control,
  "one that allows parameters of an environment whose name begins alike",
  boundaryWith((statements) =>
    statements.map((one) =>
      one.Sid === "OwnParametersAlone"
        ? { ...one, NotResource: one.NotResource.map((arn: string) => arn.replace("/production/", "/production")) }
        : one,
    ),
  ),
  ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"].map(
    (action) => `allows ${action} on ${parameter("/production2/secret")}`,
  ),
);
findsWhen(
  control,
  "one that allows by a wildcard an action that it does not deny",
  boundaryWith(([first, ...rest]) => [{ ...first, Action: "*" }, ...rest.filter(({ Sid }) => Sid !== "NoIdentities")]),
  [
    "allows iam:CreateUser on *",
    "allows iam:PassRole on *",
    "allows iam:DeleteRolePermissionsBoundary on *",
    "allows organizations:LeaveOrganization on *",
    "allows account:CloseAccount on *",
    "allows sts:AssumeRole on *",
  ],
);
findsWhen(
  control,
  "one that denies an action of the workload",
  boundaryWith(([first, ...rest]) => [
    { ...first, Action: first.Action.filter((action: string) => !action.startsWith("ssmmessages:")) },
    ...rest,
  ]),
  ["does not allow ssmmessages:OpenControlChannel on *"],
);
findsWhen(
  control,
  "no boundary",
  (stacks) => {
    delete blockOf(stacks, "aws_iam_role", "instance").permissions_boundary;
  },
  ["has roles, but no permissions boundary"],
);

describe("the evaluation of policies", () => {
  const allow: Statement = { Effect: "Allow", Action: ["s3:Get*"], Resource: "arn:aws:s3:::bucket/*" };
  const ask = { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key" };

  test("grants actions that match a pattern, in upper or lower case", () => {
    expect(decide([allow], ask)).toBe("allow");
    expect(decide([allow], { ...ask, action: "S3:getobject" })).toBe("allow");
    expect(decide([allow], { ...ask, action: "s3:PutObject" })).toBe("nothing");
    expect(decide([allow], { ...ask, resource: "arn:aws:s3:::Bucket/key" })).toBe("nothing");
    expect(decide([{ ...allow, Resource: "arn:aws:s3:::bucke?/key" }], ask)).toBe("allow");
  });

  test("lets a denial override a grant", () => {
    expect(decide([allow, { Effect: "Deny", NotAction: "s3:List*", Resource: "*" }], ask)).toBe("deny");
    expect(decide([allow, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::bucket/*" }], ask)).toBe("allow");
  });

  test("requires every condition, and a value for each condition", () => {
    const statement: Statement = {
      ...allow,
      Condition: { StringEquals: { "aws:PrincipalAccount": ["1", "2"] }, Bool: { "aws:SecureTransport": "true" } },
    };
    const context = { "aws:PrincipalAccount": "2", "aws:SecureTransport": "true" };
    expect(decide([statement], { ...ask, context })).toBe("allow");
    expect(decide([statement], { ...ask, context: { ...context, "aws:PrincipalAccount": "3" } })).toBe("nothing");
    expect(decide([statement], ask)).toBe("nothing");
  });

  test("refuses an operator that the evaluation does not know", () => {
    const statement: Statement = {
      ...allow,
      Condition: { DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } },
    };
    const context = { "aws:CurrentTime": "2026-01-01T00:00:00Z" };
    expect(() => decide([statement], { ...ask, context })).toThrow("the operator DateLessThan");
  });
});
