import { randomUUID } from "node:crypto";

import { GetFunctionConfigurationCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";

import { ToolError } from "../../shared/errors";
import type { HttpAnswer, Send } from "../../smoke/http";
import type { Outputs } from "../../smoke/outputs";
import type { AwsApi } from "../checks/aws-api";
import { expectEqual, type Part } from "../report";

export interface Asking {
  readonly api: AwsApi;
  readonly send: Send;
  readonly outputs: Outputs;
  /** Where viewers ask. */
  readonly url: string;
  /** What the route takes, where it asks for a token. */
  readonly idToken?: string | undefined;
}

/** Asks system A's route for players, and has the password of the function's database user rotated meanwhile. */
export async function asksForPlayers(part: Part, asking: Asking): Promise<void> {
  const ask = (query: string): Promise<HttpAnswer> => askFor(asking, query);
  await part.check("V1, REST API: /?id=1 is answered from the database", async () => {
    const { status, body } = await ask("?id=1");
    expectEqual("the answer", [status, body], [200, firstPlayer]);
    return body;
  });
  await part.check("V1, REST API: /?id=4, which there is not, is answered with no player", async () => {
    const { status, body } = await ask("?id=4");
    expectEqual("the answer", [status, body], [200, "[]"]);
    return body;
  });
  await checkRotation(part, asking, ask);
}

const firstPlayer = '["My favorite player is Lionel Messi"]';

export function askFor(
  { send, url, idToken }: Asking,
  query: string,
  own: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  const headers = idToken === undefined ? own : { ...own, Authorization: idToken };
  return send({ method: "GET", url: `${url.replace(/\/$/, "")}/${query}`, headers, clientCertificate: false });
}

/** Often enough that the function has old and new logins to go on with. */
const rotations = 3;

/**
 * Row V3. The emulator keeps a rotation's settings and calls no function, so the steps are called here as Secrets Manager
 * calls them: with a version that is staged AWSPENDING and has no value yet.
 */
async function checkRotation(
  part: Part,
  { api, outputs }: Asking,
  ask: (query: string) => Promise<HttpAnswer>,
): Promise<void> {
  const SecretId = outputs["database_user_secret_arn"] ?? "";
  const { RotationLambdaARN: FunctionName } = await api.secrets.send(new DescribeSecretCommand({ SecretId }));
  if (FunctionName === undefined) return;
  await part.check("V3, REST API: no request is refused while the password is rotated", async () => {
    const { Environment } = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (Environment?.Variables?.["STRATEGY"] === undefined) throw new ToolError("it is not the database's rotation");
    let asked = 0;
    const refused: string[] = [];
    for (let rotation = 0; rotation < rotations; rotation += 1) {
      const version = randomUUID();
      await api.secrets.send(
        new PutSecretValueCommand({ SecretId, ClientRequestToken: version, VersionStages: ["AWSPENDING"] }),
      );
      for (const Step of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
        const stepped = invoked(api, FunctionName, { Step, SecretId, ClientRequestToken: version });
        const done = stepped.then(() => true);
        do {
          const { status, body } = await ask("?id=1");
          asked += 1;
          if (status !== 200) refused.push(`${Step}: ${status} ${body}`);
        } while (!(await Promise.race([done, Promise.resolve(false)])));
      }
      const { VersionIdsToStages = {} } = await api.secrets.send(new DescribeSecretCommand({ SecretId }));
      if (VersionIdsToStages[version]?.includes("AWSCURRENT") !== true) throw new ToolError("it is not AWSCURRENT");
    }
    expectEqual("what was refused", refused, []);
    return `${asked} requests in ${rotations} rotations`;
  });
}

async function invoked({ lambda }: AwsApi, FunctionName: string, event: object): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  if (FunctionError !== undefined) throw new ToolError(Buffer.from(Payload ?? []).toString());
}
