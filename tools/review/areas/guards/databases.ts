import type { Destination } from "../../settings/destinations";
import { saferOff, saferOn } from "../../settings/judges";
import type { TypedSetting } from "../../settings/setting";

const types = ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"];

/** What protects a database, besides its network and its encryption. */
export const databaseSettings: readonly TypedSetting[] = [
  {
    rule: "public-address",
    consequence: "exposure",
    types: [...types, "aws_redshift_cluster"],
    path: "publicly_accessible",
    part: "public address",
    judge: saferOff,
    standard: false,
    safe: false,
    weaker: "The database has a public address: its security groups and routes alone keep the internet out.",
    stronger: "The database has no public address any more.",
  },
  {
    rule: "database-iam-authentication",
    consequence: "guard lost",
    types,
    path: "iam_database_authentication_enabled",
    part: "IAM authentication",
    judge: saferOn,
    standard: false,
    weaker: "The database accepts passwords only, and who signs in with an IAM token is refused.",
    stronger: "The database accepts IAM tokens, which last 15 minutes, beside passwords.",
  },
  {
    rule: "managed-password",
    consequence: "guard lost",
    types,
    path: "manage_master_user_password",
    part: "password managed by Secrets Manager",
    judge: saferOn,
    standard: false,
    weaker: "Secrets Manager no longer makes and rotates the master password: it comes from the configuration.",
    stronger: "Secrets Manager makes and rotates the master password.",
  },
  {
    rule: "minor-version-upgrades",
    consequence: "guard lost",
    types,
    path: "auto_minor_version_upgrade",
    part: "automatic minor version upgrades",
    judge: saferOn,
    standard: true,
    weaker: "Security fixes of the engine are installed only when somebody does it.",
    stronger: "AWS installs security fixes of the engine in the maintenance window.",
  },
  {
    rule: "database-standby",
    consequence: "downtime",
    types,
    path: "multi_az",
    part: "standby in another zone",
    judge: saferOn,
    standard: false,
    weaker: "The database is gone as long as its Availability Zone fails, or its host is maintained.",
    stronger: "A standby in another Availability Zone takes over if the database's zone fails.",
  },
];

/** The groups that a database is in. What stands in a parameter group is judged with the group. */
export const databaseGroups: readonly Destination[] = [
  ...["parameter_group_name", "db_cluster_parameter_group_name"].map((attribute) => ({
    rule: "database-parameters",
    types,
    path: attribute,
    part: "parameter group",
    lost: "AWS's default parameters are in force: they do not ask for encrypted connections on every engine.",
    added: "The group's parameters are in force.",
    elsewhere: "Other parameters are in force, such as whether connections must be encrypted.",
  })),
  {
    rule: "database-subnets",
    types,
    path: "db_subnet_group_name",
    part: "subnet group",
    lost: "The database stands in the default VPC.",
    added: "The database stands in the group's subnets.",
    elsewhere: "The database may stand in other subnets, with other routes and network ACLs.",
  },
];
