import type { ITerraformDependable } from "cdktf";
import type { RotateDatabaseSecretVariables } from "../../functions/rotate-database-secret/environment";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { IdentityOutputs } from "../identity-stack";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import { addRotatedSecret } from "../layer/rotated-secret";

interface DatabaseRotationProps {
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly signing: CodeSigning | undefined;
  readonly strategy: RotateDatabaseSecretVariables["STRATEGY"];
  readonly everyDays: number;
  readonly secretArn: string;
  readonly masterSecretArn: string;
  readonly database: Pick<RotateDatabaseSecretVariables, "DATABASE_HOST" | "DATABASE_NAME" | "DATABASE_PORT">;
  /** The rotation function's place in the VPC. */
  readonly from: NonNullable<LayerFunctionProps["network"]>;
  /** What creates the reader and the secret's first value. */
  readonly prepared: ITerraformDependable;
}

/** Rotates the password of the database's reader every `everyDays` days, with alarms on a failed or late rotation. */
export function addDatabaseRotation(stack: LayerStack, props: DatabaseRotationProps): void {
  const { strategy, everyDays, secretArn, masterSecretArn, database, from, prepared, identity, signing } = props;
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
      // The master user sets a reader's password: the reader that is not in use cannot, nor can one that is locked out.
      read: [masterSecretArn],
      write: [secretArn],
      keyArn: identity.secretsKeyArn,
      region: stack.environment.region,
    }),
    network: from,
    keys: identity,
    boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
    signing,
  });
  addRotatedSecret(stack, {
    secret: "database-user",
    secretArn,
    everyDays,
    function: rotating,
    after: [prepared],
    keys: identity,
    boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
    signing,
  });
}
