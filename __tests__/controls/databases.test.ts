import { blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { databasesAreClosed as control } from "../../controls/rules/databases";

type Copy = Parameters<typeof remove>[0];
const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
  findsWhen(control, fault, breaks, found, "database");
};
const having = (attributes: object) => (stacks: Copy) => {
  Object.assign(blockOf(stacks, "aws_db_instance"), attributes);
};
const without = (attribute: string) => having({ [attribute]: undefined });

holdsInEveryEnvironment(control);
finds("one with AWS's own key", without("kms_key_id"), ["has no key of the environment"]);
finds("one that is not encrypted", having({ storage_encrypted: false }), ["has no key of the environment"]);
finds("one with a public address", having({ publicly_accessible: true }), ["can have a public address"]);
finds("one whose clients would have to trust another authority", having({ ca_cert_identifier: "rds-ca-ecc384-g1" }), [
  "has a certificate of another certificate authority",
]);
finds("one that only passwords open", without("iam_database_authentication_enabled"), ["does not accept IAM tokens"]);
finds("one without backups", having({ backup_retention_period: 0 }), ["has no backups"]);
finds("one whose snapshots nobody can attribute", without("copy_tags_to_snapshot"), ["has snapshots without tags"]);
finds("one that is not patched", having({ auto_minor_version_upgrade: false }), ["does not upgrade its minor version"]);
finds("one that would cost more in a few years", without("engine_lifecycle_support"), [
  "enters paid extended support automatically",
]);

const known = ["has a master password that RDS does not manage, or that no key of the environment encrypts"];
finds("one with a password of ours", having({ password: "correct horse" }), known);
finds("one whose password is written once", having({ password_wo: "correct horse" }), known);
finds("one whose password RDS does not make", without("manage_master_user_password"), known);
finds("one whose password has AWS's own key", without("master_user_secret_kms_key_id"), known);
finds("insights with AWS's own key", without("performance_insights_kms_key_id"), [
  "has Performance Insights without a key of the environment",
]);

const plain = ["can be reached without TLS"];
finds("one with the default parameters", without("parameter_group_name"), plain);
finds(
  "one that lets clients do without TLS",
  (stacks) => {
    blockOf(stacks, "aws_db_parameter_group").parameter[0].value = "OFF";
  },
  plain,
);
finds(
  "one in the app tier",
  (stacks) => {
    const group = blockOf(stacks, "aws_db_subnet_group");
    group.subnet_ids = String(group.subnet_ids).replace("data_subnet_ids", "app_subnet_ids");
  },
  ["is not in the data tier"],
);
finds("one in the VPC's default subnets", without("db_subnet_group_name"), ["is not in the data tier"]);

finds("a log that is not exported", having({ enabled_cloudwatch_logs_exports: ["error"] }), [
  "does not export its log slowquery",
]);
finds("a log whose group RDS may make first", without("depends_on"), [
  "is made before a log group for its log error",
  "is made before a log group for its log slowquery",
]);
finds(
  "a log whose group is another's",
  (stacks) => {
    blockOf(stacks, "aws_cloudwatch_log_group", "database_error").name = "/aws/rds/instance/other/error";
  },
  ["is made before a log group for its log error"],
);
