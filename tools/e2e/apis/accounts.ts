import { randomBytes } from "node:crypto";

import { GetApiKeysCommand } from "@aws-sdk/client-api-gateway";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";

import { ToolError } from "../../shared/errors";
import type { AwsApi } from "../checks/aws-api";

export interface User {
  readonly username: string;
  readonly password: string;
}

/**
 * A user of a pool, made and confirmed as docs/users-and-tokens.md tells an administrator to, and with a password
 * of its own.
 */
export async function makeUser({ cognito }: AwsApi, userPoolId: string): Promise<User> {
  // Of another name each time: what is asked of one deployment is asked of the next of the same pool.
  const username = `caller-${randomBytes(4).toString("hex")}@example.com`;
  const user = { username, password: `Aa1!${randomBytes(24).toString("base64url")}` };
  const Username = user.username;
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username,
      UserAttributes: [
        { Name: "email", Value: Username },
        { Name: "email_verified", Value: "true" },
      ],
      MessageAction: "SUPPRESS",
    }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId: userPoolId, Username, Password: user.password, Permanent: true }),
  );
  return user;
}

/** What an app client is told by the pool, its secret included. */
export async function clientOf({ cognito }: AwsApi, userPoolId: string, clientId: string) {
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  if (UserPoolClient === undefined) throw new ToolError(`the user pool has no client ${clientId}`);
  return UserPoolClient;
}

/** The value of the one API key, where there is one. */
export async function apiKeyOf({ apiGateway }: AwsApi): Promise<string | undefined> {
  const { items = [] } = await apiGateway.send(new GetApiKeysCommand({ includeValues: true }));
  return items[0]?.value;
}

/** An IAM user who may call what the ARNs say and nothing else. */
export async function makeIamCaller({ iam }: AwsApi, executeApiArns: readonly string[]) {
  const UserName = "caller";
  await iam.send(new CreateUserCommand({ UserName }));
  const statement = { Effect: "Allow", Action: "execute-api:Invoke", Resource: executeApiArns };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "calls", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return { accessKeyId, secretAccessKey };
}
