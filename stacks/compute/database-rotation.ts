import type { ITerraformDependable } from "cdktf";
import type { MeasureSecretAgeVariables } from "../../functions/measure-secret-age/environment";
import type { RotateDatabaseSecretVariables } from "../../functions/rotate-database-secret/environment";
import { Schedule } from "../../modules/compute/schedule";
import { SecretRotation } from "../../modules/shared/secret-rotation";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { IdentityOutputs } from "../identity-stack";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";

interface Shared {
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly signing: CodeSigning | undefined;
}

interface DatabaseRotationProps extends Shared {
  readonly strategy: RotateDatabaseSecretVariables["STRATEGY"];
  readonly everyDays: number;
  readonly secretArn: string;
  readonly masterSecretArn: string;
  readonly database: Pick<RotateDatabaseSecretVariables, "DATABASE_HOST" | "DATABASE_NAME" | "DATABASE_PORT">;
  /** Where it is in the VPC. */
  readonly from: NonNullable<LayerFunctionProps["network"]>;
  /** What makes the reader and the secret's first value. */
  readonly prepared: ITerraformDependable;
}

/** Gives the database's reader a new password every so many days, and tells when that fails or is late. */
export function addDatabaseRotation(stack: LayerStack, props: DatabaseRotationProps): void {
  const { strategy, everyDays, secretArn, masterSecretArn, database, from, prepared, identity, signing } = props;
  const { alarmTopicArn, environment } = stack;
  const variables: RotateDatabaseSecretVariables = {
    ...database,
    STRATEGY: strategy,
    MASTER_SECRET_ARN: masterSecretArn,
  };
  const rotating = addLayerFunction(stack, "rotate_database_secret", {
    folder: "rotate-database-secret",
    description: "Gives the database's reader a new password",
    settings: { timeoutSeconds: 60 },
    variables: { ...variables },
    statements: secretStatements({
      // It gives the reader its password: the one that is not in use cannot, and one that is locked out cannot either.
      read: [masterSecretArn],
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
    everyDays,
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
function measureAge(stack: LayerStack, secret: string, secretArn: string, { identity, signing }: Shared) {
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
  new Schedule(stack, "secret_age_hourly", {
    name: stack.physicalName(folder, "event rule"),
    description: "Measures every hour how long ago secrets were rotated",
    expression: "rate(1 hour)",
    function: measuring,
  });
  return {
    namespace: metricNamespace(stack.environment.name),
    name: "DaysSinceRotation",
    dimensions: { service: folder, secretName: secret },
  };
}
