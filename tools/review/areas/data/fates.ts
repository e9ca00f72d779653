import { attribute, textOf } from "../../estate";
import { type Normal, unknown } from "../../plan/normal";
import { scalar, wordsOf } from "../../settings/words";
import { counted } from "../../../shared/counted";

/** What becomes of the data when a resource is deleted, from the attributes that it has before: Terraform deletes by those. */
interface Fate {
  /** Parts of one sentence. */
  readonly clauses: readonly string[];
  /** The data stay, in AWS or elsewhere. */
  readonly stays?: true;
}

export interface Stateful {
  /** What is lost, as the end of the sentence "This deletes …". */
  readonly holds: string;
  readonly fateOf?: (before: Normal) => Fate;
}

const is = (value: Normal, name: string, expected: string): boolean =>
  scalar(attribute(value, name)).toLowerCase() === expected;
const isOn = (value: Normal, name: string): boolean => is(value, name, "true");
const daysOf = (value: Normal, name: string, absent: number): number => Number(attribute(value, name) ?? absent);

const refusesProtected = "AWS refuses while deletion protection is on, and the apply stops there";

/** Amazon RDS User Guide, "Deleting a DB instance"; Terraform registry, `aws_db_instance`: the snapshot needs a name. */
function ofDatabase(before: Normal): Fate {
  const source = textOf(before, "replicate_source_db");
  if (source !== undefined)
    return { stays: true, clauses: [`the database is a replica, and ${source} keeps the data`] };
  const snapshot = attribute(before, "final_snapshot_identifier");
  const removesBackups = !is(before, "delete_automated_backups", "false");
  return {
    clauses: [
      ...(isOn(before, "deletion_protection") ? [refusesProtected] : []),
      isOn(before, "skip_final_snapshot")
        ? "no final snapshot is taken"
        : snapshot === undefined || snapshot === unknown
          ? "Terraform refuses, since the final snapshot has no name"
          : `the final snapshot ${wordsOf(snapshot)} is taken first`,
      removesBackups
        ? "the automated backups are deleted too"
        : "AWS keeps the automated backups for their retention period",
    ],
  };
}

const database: Stateful = { holds: "all data of the database", fateOf: ofDatabase };

/** @param switchName the attribute without which AWS refuses what is not empty */
const unlessEmptied =
  (switchName: string, thing: string, content: string) =>
  (before: Normal): Fate => ({
    clauses: isOn(before, switchName)
      ? [`${switchName} is on, so ${content} are deleted first`]
      : [`${switchName} is off, so AWS refuses if the ${thing} is not empty, and the apply stops there`],
  });

const protectedBy =
  (name: string, on: string) =>
  (before: Normal): Fate => ({ clauses: is(before, name, on) ? [refusesProtected] : [] });

/** AWS KMS Developer Guide, "Delete an AWS KMS key": 7 to 30 days, 30 if nothing is said. */
function ofKey(before: Normal): Fate {
  const days = daysOf(before, "deletion_window_in_days", 30);
  return {
    clauses: [
      `AWS disables the key at once, deletes the key after ${counted(days, "day")}, and until then it can be restored`,
    ],
  };
}

/** AWS Secrets Manager User Guide, "Delete an AWS Secrets Manager secret". */
function ofSecret(before: Normal): Fate {
  const days = daysOf(before, "recovery_window_in_days", 30);
  return {
    clauses: [
      days === 0
        ? "AWS deletes the secret at once and for good"
        : `for ${counted(days, "day")} the secret can be restored, but no program can read the secret`,
    ],
  };
}

/** The types that hold data, and what is lost with each. */
export const stateful: Readonly<Record<string, Stateful>> = {
  aws_backup_vault: {
    holds: "all recovery points of the vault",
    fateOf: unlessEmptied("force_destroy", "vault", "all recovery points"),
  },
  aws_cloudfront_key_value_store: { holds: "all keys and values of the store" },
  aws_cloudwatch_log_group: {
    holds: "all log events of the group",
    fateOf: (before) =>
      isOn(before, "skip_destroy")
        ? { stays: true, clauses: ["skip_destroy is on, so the log group stays in AWS, and Terraform forgets it"] }
        : { clauses: ["skip_destroy is off, so nothing is kept"] },
  },
  aws_cognito_user_pool: {
    holds: "all users, with their passwords and second factors",
    fateOf: protectedBy("deletion_protection", "active"),
  },
  aws_db_instance: database,
  aws_db_snapshot: { holds: "the snapshot" },
  aws_docdb_cluster: database,
  aws_dynamodb_table: { holds: "all items of the table", fateOf: protectedBy("deletion_protection_enabled", "true") },
  aws_ebs_snapshot: { holds: "the snapshot" },
  aws_ebs_volume: {
    holds: "all data of the volume",
    fateOf: (before) => ({
      clauses: [isOn(before, "final_snapshot") ? "a snapshot is taken first" : "no snapshot is taken"],
    }),
  },
  aws_ecr_repository: {
    holds: "all images of the repository",
    fateOf: unlessEmptied("force_delete", "repository", "all images"),
  },
  aws_efs_file_system: { holds: "all files of the file system" },
  aws_kinesis_stream: { holds: "all records of the stream that are not read yet" },
  aws_kms_key: { holds: "whatever is encrypted with the key", fateOf: ofKey },
  aws_kms_replica_key: { holds: "whatever is encrypted with the key in its region", fateOf: ofKey },
  aws_neptune_cluster: database,
  aws_opensearch_domain: { holds: "all documents of the domain" },
  aws_rds_cluster: database,
  aws_redshift_cluster: database,
  aws_s3_bucket: {
    holds: "all objects of the bucket",
    fateOf: unlessEmptied("force_destroy", "bucket", "all objects"),
  },
  aws_s3_object: { holds: "the object" },
  aws_secretsmanager_secret: { holds: "the secret's value", fateOf: ofSecret },
  aws_sqs_queue: { holds: "all messages that are in the queue" },
  aws_ssm_parameter: { holds: "the parameter's value" },
};
