import { DatabaseFault, withSession, type DatabaseAddress, type Login, type Session } from "./connection";

/** The users that may read the one table. Where users alternate, the second takes turns with the first. */
export const firstReader = "reader";
const secondReader = "reader_clone";

export const otherReader = (name: string): string => (name === firstReader ? secondReader : firstReader);

/** The password has letters and digits alone: no statement about users takes values. */
interface Reader {
  readonly username: string;
  readonly password: string;
}

/** Creates the user if it is missing, and lets it read the table. An existing user keeps its password. */
export async function makeReader(session: Session, { username, password }: Reader, database: string): Promise<void> {
  await session.command(`CREATE USER IF NOT EXISTS '${username}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL`);
  await mayRead(session, username, database);
}

/** Changes a user's password. Open connections stay: MySQL asks for a password when a connection begins. */
export async function setPassword(session: Session, { username, password }: Reader): Promise<void> {
  await session.command(`ALTER USER '${username}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL`);
}

/**
 * Creates a user without a password, which RDS has IAM admit (Amazon RDS User Guide, "Creating a database account using IAM
 * authentication"). An existing user loses its password.
 */
export async function makeIamReader(session: Session, username: string, database: string): Promise<void> {
  const admission = "IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL";
  await session.command(`CREATE USER IF NOT EXISTS '${username}'@'%' ${admission}`);
  await session.command(`ALTER USER '${username}'@'%' ${admission}`);
  await mayRead(session, username, database);
}

async function mayRead(session: Session, username: string, database: string): Promise<void> {
  await session.command(`GRANT SELECT ON \`${database}\`.players TO '${username}'@'%'`);
}

/** Whether the database accepts the login now; with `database`, also whether the login can read the table. */
export async function isAdmitted(address: DatabaseAddress, login: Login, database?: string): Promise<boolean> {
  try {
    return await withSession(
      address,
      login,
      async ({ ask }) => {
        if (database !== undefined) await ask("SELECT id FROM players WHERE id = ?", [0]);
        return true;
      },
      database,
    );
  } catch (error) {
    if (error instanceof DatabaseFault && error.isRefusal) return false;
    throw error;
  }
}
