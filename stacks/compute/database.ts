import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { ITerraformDependable } from "cdktf";
import type { MeasureSecretAgeVariables } from "../../functions/measure-secret-age/environment";
import type { PrepareDatabaseVariables } from "../../functions/prepare-database/environment";
import type { RotateDatabaseSecretVariables } from "../../functions/rotate-database-secret/environment";
import { Database } from "../../modules/compute/database";
import { DatabaseAlarms } from "../../modules/compute/database/alarms";
import { Schedule } from "../../modules/compute/schedule";
import { SecretRotation } from "../../modules/compute/secret-rotation";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { liveAlias } from "../../modules/shared/lambda-function";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { DatabaseSettings } from "../environments/schema/database";
import type { IdentityOutputs } from "../identity-stack";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import { databaseIdentifier, metricNamespace } from "../layer/names";
import type { NetworkOutputs } from "../network-stack";

/** The database user that may read the one table; its twin takes turns with it where the two alternate. */
const readerName = "reader";

interface Reads {
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  readonly signing: CodeSigning | undefined;
}

/** What a function needs to ask the database. */
export interface QueriedDatabase {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  /** Where a function is that may ask it. */
  readonly from: NonNullable<LayerFunctionProps["network"]>;
  readonly reader:
    | { readonly kind: "secret"; readonly secretArn: string }
    | { readonly kind: "iam"; readonly name: string; readonly arn: string };
}

/**
 * The database, what it holds when it is new, and the rotation of its reader's password: in this order, since Secrets
 * Manager tests a rotation when it is set up.
 */
export function addDatabase(stack: LayerStack, reads: Reads): QueriedDatabase | undefined {
  const { database: settings } = stack.environment.compute;
  if (settings === undefined) return undefined;
  const { identity, network } = reads;
  const { region } = stack.environment;
  const database = addInstance(stack, settings, reads);
  const from = { subnetIds: network.appSubnetIds, securityGroupIds: [network.functionsSecurityGroupId] };
  const { kind } = settings.user;
  const reader: QueriedDatabase["reader"] =
    kind === "iam"
      ? {
          kind,
          name: readerName,
          arn: `arn:aws:rds-db:${region}:${stack.accountId}:dbuser:${database.resourceId}/${readerName}`,
        }
      : { kind: "secret", secretArn: identity.databaseUserSecretArn };

  const prepared = prepare(stack, database, { ...reads, from, reader, kind });
  if (settings.user.kind !== "iam" && reader.kind === "secret") {
    rotate(stack, database, settings.user, { ...reads, from, secretArn: reader.secretArn, prepared });
  }
  return { address: database.address, port: database.port, name: database.databaseName, from, reader };
}

function addInstance(stack: LayerStack, settings: DatabaseSettings, { identity, network }: Reads): Database {
  const { environment, keepsData, alarmTopicArn } = stack;
  const { name: databaseName, instanceClass, storageGib, engineVersion } = settings;
  const database = new Database(stack, "database", {
    identifier: databaseIdentifier(environment.name),
    databaseName,
    engineVersion,
    instanceClass,
    storageGib,
    multiAz: settings.multiAz,
    backupRetentionDays: settings.backupRetentionDays,
    performanceInsights: settings.performanceInsights,
    subnetIds: network.dataSubnetIds,
    securityGroupId: network.databaseSecurityGroupId,
    dataKeyArn: identity.dataKeyArn,
    secretsKeyArn: identity.secretsKeyArn,
    logs: {
      retentionDays: environment.logs.retentionDays,
      kmsKeyArn: identity.logsKeyArn,
      keepOnDestroy: keepsData,
    },
    deletionProtection: settings.deletionProtection && !environment.teardown,
    keepData: keepsData,
  });
  if (alarmTopicArn !== undefined) {
    new DatabaseAlarms(stack, "database", {
      name: (role) => stack.physicalName(`database-${role}`, "alarm"),
      eventSubscriptionName: database.identifier,
      identifier: database.identifier,
      instanceClass,
      storageGib,
      topicArn: alarmTopicArn,
    });
  }
  return database;
}

type Placed = Reads & Pick<QueriedDatabase, "from">;

/** Makes the schema, the table and its reader, and the reader's first secret value; again whenever one of them is replaced. */
function prepare(
  stack: LayerStack,
  database: Database,
  {
    identity,
    signing,
    from,
    reader,
    kind,
  }: Placed & Pick<QueriedDatabase, "reader"> & { readonly kind: DatabaseSettings["user"]["kind"] },
): ITerraformDependable {
  const { region } = stack.environment;
  const variables: PrepareDatabaseVariables = {
    ...whereIs(database),
    MASTER_SECRET_ARN: database.masterSecretArn,
    ...(reader.kind === "iam"
      ? { READER: "iam", READER_NAME: reader.name }
      : { READER: kind, READER_SECRET_ARN: reader.secretArn }),
  };
  const preparing = addLayerFunction(stack, "prepare_database", {
    folder: "prepare-database",
    description: "Makes the table and its reader",
    settings: { timeoutSeconds: 60 },
    variables: { ...variables },
    statements: secretStatements({
      read: [database.masterSecretArn],
      write: reader.kind === "secret" ? [reader.secretArn] : [],
      keyArn: identity.secretsKeyArn,
      region,
    }),
    network: from,
    keys: identity,
    boundaryArn: identity.permissionsBoundaryArn,
    signing,
  });
  return new LambdaInvocation(stack, "prepare_database_invocation", {
    functionName: preparing.name,
    qualifier: liveAlias,
    input: "{}",
    lifecycleScope: "CREATE_ONLY",
    triggers: { ...variables, DATABASE: database.resourceId, CODE: preparing.aliasArn },
  });
}

function rotate(
  stack: LayerStack,
  database: Database,
  { kind, rotationDays }: Exclude<DatabaseSettings["user"], { readonly kind: "iam" }>,
  {
    identity,
    signing,
    from,
    secretArn,
    prepared,
  }: Placed & { readonly secretArn: string; readonly prepared: ITerraformDependable },
): void {
  const { alarmTopicArn, environment } = stack;
  const variables: RotateDatabaseSecretVariables =
    kind === "lambda-alternating"
      ? { ...whereIs(database), STRATEGY: kind, MASTER_SECRET_ARN: database.masterSecretArn }
      : { ...whereIs(database), STRATEGY: kind };
  const rotating = addLayerFunction(stack, "rotate_database_secret", {
    folder: "rotate-database-secret",
    description: "Gives the database's reader a new password",
    settings: { timeoutSeconds: 60 },
    variables: { ...variables },
    statements: secretStatements({
      // Only whoever may make users can give a new password to the one that is not in use.
      read: kind === "lambda-alternating" ? [database.masterSecretArn] : [],
      write: [secretArn],
      keyArn: identity.secretsKeyArn,
      region: environment.region,
    }),
    network: from,
    keys: identity,
    boundaryArn: identity.permissionsBoundaryArn,
    signing,
  });
  new SecretRotation(stack, "database_user", {
    secretArn,
    everyDays: rotationDays,
    function: rotating,
    accountId: stack.accountId,
    after: [prepared],
    ...(alarmTopicArn !== undefined && {
      alarms: {
        name: (role) => stack.physicalName(`database-user-rotation-${role}`, "alarm"),
        topicArn: alarmTopicArn,
        age: measureAge(stack, "database-user", secretArn, { identity, signing }),
      },
    }),
  });
}

/** The metric of how long ago a secret was rotated, and the function that measures it every hour. */
function measureAge(
  stack: LayerStack,
  secret: string,
  secretArn: string,
  { identity, signing }: Pick<Reads, "identity" | "signing">,
) {
  const folder = "measure-secret-age";
  const variables: MeasureSecretAgeVariables = { SECRETS: `${secret}=${secretArn}` };
  const measuring = addLayerFunction(stack, "measure_secret_age", {
    folder,
    description: "Measures how long ago secrets were rotated",
    settings: { timeoutSeconds: 10 },
    variables: { ...variables },
    statements: [{ sid: "DescribeSecrets", actions: ["secretsmanager:DescribeSecret"], resources: [secretArn] }],
    keys: identity,
    boundaryArn: identity.permissionsBoundaryArn,
    signing,
  });
  new Schedule(stack, "measure_secret_age", {
    name: stack.physicalName(folder, "event rule"),
    description: "Measures every hour how long ago secrets were rotated",
    expression: "rate(1 hour)",
    function: measuring,
  });
  return {
    namespace: metricNamespace(stack.environment.name),
    name: "DaysSinceRotation",
    dimensions: { service: folder, secret },
  };
}

function whereIs({ address, port, databaseName }: Database) {
  return { DATABASE_HOST: address, DATABASE_PORT: String(port), DATABASE_NAME: databaseName };
}
