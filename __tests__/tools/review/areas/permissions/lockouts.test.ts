import { type Statement, accountId, allow, arnOf, changed, deny, linesBack, linesOf, policy, same } from "./policies";

const key = { id: "k", key_id: "k", arn: `arn:aws:kms:eu-west-1:${accountId}:key/k` };
const root = allow("kms:*", "*", { Principal: { AWS: arnOf("root") } });
const logs = allow(["kms:Decrypt", "kms:Encrypt"], "*", { Principal: { Service: "logs.eu-west-1.amazonaws.com" } });
const admin = allow("kms:PutKeyPolicy", "*", { Principal: { AWS: arnOf("role/admin") } });
const bucket = { id: "data", bucket: "data", arn: "arn:aws:s3:::data" };
const read = allow("s3:GetObject", "arn:aws:s3:::data/*", { Principal: { AWS: arnOf("role/app") } });
const everybody = { Principal: "*" };

const keyPolicy = (before: string, after: string) =>
  changed("aws_kms_key.data", key, { policy: before }, { policy: after });

test("a key that nobody may administer any more is a guard lost, and the inverse is stronger", () => {
  const resources = [keyPolicy(policy(root, logs), policy(logs))];
  expect(linesOf(...resources)).toEqual([
    `guard lost, weaker: key data, policy: account ${accountId}: kms:* on * → nobody may change the policy`,
  ]);
  expect(linesBack(...resources)).toEqual([
    "guard lost, stronger: key data, policy: nobody may change the policy → somebody may change the policy",
    `privilege gained, weaker: key data, policy: refused → account ${accountId}: kms:* on *`,
  ]);
});

test("a key that nobody may read any more either is lost with its data", () => {
  const stranger = allow("kms:DescribeKey", "*", { Principal: { AWS: "arn:aws:iam::999999999999:root" } });
  const kinds = (after: string) => linesOf(keyPolicy(policy(root), after)).map((line) => line.replace(/:.*/, ""));
  expect(kinds(policy(stranger))).toEqual(["data loss, weaker", "privilege gained, weaker"]);
  expect(kinds(policy())).toEqual(["data loss, weaker"]);
});

test("a key that one role may still administer locks nobody out", () => {
  const lines = linesOf(keyPolicy(policy(root, admin), policy(admin)));
  expect(lines).toEqual([`privilege gained, stronger: key data, policy: account ${accountId}: kms:* on * → refused`]);
});

test("a Deny of everybody locks the account out, unless it spares a role or has a condition", () => {
  const on = (...statements: readonly Statement[]) => [
    same("aws_s3_bucket.data", bucket),
    changed(
      "aws_s3_bucket_policy.data",
      { bucket: "data" },
      { policy: policy(read) },
      { policy: policy(read, ...statements) },
    ),
  ];
  const whole = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"];
  expect(linesOf(...on(deny("s3:*", whole, everybody)))).toContain(
    "guard lost, weaker: bucket policy data: not denied → denied: everybody: s3:* on arn:aws:s3:::data, arn:aws:s3:::data/*",
  );
  for (const harmless of [
    deny("s3:*", "arn:aws:s3:::data/*", everybody),
    deny("s3:*", whole, { NotPrincipal: { AWS: arnOf("role/admin") } }),
    deny("s3:*", whole, { ...everybody, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    deny("s3:PutBucketPolicy", whole, everybody),
  ])
    expect(linesOf(...on(harmless)).filter((line) => line.startsWith("guard lost, weaker"))).toEqual([]);
});

test("a Deny of everybody locks out of a secret, a queue, a topic and a repository too", () => {
  const kinds = [
    ["aws_secretsmanager_secret_policy.x", { secret_arn: "x" }, "secretsmanager:*"],
    ["aws_sqs_queue_policy.x", { queue_url: "x" }, "sqs:*"],
    ["aws_sns_topic_policy.x", { arn: "x" }, "sns:*"],
    ["aws_ecr_repository_policy.x", { repository: "x" }, "ecr:*"],
  ] as const;
  for (const [address, names, action] of kinds) {
    const other = allow(`${action.split(":")[0] ?? ""}:Get*`, "*", { Principal: { AWS: arnOf("role/app") } });
    const lines = linesOf(
      changed(address, names, { policy: policy(other) }, { policy: policy(other, deny(action, "*", everybody)) }),
    );
    expect(lines.filter((line) => line.startsWith("guard lost, weaker"))).toHaveLength(1);
  }
});
