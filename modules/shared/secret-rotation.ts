import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Alarm } from "./alarm";

export interface SecretRotationProps {
  readonly secretArn: string;
  /** 1 to 365. */
  readonly everyDays: number;
  /**
   * The function that carries out the four steps, called by its alias: the code does not change while a rotation runs.
   * Secrets Manager takes an ARN of up to 2,048 characters, and none of its documents refuses an alias's (Secrets Manager
   * API Reference, RotateSecret: RotationLambdaARN).
   */
  readonly function: { readonly name: string; readonly aliasName: string; readonly aliasArn: string };
  readonly accountId: string;
  /**
   * What must exist before: the secret's first value, and the function's way to what it rotates. Secrets Manager tests a
   * rotation when it is set up, even one that does not begin at once (Secrets Manager API Reference, RotateSecret:
   * RotateImmediately).
   */
  readonly after: readonly ITerraformDependable[];
  /** @default no alarms */
  readonly alarms?: {
    readonly name: (role: "failed" | "late") => string;
    readonly topicArn: string;
    /**
     * The metric of the days since the secret was last rotated. Something outside of the rotation measures it at least once
     * a day.
     */
    readonly age: {
      readonly namespace: string;
      readonly name: string;
      readonly dimensions: Readonly<Record<string, string>>;
    };
  };
}

/**
 * Has Secrets Manager call a function to rotate one secret, with alarms on a failed and a late rotation. Secrets Manager
 * has no metric of rotations (Secrets Manager User Guide, "Monitor AWS Secrets Manager with Amazon CloudWatch": the number
 * of secrets alone). Its events RotationFailed and RotationSucceeded reach EventBridge only where the account has a trail.
 * So the alarms look at the function's errors and the secret's age.
 */
export class SecretRotation extends Construct {
  constructor(scope: Construct, id: string, props: SecretRotationProps) {
    super(scope, id);
    const { secretArn, everyDays, function: rotating, accountId, after, alarms } = props;

    // Without the source, Secrets Manager would call this function for a secret of any account.
    const permission = new LambdaPermission(this, "permission", {
      statementIdPrefix: "secrets-manager-",
      functionName: rotating.name,
      qualifier: rotating.aliasName,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: accountId,
      sourceArn: secretArn,
    });
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secretArn,
      rotationLambdaArn: rotating.aliasArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: everyDays },
      dependsOn: [permission, ...after],
    });
    if (alarms === undefined) return;

    const { name, topicArn, age } = alarms;
    new Alarm(this, "failed", {
      name: name("failed"),
      description: `A step of the rotation by ${rotating.name} has failed: its log says which and why. Secrets Manager tries again; the value that is current stays valid.`,
      metric: {
        namespace: "AWS/Lambda",
        name: "Errors",
        dimensions: { FunctionName: rotating.name },
        statistic: "Sum",
      },
      comparison: "GreaterThanThreshold",
      threshold: 0,
      periodSeconds: 300,
      evaluationPeriods: 1,
      topicArn,
    });
    new Alarm(this, "late", {
      name: name("late"),
      description: `The secret that ${rotating.name} rotates every ${everyDays} days is over a day late, or its age is not measured: see the function's log, then aws secretsmanager describe-secret.`,
      metric: { ...age, statistic: "Maximum" },
      comparison: "GreaterThanThreshold",
      threshold: everyDays + 1,
      periodSeconds: 86_400,
      evaluationPeriods: 1,
      silenceMeans: "trouble",
      topicArn,
    });
  }
}
