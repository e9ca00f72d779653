import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";

import { ToolError } from "../../shared/errors";
import type { HttpAnswer, Send } from "../../smoke/http";
import type { Outputs } from "../../smoke/outputs";
import type { AwsApi } from "../checks/aws-api";
import { expectEqual, type Part } from "../report";
import { rotate, rotatingFunction } from "./rotation";

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
  await part.check("V1, REST API: /?id=4, which does not exist, is answered with no player", async () => {
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

/** Row V3. */
async function checkRotation(
  part: Part,
  { api, outputs }: Asking,
  ask: (query: string) => Promise<HttpAnswer>,
): Promise<void> {
  const SecretId = outputs["database_user_secret_arn"] ?? "";
  const FunctionName = await rotatingFunction(api, SecretId);
  if (FunctionName === undefined) return;
  await part.check("V3, REST API: no request is refused while the password is rotated", async () => {
    const { Environment } = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (Environment?.Variables?.["STRATEGY"] === undefined) throw new ToolError("it is not the database's rotation");
    let asked = 0;
    const refused: string[] = [];
    for (let rotation = 0; rotation < rotations; rotation += 1) {
      await rotate(api, { SecretId, FunctionName }, async (step) => {
        const { status, body } = await ask("?id=1");
        asked += 1;
        if (status !== 200) refused.push(`${step}: ${status} ${body}`);
      });
    }
    expectEqual("what was refused", refused, []);
    return `${asked} requests in ${rotations} rotations`;
  });
}
