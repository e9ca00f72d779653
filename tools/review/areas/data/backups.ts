import { valueAt } from "../../settings/paths";
import type { Presence } from "../../settings/presence";
import { scalar } from "../../settings/words";

/** What keeps old versions and backups by being there. */
export const backupPresences: readonly Presence[] = [
  {
    rule: "bucket-versioning",
    consequence: "data loss",
    types: ["aws_s3_bucket_versioning"],
    owner: "bucket",
    part: "versioning",
    isOn: (value) => scalar(valueAt(value, "versioning_configuration.status")) === "Enabled",
    // Terraform registry, `aws_s3_bucket_versioning`: the deletion of the resource suspends versioning.
    lost: "Versioning is suspended: an object that is overwritten or deleted from now on cannot be restored.",
    added: "An object that is overwritten or deleted from now on can be restored.",
  },
  {
    rule: "bucket-replication",
    types: ["aws_s3_bucket_replication_configuration"],
    owner: "bucket",
    part: "replication",
    // Amazon S3 User Guide, "Replicating objects within and across Regions": copies are made of new objects.
    lost: "New objects are no longer copied to another bucket: what is lost here is lost.",
    added: "New objects are copied to another bucket.",
  },
  {
    rule: "object-lock",
    types: ["aws_s3_bucket_object_lock_configuration"],
    owner: "bucket",
    part: "object lock",
    lost: "New objects can be deleted at any time.",
    added: "New objects are protected until their retention ends.",
  },
  {
    rule: "file-system-backups",
    types: ["aws_efs_backup_policy"],
    owner: "file_system_id",
    part: "automatic backups",
    isOn: (value) => scalar(valueAt(value, "backup_policy.status")) === "ENABLED",
    lost: "The file system has no automatic backups any more.",
    added: "The file system has automatic backups.",
  },
  {
    rule: "backup-plan",
    types: ["aws_backup_plan", "aws_backup_selection"],
    part: "backups by AWS Backup",
    lost: "AWS Backup makes no new recovery points of what it has backed up.",
    added: "AWS Backup makes recovery points.",
  },
  {
    rule: "backup-vault-lock",
    types: ["aws_backup_vault_lock_configuration"],
    owner: "backup_vault_name",
    part: "vault lock",
    lost: "Recovery points can be deleted before their retention ends.",
    added: "Recovery points cannot be deleted before their retention ends.",
  },
];
