import {
  blocksIn,
  resourceAt,
  resourcesOf,
  targets,
  type Control,
  type Resource,
  type Stacks,
  type Violation,
} from "./model";
import { securityGroupRules } from "./security-groups";
import { rotatesSeldom } from "./weaker-values";

/** What has a place in security groups, and is neither a database nor a function. */
const others = ["aws_lb", "aws_launch_template", "aws_vpc_endpoint", "aws_instance"];

const databasesOf = (stacks: Stacks) => resourcesOf(stacks, "aws_db_instance");

function groupsOf(stacks: Stacks, { stack, block }: Resource): string[] {
  return targets(stacks, stack, [
    ...(block.security_groups ?? []),
    ...(block.vpc_security_group_ids ?? []),
    ...(block.security_group_ids ?? []),
    ...blocksIn(block.vpc_config).flatMap((config) => config.security_group_ids ?? []),
    ...blocksIn(block.network_interfaces).flatMap((one) => one.security_groups ?? []),
  ]);
}

/**
 * A database admits the group of functions on MySQL's port and nothing else, is in no group of anything else's, and opens
 * no connection itself; and nothing but functions is in their group.
 */
export function databasesAdmitFunctionsAlone(stacks: Stacks): Violation[] {
  const rules = securityGroupRules(stacks);
  const strangers = resourcesOf(stacks, ...others).flatMap((one) => groupsOf(stacks, one));
  const ofFunctions = resourcesOf(stacks, "aws_lambda_function").flatMap((one) => groupsOf(stacks, one));
  return databasesOf(stacks).flatMap((database) => {
    const groups = groupsOf(stacks, database);
    const own = rules.filter(({ group }) => groups.includes(group));
    const admitted = own.filter(({ direction }) => direction === "ingress");
    return [
      ...(groups.length === 0 ? ["is in the VPC's default group"] : []),
      ...groups
        .filter((group) => resourceAt(stacks, group)?.type !== "aws_security_group")
        .map((group) => `is in ${group}, which no stack makes`),
      ...groups.filter((group) => strangers.includes(group)).map((group) => `shares ${group} with another resource`),
      ...admitted.flatMap(({ ports, blocks, prefixLists, groups: peers }) => [
        ...(String(ports) === "3306,3306" ? [] : [`admits ports ${String(ports)}`]),
        ...[...blocks, ...prefixLists].map((peer) => `admits ${peer}`),
        ...peers
          .filter((peer) => !ofFunctions.includes(peer) || strangers.includes(peer) || groups.includes(peer))
          .map((peer) => `admits ${peer}, which not only functions have`),
      ]),
      ...own.filter(({ direction }) => direction === "egress").map(() => "may open connections"),
    ].map((what) => ({ where: database.where, what }));
  });
}

const needed: Readonly<Record<string, readonly [holds: (block: Resource["block"]) => boolean, what: string]>> = {
  encryption: [
    (block) => block.storage_encrypted === true && block.kms_key_id !== undefined,
    "has no key of the environment",
  ],
  public: [(block) => block.publicly_accessible === false, "can have a public address"],
  authority: [
    (block) => block.ca_cert_identifier === "rds-ca-rsa2048-g1",
    "has a certificate of another certificate authority",
  ],
  iam: [(block) => block.iam_database_authentication_enabled === true, "does not accept IAM tokens"],
  backups: [(block) => block.backup_retention_period >= 1, "has no backups"],
  tags: [(block) => block.copy_tags_to_snapshot === true, "has snapshots without tags"],
  upgrades: [(block) => block.auto_minor_version_upgrade === true, "does not upgrade its minor version"],
  support: [
    (block) => block.engine_lifecycle_support === "open-source-rds-extended-support-disabled",
    "enters paid extended support automatically",
  ],
  password: [
    (block) =>
      block.manage_master_user_password === true &&
      block.master_user_secret_kms_key_id !== undefined &&
      ["password", "password_wo"].every((attribute) => block[attribute] === undefined),
    "has a master password that RDS does not manage, or that no key of the environment encrypts",
  ],
  insights: [
    (block) => block.performance_insights_enabled !== true || block.performance_insights_kms_key_id !== undefined,
    "has Performance Insights without a key of the environment",
  ],
};

/** Every database is encrypted, private, reached by TLS alone and backed up; no password of it is known; its logs are kept. */
export function databasesAreClosed(stacks: Stacks): Violation[] {
  return databasesOf(stacks).flatMap((database) => {
    const { stack, where, block } = database;
    const faults = Object.values(needed).flatMap(([holds, what]) => (holds(block) ? [] : [what]));
    const parameters = targets(stacks, stack, block.parameter_group_name)
      .flatMap((group) => resourceAt(stacks, group) ?? [])
      .flatMap((group) => blocksIn(group.block.parameter));
    const groups = targets(stacks, stack, block.db_subnet_group_name).flatMap((one) => resourceAt(stacks, one) ?? []);
    const subnets = groups.flatMap((group) => targets(stacks, group.stack, group.block.subnet_ids));
    const dataTier = Object.entries(stacks).flatMap(([one, { output }]) =>
      targets(stacks, one, output["data_subnet_ids"]?.value),
    );
    return [
      ...faults,
      ...(parameters.some(({ name, value }) => name === "require_secure_transport" && ["ON", "1"].includes(value))
        ? []
        : ["can be reached without TLS"]),
      ...(subnets.length > 1 && subnets.every((subnet) => dataTier.includes(subnet))
        ? []
        : ["is not in the data tier"]),
      ...logFaults(stacks, database),
    ].map((what) => ({ where, what }));
  });
}

/** The group of a log that RDS makes by itself has no key and forgets nothing. */
function logFaults(stacks: Stacks, { stack, block }: Resource): string[] {
  const before: readonly string[] = block.depends_on ?? [];
  const exported: readonly string[] = block.enabled_cloudwatch_logs_exports ?? [];
  return ["error", "slowquery"].flatMap((log) => {
    if (!exported.includes(log)) return [`does not export its log ${log}`];
    const group = resourcesOf(stacks, "aws_cloudwatch_log_group").find(
      (one) => one.stack === stack && one.block.name === `/aws/rds/instance/${String(block.identifier)}/${log}`,
    );
    return group !== undefined && before.includes(`${group.type}.${group.name}`)
      ? []
      : [`is made before a log group for its log ${log}`];
  });
}

/** Departures of a database: what is weaker than the secure default. */
export const databaseDepartureControls: Readonly<Record<string, Control>> = {
  "compute.database.multiAz": (stacks: Stacks): Violation[] =>
    databasesOf(stacks)
      .filter(({ block }) => block.multi_az !== true)
      .map(({ where }) => ({ where, what: "has no standby" })),
  "compute.database.backupRetentionDays": (stacks: Stacks): Violation[] =>
    databasesOf(stacks)
      .filter(({ block }) => !(block.backup_retention_period >= 7))
      .map(({ where }) => ({ where, what: "has backups of less than a week" })),
  "compute.database.deletionProtection": (stacks: Stacks): Violation[] =>
    databasesOf(stacks)
      .filter(({ block }) => block.deletion_protection !== true)
      .map(({ where }) => ({ where, what: "can be deleted" })),
  "compute.database.user.rotationDays": (stacks: Stacks): Violation[] => {
    const rotated = resourcesOf(stacks, "aws_secretsmanager_secret_rotation").flatMap(({ stack, block }) =>
      targets(stacks, stack, block.secret_id),
    );
    const forEver = resourcesOf(stacks, "aws_secretsmanager_secret")
      .filter(({ name, where }) => name.startsWith("database_user") && !rotated.includes(where))
      .map(({ where }) => ({ where, what: "is never rotated" }));
    return [...forEver, ...rotatesSeldom("compute")(stacks)];
  },
};

/** Terraform refuses to destroy a database, which leaves a final snapshot and its backups; a secret can be called back. */
export function databasesAndSecretsAreKept(stacks: Stacks): Violation[] {
  const databases = databasesOf(stacks).filter(
    ({ block }) =>
      block.lifecycle?.prevent_destroy !== true ||
      block.skip_final_snapshot !== false ||
      block.delete_automated_backups !== false,
  );
  const secrets = resourcesOf(stacks, "aws_secretsmanager_secret").filter(
    ({ block }) => !(block.recovery_window_in_days >= 7),
  );
  return [...databases, ...secrets].map(({ where }) => ({ where, what: "can be destroyed" }));
}
