import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { DataResource, Fn } from "cdktf";
import { Construct } from "constructs";
import { databaseLogGroupPrefix, LogGroup } from "../shared/log-group";
import { instanceClasses, type DatabaseInstanceClass } from "./database/instance-class";

export interface DatabaseProps {
  /**
   * The name of the instance and of its subnet group, and the start of its parameter group's name: at most 63 letters,
   * digits and single hyphens (Amazon RDS API Reference, CreateDBInstance).
   */
  readonly identifier: string;
  /** The schema that the database starts with. */
  readonly databaseName: string;
  /** The major version, `8.4`. RDS takes its newest minor version, and upgrades to newer ones. */
  readonly engineVersion: string;
  /**
   * Makes changes at once, with the interruption that they need, and allows a new major version. Without it changes wait
   * for the maintenance window, and AWS refuses a new major version: its parameter group would replace the former one,
   * which cannot be deleted while the change is pending (Amazon RDS API Reference, ModifyDBInstance and
   * DeleteDBParameterGroup).
   *
   * @default false
   */
  readonly applyImmediately?: boolean;
  readonly instanceClass: DatabaseInstanceClass;
  /** 20 to 65,536 (Amazon RDS User Guide, "gp3 storage"). */
  readonly storageGib: number;
  /** A standby in another zone, to which RDS fails over automatically. @default true */
  readonly multiAz?: boolean;
  /** Days of point-in-time recovery: 1 to 35 (Amazon RDS User Guide, "Backup retention period"). @default 7 */
  readonly backupRetentionDays?: number;
  /** @default where the class has it */
  readonly performanceInsights?: boolean;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Encrypts storage, backups and Performance Insights. It cannot be changed later. */
  readonly dataKeyArn: string;
  /** Encrypts the master user's secret. */
  readonly secretsKeyArn: string;
  readonly logs: {
    readonly retentionDays: number;
    readonly kmsKeyArn: string;
    readonly keepOnDestroy: boolean;
  };
  /** Has RDS refuse to delete the database. @default true */
  readonly deletionProtection?: boolean;
  /**
   * Keeps the data. Terraform refuses to destroy the database. If it is removed all the same, a last snapshot and the
   * automated backups stay.
   *
   * @default true
   */
  readonly keepData?: boolean;
}

/** At least a quarter of an hour apart, in the quiet hours of Europe and America (UTC). */
const backupWindow = "03:00-04:00";
const maintenanceWindow = "sun:04:30-sun:05:30";

/**
 * `error` is always written; `slowquery` needs what the parameter group sets (Amazon RDS User Guide, "Publishing MySQL
 * logs to Amazon CloudWatch Logs").
 */
const exportedLogs = ["error", "slowquery"] as const;

/**
 * A MySQL database: private, encrypted, reached by TLS alone. RDS makes and rotates the master user's password in a secret
 * of its own: the password is in no plan and no state, and no person handles it.
 */
export class Database extends Construct {
  readonly identifier: string;
  readonly address: string;
  readonly port: number;
  readonly arn: string;
  /** The id that an IAM policy of rds-db:connect names. */
  readonly resourceId: string;
  readonly masterSecretArn: string;
  readonly databaseName: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { identifier, databaseName, engineVersion, instanceClass, dataKeyArn, logs } = props;
    const { multiAz = true, backupRetentionDays = 7, deletionProtection = true, keepData = true } = props;
    const { applyImmediately = false } = props;
    const { performanceInsights = instanceClasses[instanceClass].performanceInsights } = props;
    const port = 3306;

    const subnetGroup = new DbSubnetGroup(this, "subnet_group", {
      name: identifier,
      description: `Where ${identifier} is: the data tier`,
      subnetIds: props.subnetIds,
    });
    const parameterGroup = this.parameterGroup(identifier, engineVersion);
    const logGroups = exportedLogs.map(
      (log) => new LogGroup(this, log, { ...logs, name: `${databaseLogGroupPrefix(identifier)}${log}` }),
    );
    // A final snapshot outlives its database, and RDS refuses a second one of the same name. A change of one of these
    // values replaces the database.
    const generation = new DataResource(this, "generation", {
      triggersReplace: { identifier, databaseName, dataKeyArn },
    });
    const instance = new DbInstance(this, "instance", {
      identifier,
      engine: "mysql",
      engineVersion,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: applyImmediately,
      instanceClass,
      dbName: databaseName,
      port,
      storageType: "gp3",
      allocatedStorage: props.storageGib,
      storageEncrypted: true,
      kmsKeyId: dataKeyArn,
      multiAz,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [props.securityGroupId],
      publiclyAccessible: false,
      networkType: "IPV4",
      caCertIdentifier: "rds-ca-rsa2048-g1",
      parameterGroupName: parameterGroup.name,
      username: "admin",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.secretsKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      enabledCloudwatchLogsExports: [...exportedLogs],
      performanceInsightsEnabled: performanceInsights,
      ...(performanceInsights && {
        databaseInsightsMode: "standard",
        performanceInsightsKmsKeyId: dataKeyArn,
        performanceInsightsRetentionPeriod: 7,
      }),
      backupRetentionPeriod: backupRetentionDays,
      backupWindow,
      maintenanceWindow,
      applyImmediately,
      copyTagsToSnapshot: true,
      deletionProtection,
      deleteAutomatedBackups: !keepData,
      skipFinalSnapshot: !keepData,
      ...(keepData && {
        finalSnapshotIdentifier: Fn.join("-", [`${identifier}-final`, Fn.substr(generation.id, 0, 8)]),
      }),
      lifecycle: { preventDestroy: keepData },
      dependsOn: logGroups.map(({ made }) => made),
    });

    this.identifier = identifier;
    this.address = instance.address;
    this.port = port;
    this.arn = instance.arn;
    this.resourceId = instance.resourceId;
    this.masterSecretArn = instance.masterUserSecret.get(0).secretArn;
    this.databaseName = databaseName;
  }

  /**
   * The parameter group. A new one is created before the old one is removed: a new major version needs another family while
   * the old group is still in use.
   */
  private parameterGroup(namePrefix: string, engineVersion: string): DbParameterGroup {
    return new DbParameterGroup(this, "parameter_group", {
      namePrefix: `${namePrefix}-`,
      family: `mysql${engineVersion}`,
      description: "TLS required; queries of over a second logged",
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value, applyMethod: "immediate" })),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

/**
 * All dynamic: none waits for a reboot (Amazon RDS User Guide, "Parameters for RDS for MySQL"). RDS returns a boolean of an
 * instance's parameter group as 1 or 0, whatever was set: "ON" would be a change in every plan.
 */
const parameters = {
  require_secure_transport: "1",
  slow_query_log: "1",
  long_query_time: "1",
  log_output: "FILE",
};
