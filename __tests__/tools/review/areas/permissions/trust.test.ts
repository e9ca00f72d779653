import { permissions } from "../../../../../tools/review/areas/permissions";
import { findIn, lineOf, planOf } from "../../../../support/plans";
import { type Statement, arnOf, changed, created, linesBack, policy, role, same } from "./policies";

const trust = (Principal: unknown, Condition?: unknown): Statement => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...(Condition !== undefined && { Condition }),
});
const lambda = trust({ Service: "lambda.amazonaws.com" });
const pair = (before: readonly Statement[], after: readonly Statement[]) =>
  changed(
    "aws_iam_role.app",
    role,
    { assume_role_policy: policy(...before) },
    { assume_role_policy: policy(...after) },
  );
const lines = (before: readonly Statement[], after: readonly Statement[]) =>
  findIn(permissions, planOf([pair(before, after)])).map(lineOf);

test("another account or service that may take the role is gained", () => {
  const after = [trust({ Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] }), trust({ AWS: "999999999999" })];
  expect(lines([lambda], after)).toEqual([
    "privilege gained, weaker: role app, trust policy: refused → service ec2.amazonaws.com: sts:AssumeRole",
    "privilege gained, weaker: role app, trust policy: refused → account 999999999999: sts:AssumeRole",
  ]);
});

test("everybody is an exposure, and not where a condition names the account", () => {
  expect(lines([lambda], [lambda, trust("*")])).toEqual([
    "exposure, weaker: role app, trust policy: service lambda.amazonaws.com: sts:AssumeRole → everybody: sts:AssumeRole",
  ]);
  const own = { StringEquals: { "aws:PrincipalAccount": "111122223333" } };
  expect(lines([lambda], [lambda, trust("*", own)]).map((line) => line.slice(0, 24))).toEqual([
    "privilege gained, weaker",
  ]);
});

test("an external ID that is no longer asked for is gained, one that is asked for anew is lost", () => {
  const partner = { AWS: "999999999999" };
  const external = trust(partner, { StringEquals: { "sts:ExternalId": "palisade" } });
  expect(lines([external], [trust(partner)])).toEqual([
    "privilege gained, weaker: role app, trust policy: account 999999999999: sts:AssumeRole if sts:ExternalId StringEquals palisade → account 999999999999: sts:AssumeRole",
  ]);
  expect(linesBack(pair([external], [trust(partner)]))).toEqual([
    "privilege gained, stronger: role app, trust policy: account 999999999999: sts:AssumeRole → account 999999999999: sts:AssumeRole if sts:ExternalId StringEquals palisade",
  ]);
});

test("of GitHub a wider subject is gained, and no subject is an exposure", () => {
  const github = (sub?: string) =>
    trust(
      { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        ...(sub !== undefined && { StringLike: { "token.actions.githubusercontent.com:sub": sub } }),
      },
    );
  const [narrow, wide] = [github("repo:org/app:ref:refs/heads/main"), github("repo:org/app:*")];
  expect(lines([narrow], [wide]).map((line) => line.slice(0, 24))).toEqual(["privilege gained, weaker"]);
  for (const open of [github(), github("repo:*"), github("*")])
    expect(lines([narrow], [open]).map((line) => line.slice(0, 16))).toEqual(["exposure, weaker"]);
});

test("order, Sids, lists of one and a trust policy that says it twice are no change", () => {
  const deny = { ...trust("*", { Bool: { "aws:SecureTransport": "false" } }), Effect: "Deny" };
  expect(
    lines(
      [lambda, deny],
      [{ Sid: "x", ...deny }, trust({ Service: ["lambda.amazonaws.com"] }), { Sid: "y", ...lambda }],
    ),
  ).toEqual([]);
});

test("a service that may no longer take a role at all is downtime, and a condition more is none", () => {
  const admin = trust({ AWS: "111122223333" });
  expect(lines([lambda, admin], [admin])).toEqual([
    "downtime, weaker: role app, trust policy: service lambda.amazonaws.com: sts:AssumeRole → refused",
  ]);
  const narrow = trust({ Service: "lambda.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  expect(lines([lambda], [narrow]).map((line) => line.replace(/:.*/, ""))).toEqual(["privilege gained, stronger"]);
});

test("what alarms also where the layer has nothing yet: another account without a condition, and no service", () => {
  const ofRole = (...statements: readonly Statement[]) =>
    findIn(
      permissions,
      planOf([
        same("aws_s3_bucket.x", { arn: arnOf("x") }),
        created("aws_iam_role.app", { assume_role_policy: policy(...statements) }),
      ]),
    ).map(({ evenAtFirst = false }) => evenAtFirst);
  const other = { AWS: "999999999999" };
  expect(ofRole(trust(other))).toEqual([true]);
  expect(ofRole(trust(other, { StringEquals: { "sts:ExternalId": "x" } }))).toEqual([false]);
  expect(ofRole(lambda, trust({ AWS: "111122223333" }))).toEqual([false, false]);
});

test("a tag that a service may set when it takes the role is not the role itself", () => {
  const tags = { ...lambda, Action: "sts:TagSession" };
  const meanings = (after: Statement) =>
    findIn(permissions, planOf([pair([lambda], [lambda, after])])).map(({ meaning }) => meaning);
  expect(meanings(tags)).toEqual(["From now on service lambda.amazonaws.com may do this in taking the role."]);
  expect(meanings(trust({ Service: "ec2.amazonaws.com" }))).toEqual([
    "From now on service ec2.amazonaws.com may take the role, and do all that the role may do.",
  ]);
});
