import { TerraformOutput } from "cdktf";
import { Database } from "../../../modules/compute/database";
import { synthesizeModule, type Block } from "../../support/synthesize";

type Props = ConstructorParameters<typeof Database>[2];

function synthesized(props: Partial<Props> = {}) {
  const json = synthesizeModule((stack) => {
    const database = new Database(stack, "database", {
      identifier: "prod-compute-database",
      databaseName: "playersdb",
      engineVersion: "8.4",
      instanceClass: "db.t4g.medium",
      storageGib: 20,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-1",
      dataKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/data",
      secretsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/secrets",
      logs: { retentionDays: 365, kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/logs", keepOnDestroy: true },
      ...props,
    });
    for (const name of ["address", "arn", "resourceId", "masterSecretArn"] as const) {
      new TerraformOutput(stack, name, { value: database[name] });
    }
  });
  const one = (type: string, name: string) => json.resource[type]?.[name] as Block;
  return { ...json, instance: one("aws_db_instance", "database_instance"), one };
}

test("is encrypted with keys of ours, its storage, its insights and its master user's secret", () => {
  expect(synthesized().instance).toMatchObject({
    storage_type: "gp3",
    storage_encrypted: true,
    kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/data",
    performance_insights_kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/data",
    master_user_secret_kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/secrets",
  });
});

test("has a master password that RDS makes, and none that we know", () => {
  const { instance } = synthesized();
  expect(instance).toMatchObject({ manage_master_user_password: true, username: "admin" });
  expect(Object.keys(instance as object).filter((key) => /^password/.test(key))).toEqual([]);
});

test("is in the data tier, in its one security group, and no address of the internet's", () => {
  const { instance, one } = synthesized();
  expect(one("aws_db_subnet_group", "database_subnet_group")).toMatchObject({ subnet_ids: ["subnet-1", "subnet-2"] });
  expect(instance).toMatchObject({
    db_subnet_group_name: "${aws_db_subnet_group.database_subnet_group.name}",
    vpc_security_group_ids: ["sg-1"],
    publicly_accessible: false,
    port: 3306,
  });
});

test("requires TLS, with a certificate of the authority that clients trust, and logs slow queries to files", () => {
  const { instance, one } = synthesized();
  expect(one("aws_db_parameter_group", "database_parameter_group")).toEqual({
    name_prefix: "prod-compute-database-",
    family: "mysql8.4",
    description: "TLS required; queries of over a second logged",
    parameter: [
      { name: "require_secure_transport", value: "1", apply_method: "immediate" },
      { name: "slow_query_log", value: "1", apply_method: "immediate" },
      { name: "long_query_time", value: "1", apply_method: "immediate" },
      { name: "log_output", value: "FILE", apply_method: "immediate" },
    ],
    lifecycle: { create_before_destroy: true },
  });
  expect(instance).toMatchObject({
    parameter_group_name: "${aws_db_parameter_group.database_parameter_group.name}",
    ca_cert_identifier: "rds-ca-rsa2048-g1",
    iam_database_authentication_enabled: true,
  });
});

test("stays on minor versions that are supported, and pays for none that is not", () => {
  expect(synthesized().instance).toMatchObject({
    engine: "mysql",
    engine_version: "8.4",
    auto_minor_version_upgrade: true,
    allow_major_version_upgrade: false,
    engine_lifecycle_support: "open-source-rds-extended-support-disabled",
  });
});

test("has a standby, backups and every protection unless it is told otherwise", () => {
  expect(synthesized().instance).toMatchObject({
    multi_az: true,
    backup_retention_period: 7,
    backup_window: "03:00-04:00",
    maintenance_window: "sun:04:30-sun:05:30",
    copy_tags_to_snapshot: true,
    deletion_protection: true,
    delete_automated_backups: false,
    skip_final_snapshot: false,
    final_snapshot_identifier:
      '${join("-", ["prod-compute-database-final", substr(terraform_data.database_generation.id, 0, 8)])}',
    lifecycle: { prevent_destroy: true },
  });
});

test("gives each database's final snapshot a name of its own, since the former one's stays", () => {
  const generation = (props: Partial<Props>) => synthesized(props).one("terraform_data", "database_generation");
  expect(generation({}).triggers_replace).toEqual({
    identifier: "prod-compute-database",
    databaseName: "playersdb",
    dataKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/data",
  });
  expect(generation({ databaseName: "otherdb" }).triggers_replace).toMatchObject({ databaseName: "otherdb" });
});

test("takes another major version at once, and only where changes are applied at once", () => {
  expect(synthesized({ engineVersion: "9.7", applyImmediately: true }).instance).toMatchObject({
    engine_version: "9.7",
    allow_major_version_upgrade: true,
    apply_immediately: true,
  });
  expect(synthesized({ engineVersion: "9.7" }).instance).toMatchObject({
    allow_major_version_upgrade: false,
    apply_immediately: false,
  });
});

test("has a parameter group of its version's family, made before that of the former version goes", () => {
  const { one } = synthesized({ engineVersion: "9.7", applyImmediately: true });
  expect(one("aws_db_parameter_group", "database_parameter_group")).toMatchObject({
    name_prefix: "prod-compute-database-",
    family: "mysql9.7",
    lifecycle: { create_before_destroy: true },
  });
});

test("goes without a trace where nothing has to be kept", () => {
  const { instance } = synthesized({ deletionProtection: false, keepData: false });
  expect(instance).toMatchObject({
    deletion_protection: false,
    delete_automated_backups: true,
    skip_final_snapshot: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(instance).not.toHaveProperty("final_snapshot_identifier");
});

test("has its logs in groups that are there before it, encrypted and for a stated time", () => {
  const { instance, resource } = synthesized();
  const groups = Object.entries(resource["aws_cloudwatch_log_group"] ?? {}) as [string, Block][];
  expect(groups.map(([id, { name, retention_in_days: days, kms_key_id: key }]) => [id, name, days, key])).toEqual(
    ["error", "slowquery"].map((log) => [
      `database_${log}_log_group`,
      `/aws/rds/instance/prod-compute-database/${log}`,
      365,
      "arn:aws:kms:eu-west-1:111122223333:key/logs",
    ]),
  );
  expect(instance).toMatchObject({
    enabled_cloudwatch_logs_exports: ["error", "slowquery"],
    depends_on: groups.map(([id]) => `aws_cloudwatch_log_group.${id}`),
  });
});

test("has Performance Insights, in the mode without a price, only where the class has it", () => {
  expect(synthesized().instance).toMatchObject({
    performance_insights_enabled: true,
    database_insights_mode: "standard",
    performance_insights_retention_period: 7,
  });
  const { instance } = synthesized({ instanceClass: "db.t4g.micro" });
  expect(instance).toMatchObject({ performance_insights_enabled: false });
  expect(instance).not.toHaveProperty("database_insights_mode");
});

test("says where it is and where the master user's secret is, and never the secret", () => {
  const { output } = synthesized();
  expect(Object.entries(output).map(([name, { value }]: [string, Block]) => [name, value as string])).toEqual([
    ["address", "${aws_db_instance.database_instance.address}"],
    ["arn", "${aws_db_instance.database_instance.arn}"],
    ["resourceId", "${aws_db_instance.database_instance.resource_id}"],
    ["masterSecretArn", "${aws_db_instance.database_instance.master_user_secret[0].secret_arn}"],
  ]);
});
