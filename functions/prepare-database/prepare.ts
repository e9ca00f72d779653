import type { DatabaseAddress, Session } from "../shared/database/connection";
import { asMaster, type MasterLogin } from "../shared/database/master";
import {
  firstReader,
  isAdmitted,
  makeIamReader,
  makeReader,
  otherReader,
  setPassword,
} from "../shared/database/readers";
import { loginOf, newPassword, readUserSecret, userSecretText, type UserSecret } from "../shared/database/secret-value";
import type { Secret } from "../shared/database/secrets-manager";

export interface Preparation {
  readonly address: DatabaseAddress;
  readonly database: string;
  readonly masterLogin: MasterLogin;
  readonly reader:
    | { readonly kind: "lambda-alternating" | "lambda-single-user"; readonly secret: Secret }
    | { readonly kind: "iam"; readonly name: string };
}

/** The rows of the table, whose ids begin with 1. */
const players = ["Lionel Messi", "Cristiano Ronaldo", "Son Heung-min"];

/**
 * Creates what is missing of the schema, the table, its rows and its readers. Of what exists, only a reader's
 * authentication may change. Idempotent: it may be called at any time, also while a secret rotates.
 */
export async function prepare({ address, database, masterLogin, reader }: Preparation): Promise<void> {
  await asMaster(address, masterLogin, async (session) => {
    await makeTable(session, database);
    if (reader.kind === "iam") await makeIamReader(session, reader.name, database);
    else await makeReaders(session, { address, database, ...reader });
  });
}

async function makeTable({ command, ask }: Session, database: string): Promise<void> {
  const table = `\`${database}\`.players`;
  await command(`CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4`);
  await command(`CREATE TABLE IF NOT EXISTS ${table} (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL)`);
  for (const [index, name] of players.entries()) {
    // A row that was changed since stays as it is.
    await ask(`INSERT INTO ${table} (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = id`, [index + 1, name]);
  }
}

interface SecretReaders extends Pick<Preparation, "address" | "database"> {
  readonly kind: "lambda-alternating" | "lambda-single-user";
  readonly secret: Secret;
}

/**
 * Writes the secret before it creates the user: the call after an interrupted one finds the password again. A user that
 * refuses the secret's password, as after a snapshot was restored, gets it. Any other keeps its own.
 */
async function makeReaders(session: Session, { address, database, kind, secret }: SecretReaders): Promise<void> {
  const current = await currentOf(secret, address, database);
  await makeReader(session, current, database);
  if (!(await isAdmitted(address, loginOf(current))) && !(await isChanging(secret, current, address))) {
    await setPassword(session, current);
  }
  if (kind === "lambda-alternating") {
    // Nobody knows this user's password before a rotation sets one.
    await makeReader(session, { username: otherReader(current.username), password: newPassword() }, database);
  }
}

async function currentOf(secret: Secret, { host, port }: DatabaseAddress, dbname: string): Promise<UserSecret> {
  const there = await secret.read({ stage: "AWSCURRENT" });
  if (there !== undefined) return readUserSecret(there);
  const first = { engine: "mysql" as const, host, port, dbname, username: firstReader, password: newPassword() };
  await secret.put(userSecretText(first), { stage: "AWSCURRENT" });
  return first;
}

/** Whether a rotation has changed this user's password and is about to move AWSCURRENT. */
async function isChanging(secret: Secret, current: UserSecret, address: DatabaseAddress): Promise<boolean> {
  const pending = await secret.read({ stage: "AWSPENDING" });
  if (pending === undefined) return false;
  const next = readUserSecret(pending);
  return next.username === current.username && isAdmitted(address, loginOf(next));
}
