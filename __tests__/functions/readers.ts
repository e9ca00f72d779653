import { createConnection, type Connection } from "mysql2/promise";
import { prepare } from "../../functions/prepare-database/prepare";
import { connectionOptions, type DatabaseAddress, type Login } from "../../functions/shared/database/connection";
import { loginOf, readUserSecret } from "../../functions/shared/database/secret-value";
import type { DatabaseServer } from "../../tools/e2e/database/server";
import { FakeSecret } from "./secrets-manager";

export const database = "playersdb";

export const addressOf = ({ host, port, authority }: DatabaseServer): DatabaseAddress => ({
  host,
  port,
  certificateAuthorities: [authority],
});

/** The variables by which a function finds the database. */
export const databaseVariables = ({ host, port }: DatabaseServer) => ({
  DATABASE_HOST: host,
  DATABASE_PORT: String(port),
  DATABASE_NAME: database,
});

/** The master user's secret, as RDS keeps it. */
export const masterSecret = ({ master: { user: username, password } }: DatabaseServer) =>
  new FakeSecret(JSON.stringify({ username, password }));

/** A connection that a test looks at the database with. */
export async function connected<T>(
  server: DatabaseServer,
  login: Login,
  work: (connection: Connection) => Promise<T>,
  schema?: string,
): Promise<T> {
  const connection = await createConnection(connectionOptions(addressOf(server), login, schema));
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

/** What the master user gets for a statement. */
export const asked = (server: DatabaseServer, statement: string): Promise<unknown> =>
  connected(server, server.master, async (connection) => (await connection.query(statement))[0]);

/** The rights of a user, as the server says them. */
export async function databaseGrantsOf(server: DatabaseServer, user: string): Promise<string[]> {
  const rows = (await asked(server, `SHOW GRANTS FOR '${user}'@'%'`)) as Record<string, string>[];
  return rows.map((row) => (Object.values(row)[0] ?? "").replace(/ IDENTIFIED BY PASSWORD '[^']*'/, "")).sort();
}

/** A database as it is before anything was prepared. */
export async function emptied(server: DatabaseServer): Promise<void> {
  for (const statement of [
    `DROP DATABASE IF EXISTS ${database}`,
    "DROP USER IF EXISTS 'reader'@'%'",
    "DROP USER IF EXISTS 'reader_clone'@'%'",
  ]) {
    await asked(server, statement);
  }
}

/** A database that was prepared for a kind of reader, and its secret. */
export async function prepared(
  server: DatabaseServer,
  kind: "lambda-alternating" | "lambda-single-user",
): Promise<FakeSecret> {
  await emptied(server);
  const secret = new FakeSecret();
  const masterLogin = () => Promise.resolve(server.master);
  await prepare({ address: addressOf(server), database, masterLogin, reader: { kind, secret } });
  secret.calls.splice(0);
  return secret;
}

/** What the version with this stage signs in with. */
export function loginAt(secret: FakeSecret, stage: string): Login & { readonly password: string } {
  const { user, password } = loginOf(readUserSecret(secret.valueOf(stage) ?? ""));
  return { user, password: String(password) };
}
