import { permissions } from "../../../../../tools/review/areas/permissions";
import { findIn, lineOf, planOf } from "../../../../support/plans";
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
  same,
} from "./policies";

const bucket = { id: "data", bucket: "data", arn: "arn:aws:s3:::data" };
const everybody = { Principal: "*" };
const insecure = deny("s3:*", "*", { ...everybody, Condition: { Bool: { "aws:SecureTransport": "false" } } });
const logs = allow("s3:PutObject", "arn:aws:s3:::data/*", { Principal: { Service: "logging.s3.amazonaws.com" } });
const root = allow("kms:*", "*", { Principal: { AWS: arnOf("root") } });
const someRole = { arn: arnOf("role/app"), name: "app" };

test("everybody is an exposure unless a condition with a fixed value says who", () => {
  const of = (Condition?: unknown) =>
    linesOf(
      same("aws_s3_bucket.data", bucket),
      changed(
        "aws_s3_bucket_policy.data",
        { bucket: "data" },
        { policy: policy(logs) },
        {
          policy: policy(
            logs,
            allow("s3:GetObject", "arn:aws:s3:::data/*", {
              ...everybody,
              ...(Condition !== undefined && { Condition }),
            }),
          ),
        },
      ),
    );
  expect(of()).toEqual([
    "exposure, weaker: bucket policy data: refused → everybody: s3:GetObject on arn:aws:s3:::data/*",
  ]);
  const kind = (Condition: unknown) => of(Condition).map((line) => line.replace(/:.*/, ""));
  expect(kind({ StringEquals: { "aws:PrincipalOrgID": "o-1" } })).toEqual(["privilege gained, weaker"]);
  expect(kind({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } })).toEqual(["exposure, weaker"]);
  expect(kind({ StringNotEquals: { "aws:PrincipalAccount": "999999999999" } })).toEqual(["exposure, weaker"]);
  expect(kind({ StringLike: { "aws:PrincipalArn": "*" } })).toEqual(["exposure, weaker"]);
});

test("a Deny of requests without TLS that goes is a guard lost, although its policy allows nothing there", () => {
  const resources = [
    same("aws_s3_bucket.data", bucket),
    changed(
      "aws_s3_bucket_policy.data",
      { bucket: "data" },
      { policy: policy(insecure, logs) },
      { policy: policy(logs) },
    ),
  ];
  expect(linesOf(...resources).filter((line) => line.startsWith("guard"))).toEqual([
    "guard lost, weaker: bucket policy data: denied: everybody: s3:* on * if aws:SecureTransport Bool false → not denied",
  ]);
  expect(linesBack(...resources).filter((line) => line.startsWith("guard"))).toEqual([
    "guard lost, stronger: bucket policy data: not denied → denied: everybody: s3:* on * if aws:SecureTransport Bool false",
  ]);
});

test("a policy that moves to another address, written in another order, changes no access", () => {
  expect(
    linesOf(
      same("aws_s3_bucket.data", bucket),
      { address: "aws_s3_bucket_policy.old", before: { bucket: "data", policy: policy(insecure, logs) } },
      created("aws_s3_bucket_policy.new", { bucket: "data", policy: policy({ Sid: "x", ...logs }, insecure) }),
    ),
  ).toEqual([
    "downtime, cannot tell: bucket policy data, same object at two addresses: aws_s3_bucket_policy.old → aws_s3_bucket_policy.new",
  ]);
});

test("another account that may use a key is gained, and what its principals do is told by the account", () => {
  const key = { id: "k", key_id: "k", arn: `arn:aws:kms:eu-west-1:${accountId}:key/k` };
  const other = allow(["kms:Decrypt", "kms:CreateGrant"], "*", {
    Principal: { AWS: "arn:aws:iam::999999999999:root" },
  });
  const resources = [changed("aws_kms_key.data", key, { policy: policy(root) }, { policy: policy(other, root) })];
  expect(linesOf(...resources)).toEqual([
    "privilege gained, weaker: key data, policy: refused → account 999999999999: kms:CreateGrant, kms:Decrypt on *",
  ]);
  expect(linesBack(...resources)).toEqual([
    "privilege gained, stronger: key data, policy: account 999999999999: kms:CreateGrant, kms:Decrypt on * → refused",
  ]);
});

test("the policy of a new key is neither better nor worse for its own account and services, and worse for another", () => {
  const other = allow("kms:Decrypt", "*", { Principal: { AWS: "arn:aws:iam::999999999999:root" } });
  expect(
    linesOf(same("aws_iam_role.app", someRole), created("aws_kms_key.data", { policy: policy(root, other) })),
  ).toEqual([
    "privilege gained, weaker: key data, policy: refused → account 999999999999: kms:Decrypt on *",
    `privilege gained, neutral: key data, policy: refused → account ${accountId}: kms:* on *`,
  ]);
});

test("a policy that the key leaves to AWS is none, one that becomes known after apply is not reviewable", () => {
  expect(
    linesOf(same("aws_iam_role.app", someRole), { address: "aws_kms_key.new", after: {}, unknown: { policy: true } }),
  ).toEqual([]);
  expect(
    linesOf({
      address: "aws_kms_key.old",
      before: { id: "k", policy: policy(root) },
      after: { id: "k" },
      unknown: { policy: true },
    }),
  ).toEqual(["not reviewable, cannot tell: key old, policy: nothing → known after apply"]);
});

test("an endpoint or a REST API without a policy lets everybody through: a guard lost, and no exposure by itself", () => {
  const endpoint = { id: "vpce-1" };
  const own = allow("*", "*", { ...everybody, Condition: { StringEquals: { "aws:PrincipalAccount": accountId } } });
  const resources = [changed("aws_vpc_endpoint.kms", endpoint, { policy: policy(own) }, { policy: "" })];
  expect(linesOf(...resources)).toEqual([
    `guard lost, weaker: VPC endpoint kms, policy: everybody: everything on * if aws:PrincipalAccount StringEquals ${accountId} → everybody: everything on *`,
  ]);
  expect(linesBack(...resources).map((line) => line.replace(/:.*/, ""))).toEqual(["guard lost, stronger"]);
  const invoke = allow("execute-api:Invoke", "execute-api:/*", everybody);
  const denied = deny("execute-api:Invoke", "execute-api:/*", {
    ...everybody,
    Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
  });
  expect(
    linesOf(
      same("aws_api_gateway_rest_api.web", { id: "a1", name: "web", policy: policy(invoke, denied) }),
      changed(
        "aws_api_gateway_rest_api_policy.web",
        { rest_api_id: "a1" },
        { policy: policy(invoke, denied) },
        { policy: policy(invoke) },
      ),
    ),
  ).toEqual([
    "guard lost, weaker: REST API policy web: denied: everybody: execute-api:Invoke on execute-api:/* if aws:SourceIp IpAddress 192.0.2.0/24 → not denied",
  ]);
});

test("secrets, queues, topics, repositories and log resource policies are judged alike", () => {
  const open = policy(allow("a:Read", "*", everybody));
  const old = policy(allow("a:Write", "*", { Principal: { AWS: arnOf("root") } }));
  const of = (type: string, path = "policy", values = {}) =>
    findIn(permissions, planOf([changed(`${type}.x`, { id: "x", ...values }, { [path]: old }, { [path]: open })]))
      .map(lineOf)
      .map((line) => line.replace(/:.*/, ""));
  const types = [
    "secretsmanager_secret",
    "secretsmanager_secret_policy",
    "sqs_queue",
    "sqs_queue_policy",
    "sns_topic",
    "sns_topic_policy",
    "ecr_repository_policy",
  ];
  for (const type of types)
    expect([type, of(`aws_${type}`)]).toEqual([type, ["exposure, weaker", "privilege gained, stronger"]]);
  expect(of("aws_cloudwatch_log_resource_policy", "policy_document")).toEqual([
    "exposure, weaker",
    "privilege gained, stronger",
  ]);
});

test("a statement for everything is told once: a bucket's policy is about the bucket alone", () => {
  const own = deny("s3:*", [bucket.arn, `${bucket.arn}/*`], {
    ...everybody,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
  const opened = policy(own, allow("s3:GetObject", "*", everybody));
  const resources = [
    same("aws_s3_bucket.data", bucket),
    changed("aws_s3_bucket_policy.data", { bucket: "data" }, { policy: policy(own) }, { policy: opened }),
  ];
  const what =
    "everybody: s3:GetObject on arn:aws:s3:::data, arn:aws:s3:::data/* if not (aws:SecureTransport Bool false)";
  expect(linesOf(...resources)).toEqual([`exposure, weaker: bucket policy data: refused → ${what}`]);
  expect(linesBack(...resources)).toEqual([`exposure, stronger: bucket policy data: ${what} → refused`]);
});

test("a service that a policy no longer lets in stops, and a service that brings logs leaves a guard lost", () => {
  const topic = (...statements: readonly Statement[]) => ({ arn: "t", policy: policy(...statements) });
  const publish = (name: string, more: Statement = {}) =>
    allow("sns:Publish", "*", { Principal: { Service: `${name}.amazonaws.com` }, ...more });
  const of = (before: readonly Statement[], after: readonly Statement[]) =>
    linesOf(changed("aws_sns_topic_policy.x", {}, topic(...before), topic(...after)));
  expect(of([publish("cloudwatch"), publish("events")], [publish("events")])).toEqual([
    "guard lost, weaker: SNS topic policy x: service cloudwatch.amazonaws.com: sns:Publish on * → refused",
  ]);
  expect(of([publish("cloudwatch"), publish("events")], [publish("cloudwatch")])).toEqual([
    "downtime, weaker: SNS topic policy x: service events.amazonaws.com: sns:Publish on * → refused",
  ]);
  const own = { Condition: { StringEquals: { "aws:SourceAccount": accountId } } };
  expect(of([publish("events")], [publish("events", own)]).map((line) => line.replace(/:.*/, ""))).toEqual([
    "privilege gained, stronger",
  ]);
});

test("a policy that the plan marks as sensitive is left to the frame, and one that is no JSON on both sides is said once", () => {
  const topic = {
    address: "aws_sns_topic_policy.x",
    before: { arn: "t", policy: "a" },
    after: { arn: "t", policy: "b" },
  };
  expect(linesOf({ ...topic, sensitive: { policy: true } })).toEqual([]);
  expect(linesOf(topic)).toEqual([
    "not reviewable, cannot tell: SNS topic policy x, policy: nothing → the policy is no JSON object",
  ]);
});

test("a condition that another statement asks for on both sides is none of the one that comes or goes", () => {
  const on = (bucket: string) =>
    allow("sns:Publish", "*", {
      Principal: "*",
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:s3:::${bucket}` } },
    });
  const resources = [
    changed("aws_sns_topic_policy.x", { arn: "t" }, { policy: policy(on("a")) }, { policy: policy(on("a"), on("b")) }),
  ];
  const access = "everybody: sns:Publish on * if aws:SourceArn ArnLike arn:aws:s3:::b";
  expect(linesOf(...resources)).toEqual([`privilege gained, weaker: SNS topic policy x: refused → ${access}`]);
  expect(linesBack(...resources)).toEqual([`privilege gained, stronger: SNS topic policy x: ${access} → refused`]);
});

test("a secret's policy that is no longer checked for broad access is a guard lost", () => {
  const values = { secret_arn: "s", policy: policy(logs) };
  const checked = [
    changed(
      "aws_secretsmanager_secret_policy.x",
      values,
      { block_public_policy: true },
      { block_public_policy: false },
    ),
  ];
  const line = "secret policy x, check for broad access";
  expect(linesOf(...checked)).toEqual([`guard lost, weaker: ${line}: on → off`]);
  expect(linesBack(...checked)).toEqual([`guard lost, stronger: ${line}: off → on`]);
});
