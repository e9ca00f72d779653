import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { ITerraformDependable } from "cdktf";
import type { PrepareDatabaseVariables } from "../../functions/prepare-database/environment";
import { Database } from "../../modules/compute/database";
import { DatabaseAlarms } from "../../modules/compute/database/alarms";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { DatabaseSettings } from "../environments/schema/compute/database";
import type { IdentityOutputs } from "../identity-stack";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import { databaseIdentifier } from "../layer/names";
import type { NetworkOutputs } from "../network-stack";
import { addDatabaseRotation } from "./database-rotation";

/** The database user that may read the one table. With `lambda-alternating`, a second user takes turns with it. */
const readerName = "reader";

interface Reads {
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  readonly signing: CodeSigning | undefined;
}

/** What a function needs to query the database. */
export interface QueriedDatabase {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  /** The place in the VPC of a function that may query the database. */
  readonly from: NonNullable<LayerFunctionProps["network"]>;
  readonly reader:
    | {
        readonly kind: "secret";
        readonly secretArn: string;
        readonly rotation: "lambda-alternating" | "lambda-single-user";
      }
    | { readonly kind: "iam"; readonly name: string; readonly arn: string };
}

/**
 * Adds the database, its first content, and the rotation of its reader's password. In this order: Secrets Manager tests a
 * rotation when it is set up.
 */
export function addDatabase(stack: LayerStack, reads: Reads): QueriedDatabase | undefined {
  const { database: settings } = stack.environment.compute;
  if (settings === undefined) return undefined;
  const { identity, network } = reads;
  const { region } = stack.environment;
  const database = addInstance(stack, settings, reads);
  const from = { subnetIds: network.appSubnetIds, securityGroupIds: [network.functionsSecurityGroupId] };
  const { user } = settings;
  const { kind } = user;
  const reader: QueriedDatabase["reader"] =
    kind === "iam"
      ? {
          kind,
          name: readerName,
          arn: `arn:aws:rds-db:${region}:${stack.accountId}:dbuser:${database.resourceId}/${readerName}`,
        }
      : { kind: "secret", secretArn: identity.databaseUserSecretArn, rotation: kind };

  const prepared = prepare(stack, database, { ...reads, from, reader });
  if (user.kind !== "iam" && user.rotationDays !== "never" && reader.kind === "secret") {
    addDatabaseRotation(stack, {
      ...reads,
      strategy: user.kind,
      everyDays: user.rotationDays,
      secretArn: reader.secretArn,
      masterSecretArn: database.masterSecretArn,
      database: whereIs(database),
      from,
      prepared,
    });
  }
  return { address: database.address, port: database.port, name: database.databaseName, from, reader };
}

function addInstance(stack: LayerStack, settings: DatabaseSettings, { identity, network }: Reads): Database {
  const { environment, keepsData, alarmTopicArn } = stack;
  const { name: databaseName, instanceClass, storageGib, engineVersion, applyImmediately } = settings;
  const database = new Database(stack, "database", {
    identifier: databaseIdentifier(environment.name),
    databaseName,
    engineVersion,
    applyImmediately,
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
    new DatabaseAlarms(stack, "database_watch", {
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

/** Creates the schema, the table, the reader and its first secret value. Repeats when one of these or the code changes. */
function prepare(
  stack: LayerStack,
  database: Database,
  { identity, signing, from, reader }: Placed & Pick<QueriedDatabase, "reader">,
): ITerraformDependable {
  const { region } = stack.environment;
  const always = { ...whereIs(database), MASTER_SECRET_ARN: database.masterSecretArn };
  const variables: PrepareDatabaseVariables =
    reader.kind === "iam"
      ? { ...always, READER: "iam", READER_NAME: reader.name }
      : { ...always, READER: reader.rotation, READER_SECRET_ARN: reader.secretArn };
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
    boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
    signing,
  });
  return new LambdaInvocation(stack, "prepare_database_invocation", {
    functionName: preparing.name,
    qualifier: preparing.aliasName,
    input: "{}",
    lifecycleScope: "CREATE_ONLY",
    triggers: { ...variables, DATABASE: database.resourceId, CODE: preparing.codeSha256 },
  });
}

/** The variables by which each function finds the database. */
function whereIs({ address, port, databaseName }: Database) {
  return { DATABASE_HOST: address, DATABASE_PORT: String(port), DATABASE_NAME: databaseName };
}
