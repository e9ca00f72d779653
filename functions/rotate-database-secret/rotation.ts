import * as z from "zod/mini";
import type { DatabaseAddress } from "../shared/database/connection";
import { asMaster, type MasterLogin } from "../shared/database/master";
import { isAdmitted, makeReader, otherReader, setPassword } from "../shared/database/readers";
import { loginOf, newPassword, readUserSecret, userSecretText, type UserSecret } from "../shared/database/secret-value";
import type { Described, Secret } from "../shared/database/secrets-manager";

/** Secrets Manager's event (Secrets Manager User Guide, "Rotation by Lambda function"). */
export const rotationRequest = z.object({
  Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
  SecretId: z.string().check(z.minLength(1)),
  /** The version that is to become AWSCURRENT. */
  ClientRequestToken: z.string().check(z.regex(/^[\w-]{32,64}$/)),
  RotationToken: z.optional(z.string().check(z.maxLength(256))),
});

export interface Rotation {
  readonly address: DatabaseAddress;
  readonly database: string;
  readonly strategy: "lambda-alternating" | "lambda-single-user";
  readonly secret: Secret;
  readonly masterLogin: MasterLogin;
}

export type RotationOutcome =
  | "already current"
  | "has a value"
  | "given a value"
  | "already set"
  | "set"
  | "nothing to test"
  | "tested"
  | "current";

type Request = Omit<z.infer<typeof rotationRequest>, "SecretId">;

/**
 * Carries out one step of a rotation (Secrets Manager User Guide, "Lambda rotation functions"). Each step is idempotent: it
 * finds out what is done, and does the rest.
 *
 * Where users alternate, the new value is of the user that AWSCURRENT does not name: the old value stays valid until the
 * next rotation. The old value of a single user is refused from `setSecret` on, and stays AWSCURRENT until `finishSecret`.
 *
 * @throws DatabaseFault; an Error with the reason where the step is not allowed
 */
export async function rotate(request: Request, rotation: Rotation): Promise<RotationOutcome> {
  const { Step: step, ClientRequestToken: version } = request;
  const described = await rotation.secret.describe();
  if (!described.rotationEnabled) throw new Error("the secret's rotation is not enabled");
  const stages = described.stages[version];
  if (stages === undefined) throw new Error("the secret has no such version");
  if (stages.includes("AWSCURRENT")) return "already current";
  if (!stages.includes("AWSPENDING")) throw new Error("the version is not staged AWSPENDING");
  switch (step) {
    case "createSecret":
      return create(request, rotation);
    case "setSecret":
      return set(version, rotation);
    case "testSecret":
      return test(version, rotation);
    case "finishSecret":
      return finish(version, described, rotation);
  }
}

async function create(request: Request, rotation: Rotation): Promise<RotationOutcome> {
  const { secret, address, database } = rotation;
  const { ClientRequestToken: version, RotationToken: rotationToken } = request;
  if ((await pendingOf(version, secret)) !== undefined) return "has a value";
  const { username } = await currentOf(secret);
  const value: UserSecret = {
    engine: "mysql",
    host: address.host,
    port: address.port,
    dbname: database,
    username: nextUser(username, rotation),
    password: newPassword(),
  };
  await secret.put(userSecretText(value), { stage: "AWSPENDING", version, rotationToken });
  return "given a value";
}

async function set(version: string, rotation: Rotation): Promise<RotationOutcome> {
  const { secret, address, database, masterLogin } = rotation;
  const pending = await valueOf(version, secret);
  const { username } = await currentOf(secret);
  // Where users alternate, AWSCURRENT's user keeps its password until the other is current, whatever value was put here.
  if (pending.username !== nextUser(username, rotation))
    throw new Error("the version names another user than the user to rotate next");
  if (await isAdmitted(address, loginOf(pending))) return "already set";
  await asMaster(address, masterLogin, async (session) => {
    await makeReader(session, pending, database);
    await setPassword(session, pending);
  });
  return "set";
}

/**
 * Reads the table with the new value. Where a schedule is made without a rotation, Secrets Manager calls this step with a
 * version that was never given a value (Secrets Manager API Reference, RotateSecret, RotateImmediately).
 */
async function test(version: string, { secret, address, database }: Rotation): Promise<RotationOutcome> {
  const pending = await pendingOf(version, secret);
  if (pending === undefined) return "nothing to test";
  if (!(await isAdmitted(address, loginOf(pending), database)))
    throw new Error("the database refuses the new password");
  return "tested";
}

async function finish(version: string, { stages }: Described, { secret }: Rotation): Promise<RotationOutcome> {
  await valueOf(version, secret);
  const [from] = Object.entries(stages).find(([, staged]) => staged.includes("AWSCURRENT")) ?? [];
  if (from === undefined) throw new Error("the secret has no current version");
  await secret.moveCurrent({ to: version, from });
  return "current";
}

const nextUser = (username: string, { strategy }: Rotation): string =>
  strategy === "lambda-alternating" ? otherReader(username) : username;

async function pendingOf(version: string, secret: Secret): Promise<UserSecret | undefined> {
  const value = await secret.read({ stage: "AWSPENDING", version });
  return value === undefined ? undefined : readUserSecret(value);
}

async function valueOf(version: string, secret: Secret): Promise<UserSecret> {
  const value = await pendingOf(version, secret);
  if (value === undefined) throw new Error("the version has no value yet");
  return value;
}

async function currentOf(secret: Secret): Promise<UserSecret> {
  const value = await secret.read({ stage: "AWSCURRENT" });
  if (value === undefined) throw new Error("the secret has no current value: the database is not prepared");
  return readUserSecret(value);
}
