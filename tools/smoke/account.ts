import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type Outcome, notSent } from "./result";

/** The calls to AWS's own APIs, with the credentials that the AWS SDK finds. */
export interface Account {
  /** The instances of a fleet that are in service. */
  instances(fleet: string): Promise<readonly Instance[]>;
  secret(arn: string): Secret;
}

export interface Instance {
  readonly id: string;
  readonly publicAddress?: string;
}

export interface Secret {
  describe(): Promise<SecretState>;
  /** The value stays in memory: it is only compared. */
  value(version: string): Promise<string>;
  /** @returns the id of the version that is to become the current one */
  rotate(): Promise<string>;
}

interface SecretState {
  readonly rotates: boolean;
  /** The version that is AWSCURRENT. */
  readonly current?: string;
  /** The version of a running rotation: AWSPENDING, and not AWSCURRENT too. */
  readonly pending?: string;
}

export function awsAccount(region: string): Account {
  return { instances: (fleet) => instances(region, fleet), secret: (arn) => secretOf(region, arn) };
}

async function instances(region: string, fleet: string): Promise<readonly Instance[]> {
  const { AutoScalingGroups: groups = [] } = await new AutoScalingClient({ region }).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [fleet] }),
  );
  const ids = groups
    .flatMap(({ Instances: all = [] }) => all)
    .filter(({ LifecycleState: state }) => state === "InService")
    .flatMap(({ InstanceId: id }) => id ?? []);
  if (ids.length === 0) return [];
  const { Reservations: reservations = [] } = await new EC2Client({ region }).send(
    new DescribeInstancesCommand({ InstanceIds: ids }),
  );
  return reservations
    .flatMap(({ Instances: all = [] }) => all)
    .map(({ InstanceId: id = "", PublicIpAddress: publicAddress }) => ({
      id,
      ...(publicAddress !== undefined && { publicAddress }),
    }));
}

function secretOf(region: string, arn: string): Secret {
  const client = new SecretsManagerClient({ region });
  const SecretId = arn;
  return {
    describe: async () => {
      const { RotationEnabled: rotates = false, VersionIdsToStages: versions = {} } = await client.send(
        new DescribeSecretCommand({ SecretId }),
      );
      const staged = (stage: string, not?: string): string | undefined =>
        Object.entries(versions).find(
          ([, stages]) => stages.includes(stage) && (not === undefined || !stages.includes(not)),
        )?.[0];
      const [current, pending] = [staged("AWSCURRENT"), staged("AWSPENDING", "AWSCURRENT")];
      return { rotates, ...(current !== undefined && { current }), ...(pending !== undefined && { pending }) };
    },
    value: async (VersionId) => {
      const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId, VersionId }));
      if (text === undefined) throw new Error("the secret holds no text");
      return text;
    },
    rotate: async () => (await client.send(new RotateSecretCommand({ SecretId }))).VersionId ?? "",
  };
}

/** The outcome for an error of AWS, or of the AWS SDK before the call. */
export function refusedByAws(action: string, error: unknown): Outcome {
  const { name } = error as Error;
  return notSent(name === "CredentialsProviderError" ? "needs AWS credentials" : `AWS refuses ${action}: ${name}`);
}
