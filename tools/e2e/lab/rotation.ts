import { randomUUID } from "node:crypto";

import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";

import { ToolError } from "../../shared/errors";
import type { AwsApi } from "../checks/aws-api";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

export type RotationStep = (typeof steps)[number];

/** The function that rotates a secret; undefined where none does. */
export async function rotatingFunction(
  { secrets }: Pick<AwsApi, "secrets">,
  SecretId: string,
): Promise<string | undefined> {
  return (await secrets.send(new DescribeSecretCommand({ SecretId }))).RotationLambdaARN;
}

/**
 * One rotation, while `meanwhile` is done at least once in each of its steps. The emulator keeps a rotation's settings and
 * calls no function, so the steps are called here as Secrets Manager calls them: with a version that is staged AWSPENDING
 * and has no value yet.
 */
export async function rotate(
  { lambda, secrets }: Pick<AwsApi, "lambda" | "secrets">,
  { SecretId, FunctionName }: { readonly SecretId: string; readonly FunctionName: string },
  meanwhile: (step: RotationStep) => Promise<void>,
): Promise<void> {
  const version = randomUUID();
  await secrets.send(
    new PutSecretValueCommand({ SecretId, ClientRequestToken: version, VersionStages: ["AWSPENDING"] }),
  );
  for (const Step of steps) {
    const done = new AbortController();
    const stepped = invoked(lambda, FunctionName, { Step, SecretId, ClientRequestToken: version }).finally(() => {
      done.abort();
    });
    await Promise.all([stepped, untilAborted(done.signal, () => meanwhile(Step))]);
  }
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  if (VersionIdsToStages[version]?.includes("AWSCURRENT") !== true) throw new ToolError("it is not AWSCURRENT");
}

async function untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  do await work();
  while (!signal.aborted);
}

async function invoked(lambda: AwsApi["lambda"], FunctionName: string, event: object): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  if (FunctionError !== undefined) throw new ToolError(Buffer.from(Payload ?? []).toString());
}
