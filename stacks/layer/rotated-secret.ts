import type { ITerraformDependable } from "cdktf";
import type { MeasureSecretAgeVariables } from "../../functions/measure-secret-age/environment";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { Schedule } from "../../modules/shared/schedule";
import { SecretRotation, type SecretRotationProps } from "../../modules/shared/secret-rotation";
import { addLayerFunction, type LayerFunctionProps } from "./layer-function";
import type { LayerStack } from "./layer-stack";
import { metricNamespace } from "./names";

interface RotatedSecret {
  /** The secret's part in names, such as `database-user`; with `_`, the start of the addresses. */
  readonly secret: string;
  readonly secretArn: string;
  readonly everyDays: number;
  readonly function: SecretRotationProps["function"];
  /** What must exist before the first rotation. */
  readonly after: readonly ITerraformDependable[];
  readonly keys: LayerFunctionProps["keys"];
  readonly boundaryArn: string;
  readonly signing: CodeSigning | undefined;
}

/** Rotates the one secret of a layer that is rotated by a function, with alarms on a failed or late rotation. */
export function addRotatedSecret(stack: LayerStack, props: RotatedSecret): void {
  const { secret, secretArn, everyDays, function: rotating, after } = props;
  const { alarmTopicArn } = stack;
  new SecretRotation(stack, secret.replaceAll("-", "_"), {
    secretArn,
    everyDays,
    function: rotating,
    accountId: stack.accountId,
    after,
    ...(alarmTopicArn !== undefined && {
      alarms: {
        name: (role) => stack.physicalName(`${secret}-rotation-${role}`, "alarm"),
        topicArn: alarmTopicArn,
        age: measureAge(stack, props),
      },
    }),
  });
}

/** The metric of the days since a secret's last rotation, and the function that measures it every hour. */
function measureAge(stack: LayerStack, { secret, secretArn, keys, boundaryArn, signing }: RotatedSecret) {
  const folder = "measure-secret-age";
  const variables: MeasureSecretAgeVariables = { SECRETS: `${secret}=${secretArn}` };
  const measuring = addLayerFunction(stack, "measure_secret_age", {
    folder,
    description: "Measures how long ago secrets were rotated",
    settings: { timeoutSeconds: 10 },
    variables: { ...variables },
    statements: [{ sid: "DescribeSecrets", actions: ["secretsmanager:DescribeSecret"], resources: [secretArn] }],
    keys,
    boundaryArn,
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
