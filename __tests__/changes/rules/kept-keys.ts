import type { Change, Resource } from "../change";

/** A key that goes while data stays that nobody can read without it. */
export interface LostKey {
  readonly key: Resource;
  readonly words: string;
}

/**
 * Keys that leave, or are replaced, though what they encrypted stays: a resource that is kept, or data that stays in AWS when
 * its resource leaves Terraform (a log group with `skip_destroy`, a bucket that Terraform may not destroy, the final snapshot
 * of a database).
 */
export function lostKeys({ before, gone, replaced, kept }: Change): LostKey[] {
  const lost = new Map(
    [...gone, ...replaced].filter(({ type }) => type === "aws_kms_key").map((key) => [key.where, key]),
  );
  if (lost.size === 0) return [];
  const data = [...kept, ...[...gone, ...replaced].filter(staysInAws)];
  return data.flatMap((resource) =>
    before
      .referencesOf(resource)
      .flatMap((where) => lost.get(where) ?? [])
      .filter(() => holdsData.includes(resource.type))
      .map((key) => ({ key, words: `${key.where} goes, and ${resource.where} has data that it encrypted` })),
  );
}

const holdsData = [
  "aws_cloudwatch_log_group",
  "aws_s3_bucket",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_db_instance",
  "aws_secretsmanager_secret",
];

function staysInAws({ type, block }: Resource): boolean {
  const {
    skip_destroy: skips,
    skip_final_snapshot: noSnapshot,
    lifecycle,
  } = block as {
    readonly skip_destroy?: boolean;
    readonly skip_final_snapshot?: boolean;
    readonly lifecycle?: { readonly prevent_destroy?: boolean };
  };
  return skips === true || lifecycle?.prevent_destroy === true || (type === "aws_db_instance" && noSnapshot !== true);
}
