import {
  accountOf,
  blocksIn,
  regionOf,
  resourceAt,
  resourcesOf,
  targets,
  type Resource,
  type Stacks,
  type Violation,
} from "./model";
import { decide, demanded, many, principalsOf, statementsOf } from "./policy";

/** Every log group is encrypted with a key whose policy admits the group by its name, and forgets after a stated time. */
export function logGroupsAreEncryptedAndForget(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_cloudwatch_log_group").flatMap((group) => {
    const { stack, where, block } = group;
    const [key] = targets(stacks, stack, block.kms_key_id);
    const faults: string[] = [];
    if (!(block.retention_in_days > 0)) faults.push("has no end of retention");
    if (key === undefined) faults.push("has no key");
    else if (!keyAdmits(stacks, resourceAt(stacks, key), group)) faults.push(`is not admitted by the policy of ${key}`);
    return faults.map((what) => ({ where, what }));
  });
}

function keyAdmits(stacks: Stacks, key: Resource | undefined, { stack, block }: Resource): boolean {
  if (key?.type !== "aws_kms_key") return false;
  const region = regionOf(stacks, stack, block.provider);
  const statements = statementsOf(key.block.policy).filter((statement) =>
    principalsOf(statement).some(([kind, who]) => kind === "Service" && who === `logs.${region}.amazonaws.com`),
  );
  const arn = `arn:aws:logs:${region}:${accountOf(stacks, stack)}:log-group:${String(block.name)}`;
  const context = { "kms:EncryptionContext:aws:logs:arn": arn };
  return ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"].every(
    (action) => decide(statements, { action, resource: "*", context }) === "allow",
  );
}

/** Every volume that an instance starts with, or that stands alone, is encrypted with a key of ours. */
export function volumesAreEncrypted(stacks: Stacks): Violation[] {
  const unkeyed = (where: string, ebs: Readonly<Record<string, unknown>> | undefined) =>
    String(ebs?.["encrypted"]) === "true" && ebs?.["kms_key_id"] !== undefined
      ? []
      : [{ where, what: "has a volume that no key of the environment encrypts" }];
  return [
    ...resourcesOf(stacks, "aws_launch_template").flatMap(({ where, block }) => {
      const mappings = blocksIn(block.block_device_mappings);
      if (mappings.length === 0) return [{ where, what: "leaves the encryption of its root volume to the image" }];
      return mappings.flatMap(({ ebs }) => unkeyed(where, blocksIn(ebs)[0]));
    }),
    ...resourcesOf(stacks, "aws_ebs_volume", "aws_instance").flatMap(({ type, where, block }) =>
      unkeyed(where, type === "aws_instance" ? blocksIn(block.root_block_device)[0] : block),
    ),
  ];
}

/** What has a key of its own in each type that keeps messages or secrets. Without it AWS's key would do, or none. */
const keyAttributes = {
  aws_secretsmanager_secret: "kms_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
} as const;

/** Every topic, queue and secret is encrypted with a key of ours. */
export function messagesAndSecretsAreEncrypted(stacks: Stacks): Violation[] {
  return Object.entries(keyAttributes).flatMap(([type, attribute]) =>
    resourcesOf(stacks, type)
      .filter(({ stack, block }) => {
        const [key] = targets(stacks, stack, block[attribute]);
        return key === undefined || resourceAt(stacks, key)?.type !== "aws_kms_key";
      })
      .map(({ where }) => ({ where, what: "is not encrypted with a key of the environment" })),
  );
}

/** Every bucket is closed to the public, reached by TLS alone, versioned and encrypted. */
export function bucketsArePrivate(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_s3_bucket").flatMap(({ where }) => {
    const companion = (type: string) =>
      resourcesOf(stacks, type).find(({ stack, block }) => targets(stacks, stack, block.bucket).includes(where))?.block;
    const closed = companion("aws_s3_bucket_public_access_block");
    const settings = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
    const versioning = blocksIn(companion("aws_s3_bucket_versioning")?.versioning_configuration);
    const encryption = blocksIn(companion("aws_s3_bucket_server_side_encryption_configuration")?.rule);
    const policy = companion("aws_s3_bucket_policy")?.policy;
    const faults = [
      ...settings.filter((setting) => closed?.[setting] !== true).map((setting) => `has no ${setting}`),
      ...(versioning.some(({ status }) => status === "Enabled") ? [] : ["is not versioned"]),
      ...(encryption.some((rule) => blocksIn(rule.apply_server_side_encryption_by_default).length > 0)
        ? []
        : ["has no encryption"]),
      ...(refusesPlainHttp(policy) ? [] : ["can be reached without TLS"]),
    ];
    return faults.map((what) => ({ where, what }));
  });
}

/** An unconditional refusal, but for TLS, of everything, to everybody, on the bucket and all that is in it. */
function refusesPlainHttp(policy: unknown): boolean {
  if (policy === undefined) return false;
  return statementsOf(policy).some(
    (statement) =>
      statement.Effect === "Deny" &&
      principalsOf(statement).some(([, who]) => who === "*") &&
      many(statement.Action).some((action) => action === "s3:*" || action === "*") &&
      many(statement.Resource).some((resource) => resource.endsWith("}")) &&
      many(statement.Resource).some((resource) => resource.endsWith("}/*")) &&
      demanded(statement, "aws:SecureTransport").join() === "false" &&
      Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys)).length === 1,
  );
}
