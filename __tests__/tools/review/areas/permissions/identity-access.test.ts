import { permissions } from "../../../../../tools/review/areas/permissions";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import {
  type Statement,
  accountId,
  allow,
  arnOf,
  changed,
  created,
  deny,
  linesBack,
  linesOf,
  policy,
  role,
  same,
} from "./policies";

const inline = { name: "calls", role: "app" };
const read = allow("s3:GetObject", "arn:aws:s3:::data/*");
const boundaryArn = arnOf("policy/limit");
const limited = { ...role, permissions_boundary: boundaryArn };
const limit = (...statements: readonly Statement[]) => ({
  name: "limit",
  id: boundaryArn,
  arn: boundaryArn,
  policy: policy(...statements),
});

test("a statement that is new is gained, and one that goes is lost", () => {
  const resources = [
    same("aws_iam_role.app", role),
    changed("aws_iam_role_policy.calls", inline, { policy: policy(read) }, { policy: policy(read, allow("s3:*")) }),
  ];
  expect(linesOf(...resources)).toEqual([
    "privilege gained, weaker: role app, inline policy calls: refused → s3:* except s3:GetObject on *",
    "privilege gained, weaker: role app, inline policy calls: refused → s3:GetObject on * except arn:aws:s3:::data/*",
  ]);
  expect(linesBack(...resources)).toEqual([
    "privilege gained, stronger: role app, inline policy calls: s3:* except s3:GetObject on * → refused",
    "privilege gained, stronger: role app, inline policy calls: s3:GetObject on * except arn:aws:s3:::data/* → refused",
  ]);
});

test("who loses access is told that programs are refused, who gains an escalation that more can follow", () => {
  const [finding] = findIn(
    permissions,
    planOf([
      same("aws_iam_role.app", role),
      changed(
        "aws_iam_role_policy.calls",
        inline,
        { policy: policy(read) },
        { policy: policy(read, allow("iam:PassRole")) },
      ),
    ]),
  );
  expect(finding?.meaning).toBe(
    "The role app may do this from now on, and can take or give further permissions by iam:PassRole.",
  );
});

test("a statement that moves to another policy of the role, inline, attached or in the role, says nothing", () => {
  const attached = { name: "more", id: arnOf("policy/more"), arn: arnOf("policy/more") };
  const write = allow("s3:PutObject");
  expect(
    linesOf(
      changed("aws_iam_role.app", role, {}, { inline_policy: [{ name: "own", policy: policy(write) }] }),
      changed(
        "aws_iam_role_policy.calls",
        inline,
        { policy: policy(read, write) },
        { policy: policy(deny("s3:*", "x")) },
      ),
      changed("aws_iam_policy.more", attached, { policy: policy(deny("s3:*", "x")) }, { policy: policy(read) }),
      same("aws_iam_role_policy_attachment.more", { role: "app", policy_arn: attached.arn }),
    ),
  ).toEqual([]);
});

test("inline_policy of a role repeats a policy of its own resource as it was, and hides no change of it", () => {
  expect(
    linesOf(
      same("aws_iam_role.app", {
        ...role,
        inline_policy: [{ name: "calls", policy: policy(allow("s3:*"), deny("s3:Put*")) }],
      }),
      changed(
        "aws_iam_role_policy.calls",
        inline,
        { policy: policy(allow("s3:*"), deny("s3:Put*")) },
        { policy: policy(allow("s3:*")) },
      ),
    ),
  ).toEqual(["guard lost, weaker: role app, inline policy calls: denied: s3:Put* on * → not denied"]);
});

test("everything but a few actions is told as it is written", () => {
  const after = policy(read, { Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" });
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      changed("aws_iam_role_policy.calls", inline, { policy: policy(read) }, { policy: after }),
    ),
  ).toEqual([
    "privilege gained, weaker: role app, inline policy calls: s3:GetObject on arn:aws:s3:::data/* → everything except iam:* and organizations:* on *",
  ]);
});

test("within a boundary of the plans only what it allows is gained, and the rest is told as capped", () => {
  const [finding, capped, ...others] = findIn(
    permissions,
    planOf([
      same("aws_iam_policy.limit", limit(allow(["s3:GetObject", "sqs:*"]))),
      same("aws_iam_role.app", limited),
      changed(
        "aws_iam_role_policy.calls",
        inline,
        { policy: policy(allow("sqs:*")) },
        { policy: policy(allow(["sqs:*", "s3:*"])) },
      ),
    ]),
  );
  expect([finding, capped].flatMap((one) => (one ? [lineOf(one)] : []))).toEqual([
    "privilege gained, weaker: role app, inline policy calls: refused → s3:GetObject on *",
    "privilege gained, neutral: role app, inline policy calls: refused → refused by the boundary limit: s3:* except s3:GetObject on *",
  ]);
  expect(others).toEqual([]);
});

test("of a boundary that the plans do not have, the finding says so", () => {
  const [finding] = findIn(
    permissions,
    planOf([
      same("aws_iam_role.app", limited),
      changed(
        "aws_iam_role_policy.calls",
        inline,
        { policy: policy(read) },
        { policy: policy(read, allow("s3:PutObject")) },
      ),
    ]),
  );
  expect(finding?.meaning).toBe(
    "The role app may do this from now on, as far as the permissions boundary limit lets it: that policy is not in the given plans.",
  );
});

test("a boundary that goes is a guard lost, and what it held back is gained", () => {
  const resources = [
    same("aws_iam_policy.limit", limit(allow("s3:GetObject"), deny("iam:*"))),
    changed("aws_iam_role.app", role, { permissions_boundary: boundaryArn }, { permissions_boundary: "" }),
    same("aws_iam_role_policy.calls", { ...inline, policy: policy(allow(["s3:GetObject", "s3:PutObject"])) }),
  ];
  expect(linesOf(...resources)).toEqual([
    "privilege gained, weaker: role app: refused → s3:PutObject on *",
    "guard lost, weaker: role app, permissions boundary: limit → none",
  ]);
  expect(linesBack(...resources)).toEqual([
    "privilege gained, stronger: role app: s3:PutObject on * → refused",
    "guard lost, stronger: role app, permissions boundary: none → limit",
  ]);
});

test("another boundary, of which the plans have not both, cannot be told", () => {
  expect(
    linesOf(
      changed(
        "aws_iam_role.app",
        role,
        { permissions_boundary: boundaryArn },
        { permissions_boundary: arnOf("policy/b") },
      ),
    ),
  ).toEqual(["guard lost, cannot tell: role app, permissions boundary: limit → b"]);
});

test("a Deny that the boundary has, too, is not lost", () => {
  expect(
    linesOf(
      same("aws_iam_policy.limit", limit(allow("*"), deny("iam:*"))),
      same("aws_iam_role.app", limited),
      changed("aws_iam_role_policy.calls", inline, { policy: policy(read, deny("iam:*")) }, { policy: policy(read) }),
    ),
  ).toEqual([]);
});

test("AWS's administrator policy is everything, other policies of AWS are told by their name", () => {
  const attachment = (name: string) => ({ role: "app", policy_arn: `arn:aws:iam::aws:policy/${name}` });
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      created("aws_iam_role_policy_attachment.a", attachment("AdministratorAccess")),
      created("aws_iam_role_policy_attachment.b", attachment("AmazonS3FullAccess")),
      { address: "aws_iam_role_policy_attachment.c", before: attachment("AWSDenyAll") },
    ),
  ).toEqual([
    "privilege gained, weaker: role app, policy AdministratorAccess: refused → everything on *",
    "privilege gained, weaker: role app, AmazonS3FullAccess: not attached → attached: everything in its service",
    "guard lost, weaker: role app, AWSDenyAll: attached → not attached",
  ]);
});

test("a policy that is attached under another address, or by the role itself, is attached all along", () => {
  const policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  expect(
    linesOf(
      changed("aws_iam_role.app", role, {}, { managed_policy_arns: [policy_arn] }),
      { address: "aws_iam_role_policy_attachment.a", before: { role: "app", policy_arn } },
      created("aws_iam_policy_attachment.b", { roles: ["app"], policy_arn }),
    ),
  ).toEqual([]);
});

test("a role and a function of one name are told apart", () => {
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      same("aws_lambda_function.app", {
        function_name: "app",
        id: "app",
        arn: `arn:aws:lambda:eu-west-1:${accountId}:function:app`,
      }),
      created("aws_iam_role_policy.calls", { ...inline, policy: policy(read) }),
    ),
  ).toEqual(["privilege gained, weaker: role app, inline policy calls: refused → s3:GetObject on arn:aws:s3:::data/*"]);
});

test("a policy that is known after apply is not reviewable, and what other policies give is told", () => {
  const resources = planOf([
    same("aws_iam_role.app", role),
    {
      address: "aws_iam_role_policy.calls",
      before: { ...inline, policy: policy(read) },
      after: inline,
      unknown: { policy: true },
      references: { policy: ["aws_sqs_queue.jobs.arn", "aws_sqs_queue.jobs"] },
    },
    created("aws_iam_role_policy.more", { ...inline, name: "more", policy: policy(allow("sqs:*")) }),
  ]);
  const findings = findIn(permissions, resources);
  expect(findings.map(lineOf)).toEqual([
    "not reviewable, cannot tell: inline policy calls, policy: nothing → known after apply",
    "privilege gained, weaker: role app, inline policy more: refused → sqs:* on *",
  ]);
  expect(findings[0]?.meaning).toBe(
    "What the inline policy calls of the role app allows cannot be told from the plan: it is written with aws_sqs_queue.jobs.",
  );
});

test("a role that is new may do what its policies say, and one that goes takes its Deny along", () => {
  const resources = [
    created("aws_iam_role.app", { name: "app" }),
    created("aws_iam_role_policy.calls", { ...inline, policy: policy(read, deny("iam:*")) }),
    same("aws_s3_bucket.other", { id: "b" }),
  ];
  expect(linesOf(...resources)).toEqual([
    "privilege gained, weaker: role app, inline policy calls: refused → s3:GetObject on arn:aws:s3:::data/*",
  ]);
  expect(linesBack(...resources)).toEqual([
    "privilege gained, stronger: role app, inline policy calls: s3:GetObject on arn:aws:s3:::data/* → refused",
  ]);
});

test("users and groups are judged as roles are", () => {
  expect(
    linesOf(
      created("aws_iam_user_policy.a", { user: "jo", name: "a", policy: policy(read) }),
      created("aws_iam_group_policy.b", { group: "ops", name: "b", policy: policy(allow("sqs:*")) }),
    ),
  ).toEqual([
    "privilege gained, weaker: inline policy a: refused → s3:GetObject on arn:aws:s3:::data/*",
    "privilege gained, weaker: inline policy b: refused → sqs:* on *",
  ]);
});

test("a boundary whose document is widened is a guard lost for all who have it, in other layers too", () => {
  expect(
    linesOf(
      changed(
        "aws_iam_policy.limit",
        limit(),
        { policy: limit(allow("s3:*"), deny("iam:*")).policy },
        { policy: limit(allow(["s3:*", "sqs:*"])).policy },
      ),
      same("aws_iam_role.app", limited),
    ),
  ).toEqual([
    "guard lost, weaker: policy limit: refused → sqs:* on *",
    "guard lost, weaker: policy limit: denied: iam:* on * → not denied",
  ]);
});

test("a policy that the plans attach to nobody is judged by itself", () => {
  expect(
    linesOf(
      changed("aws_iam_policy.limit", limit(), { policy: policy(read) }, { policy: policy(read, allow("sqs:*")) }),
    ),
  ).toEqual(["privilege gained, weaker: policy limit: refused → sqs:* on *"]);
});

test("another boundary of the plans is compared with the one before, whatever the policies allow", () => {
  const widerArn = arnOf("policy/wider");
  const wider = { ...limit(allow(["s3:*", "sqs:*"])), name: "wider", id: widerArn, arn: widerArn };
  const resources = [
    same("aws_iam_policy.limit", limit(allow("s3:*"), deny("iam:*"))),
    same("aws_iam_policy.wider", wider),
    changed("aws_iam_role.app", role, { permissions_boundary: boundaryArn }, { permissions_boundary: widerArn }),
    same("aws_iam_role_policy.calls", { ...inline, policy: policy(read) }),
  ];
  expect(linesOf(...resources)).toEqual([
    "guard lost, weaker: role app, permissions boundary: refused → sqs:* on *",
    "guard lost, weaker: role app, permissions boundary: denied: iam:* on * → not denied",
  ]);
  expect(linesBack(...resources)).toEqual([
    "guard lost, stronger: role app, permissions boundary: sqs:* on * → refused",
    "guard lost, stronger: role app, permissions boundary: not denied → denied: iam:* on *",
  ]);
});

test("a policy that leaves Terraform's care goes on holding", () => {
  const values = { ...inline, policy: policy(read, deny("iam:*")) };
  expect(linesOf({ address: "aws_iam_role_policy.calls", before: values, actions: ["forget"] })).toEqual([]);
});

test("a boundary that allows what its own Deny refuses is a guard less, whoever has the boundary", () => {
  const [narrow, wide] = [
    [allow("s3:*"), deny("iam:*")],
    [allow("s3:*"), allow("iam:*"), deny("iam:*")],
  ];
  const resources = [
    changed("aws_iam_policy.limit", limit(), { policy: policy(...narrow) }, { policy: policy(...wide) }),
    same("aws_iam_role.app", limited),
  ];
  expect(linesOf(...resources)).toEqual([
    "guard lost, weaker: policy limit: not allowed, and denied → allowed, and denied: iam:* on *",
  ]);
  expect(linesBack(...resources)).toEqual([
    "guard lost, stronger: policy limit: allowed, and denied: iam:* on * → not allowed, and denied",
  ]);
});

test("a policy of nobody in the plans, and a role's, that allow what a Deny refuses, are told without a direction", () => {
  const [narrow, wide] = [{ policy: policy(deny("iam:*")) }, { policy: policy(deny("iam:*"), allow("iam:PassRole")) }];
  expect(
    linesOf(
      changed("aws_iam_policy.limit", limit(), narrow, wide),
      same("aws_iam_role.app", role),
      changed("aws_iam_role_policy.calls", inline, narrow, wide),
    ),
  ).toEqual([
    "privilege gained, neutral: role app, inline policy calls: not allowed, and denied → allowed, and denied: iam:PassRole on *",
    "privilege gained, neutral: policy limit: not allowed, and denied → allowed, and denied: iam:PassRole on *",
  ]);
});

test("a boundary of the same name in another account is another boundary", () => {
  const other = boundaryArn.replace(/\d{12}/, "999988887777");
  expect(linesOf(changed("aws_iam_role.app", limited, {}, { permissions_boundary: other }))).toEqual([
    `guard lost, cannot tell: role app, permissions boundary: ${boundaryArn} → ${other}`,
  ]);
});

test("a boundary whose policy is destroyed, or gets another ARN, while a role still has it, no longer limits the role", () => {
  const ofRole = same("aws_iam_role.app", limited);
  const deleted = { address: "aws_iam_policy.limit", before: limit(allow("s3:*")) };
  const renamed = { ...limit(allow("s3:*")), name: "other", id: undefined, arn: undefined };
  const replaced = (after: object) => ({
    ...deleted,
    after: { ...after },
    unknown: { id: true, arn: true },
    actions: ["create", "delete"],
  });
  expect(linesOf(ofRole, deleted)).toEqual(["guard lost, weaker: policy limit: limits → deleted"]);
  expect(linesOf(ofRole, replaced(renamed))).toEqual(["guard lost, weaker: policy other: limits → another ARN"]);
  expect(linesOf(ofRole, replaced({ ...renamed, name: "limit" }))).toEqual([]);
  const free = changed("aws_iam_role.app", role, { permissions_boundary: boundaryArn }, {});
  expect(linesOf(free, deleted)).toEqual(["guard lost, weaker: role app, permissions boundary: limit → none"]);
});

test("a Deny that asks for a condition from now on is shown with what is left of it", () => {
  const sparing = deny("s3:*", "*", { Condition: { StringNotEquals: { "aws:PrincipalTag/team": "ops" } } });
  const resources = [
    same("aws_iam_role.app", role),
    changed(
      "aws_iam_role_policy.calls",
      inline,
      { policy: policy(read, deny("s3:*")) },
      { policy: policy(read, sparing) },
    ),
  ];
  const condition = "denied: s3:* on * if aws:PrincipalTag/team StringNotEquals ops";
  expect(linesOf(...resources).filter((line) => line.startsWith("guard"))).toEqual([
    `guard lost, weaker: role app, inline policy calls: denied: s3:* on * → ${condition}`,
  ]);
  expect(linesBack(...resources).filter((line) => line.startsWith("guard"))).toEqual([
    `guard lost, stronger: role app, inline policy calls: ${condition} → denied: s3:* on *`,
  ]);
});

test("a policy that loses all statements loses what they allowed and denied", () => {
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      changed("aws_iam_role_policy.calls", inline, { policy: policy(read, deny("sqs:*")) }, { policy: policy() }),
    ),
  ).toEqual([
    "privilege gained, stronger: role app, inline policy calls: s3:GetObject on arn:aws:s3:::data/* → refused",
    "guard lost, weaker: role app, inline policy calls: denied: sqs:* on * → not denied",
  ]);
});

test("the finding of a role is by the policy or the attachment that changes", () => {
  const [one, ...others] = findIn(
    permissions,
    planOf([
      same("aws_iam_role.app", role),
      changed("aws_iam_role_policy.calls", inline, { policy: policy(read) }, { policy: policy(read, allow("sqs:*")) }),
      created("aws_iam_role_policy.more", { name: "more", role: "app", policy: policy(allow("sns:*")) }),
      created("aws_iam_role_policy_attachment.a", {
        role: "app",
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    ]),
  );
  expect([one, ...others].map((found) => [found?.place.address, found?.because?.[0]?.address, found?.part])).toEqual([
    ["aws_iam_role.app", "aws_iam_role_policy.more", "inline policy more"],
    ["aws_iam_role.app", "aws_iam_role_policy.calls", "inline policy calls"],
    ["aws_iam_role.app", "aws_iam_role_policy_attachment.a", "ReadOnlyAccess"],
  ]);
});

test("of a wide statement within a boundary, the escalations are told that the boundary lets through, and that it stops", () => {
  const all = allow("*");
  const within = [allow("kms:*"), allow("lambda:*", "arn:aws:lambda:*"), deny("kms:PutKeyPolicy")];
  const [found] = findIn(
    permissions,
    planOf([
      same("aws_iam_policy.limit", limit(...within)),
      same("aws_iam_role.app", limited),
      changed("aws_iam_role_policy.calls", inline, { policy: policy(read) }, { policy: policy(all) }),
    ]),
  );
  expect(found?.meaning).toBe(
    "The role app may do this from now on, and can take or give further permissions by kms:*Grant, lambda:Update*, lambda:AddPermission; the boundary stops iam:PassRole, iam:*Policy*, iam:*PermissionsBoundary*, iam:CreateRole, iam:CreateAccessKey, iam:CreateLoginProfile, iam:UpdateLoginProfile, iam:AddUserToGroup, sts:AssumeRole*, kms:PutKeyPolicy, ssm:SendCommand, ssm:StartSession.",
  );
});

test("a policy that goes as a whole interrupts what uses the role, unless another one comes or it allowed everything", () => {
  const used = [
    same("aws_iam_role.app", role),
    same("aws_lambda_function.hello", { function_name: "hello", role: role.arn }),
  ];
  const gone = (statement: Statement) => ({
    address: "aws_iam_role_policy.calls",
    before: { ...inline, policy: policy(statement) },
  });
  const kinds = (...resources: readonly PlannedResource[]) =>
    linesOf(...resources).map((line) => line.replace(/:.*/, ""));
  expect(findIn(permissions, planOf([...used, gone(read)])).map((one) => [lineOf(one), one.meaning])).toEqual([
    [
      "downtime, weaker: role app, inline policy calls: s3:GetObject on arn:aws:s3:::data/* → refused",
      "The role is still used by function hello: what is done by this policy is refused from now on.",
    ],
  ]);
  expect(kinds(same("aws_iam_role.app", role), gone(read))).toEqual(["privilege gained, stronger"]);
  expect(kinds(...used, gone(allow("*")))).toEqual(["privilege gained, stronger"]);
  const other = created("aws_iam_role_policy.less", {
    ...inline,
    name: "less",
    policy: policy(allow("sqs:SendMessage")),
  });
  expect(kinds(...used, gone(read), other)).toEqual(["privilege gained, weaker", "privilege gained, stronger"]);
  const attached = { role: "app", policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" };
  expect(kinds(...used, { address: "aws_iam_role_policy_attachment.a", before: attached })).toEqual([
    "downtime, weaker",
  ]);
});

test("a user that the plans do not have is called by its name", () => {
  const [found] = findIn(
    permissions,
    planOf([
      changed(
        "aws_iam_user_policy.x",
        { user: "bob", name: "x" },
        { policy: policy(read) },
        { policy: policy(read, allow("ec2:*")) },
      ),
    ]),
  );
  expect(found?.meaning).toBe("The user bob may do this from now on.");
});

test("two attached policies of one name are told apart by their ARNs", () => {
  const attached = (policy_arn: string) => ({ role: "app", policy_arn });
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      changed(
        "aws_iam_role_policy_attachment.a",
        {},
        attached("arn:aws:iam::aws:policy/X"),
        attached(arnOf("policy/X")),
      ),
    ),
  ).toEqual([
    `privilege gained, weaker: role app, X: not attached → attached (${arnOf("policy/X")})`,
    "privilege gained, stronger: role app, X: attached → not attached",
  ]);
});

test("a first apply says by itself alarming permissions alone: everything, an escalation, AWS's wide policies", () => {
  const first = (...resources: readonly PlannedResource[]) =>
    findIn(permissions, planOf(resources)).map(({ evenAtFirst = false }) => evenAtFirst);
  const has = (statement: Statement) =>
    first(created("aws_iam_role_policy.calls", { ...inline, policy: policy(statement) }));
  const attached = (name: string) =>
    first(created("aws_iam_role_policy_attachment.a", { role: "app", policy_arn: `arn:aws:iam::aws:policy/${name}` }));
  expect([has(allow("*")), has(allow("iam:PassRole")), has(read), has(allow("sqs:*"))]).toEqual([
    [true],
    [true],
    [false],
    [false],
  ]);
  expect(["AdministratorAccess", "PowerUserAccess", "AmazonS3FullAccess", "ReadOnlyAccess"].map(attached)).toEqual([
    [true],
    [true],
    [true],
    [false],
  ]);
});

test("what is deleted at one address and made at another may be gone after the apply, and is one line", () => {
  const values = { ...inline, policy: policy(read) };
  expect(
    linesOf(
      same("aws_iam_role.app", role),
      { address: "aws_iam_role_policy.calls", before: values },
      created("aws_iam_role_policy.renamed", values),
    ),
  ).toEqual([
    "downtime, cannot tell: inline policy calls, same object at two addresses: aws_iam_role_policy.calls → aws_iam_role_policy.renamed",
  ]);
});
