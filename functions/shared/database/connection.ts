import { createConnection, type Connection, type ConnectionOptions, type RowDataPacket } from "mysql2/promise";

/** Where a database is, and whose certificates it may show. */
export interface DatabaseAddress {
  /** A name, which the database's certificate must match. */
  readonly host: string;
  readonly port: number;
  /** As PEM; no other authority is trusted. */
  readonly certificateAuthorities: readonly string[];
  /** How long the database may take to accept a connection. @default 3 seconds */
  readonly connectMilliseconds?: number;
}

export interface Login {
  readonly user: string;
  /** A password. Where IAM admits the user: a function that makes a token for each new connection. */
  readonly password: string | (() => string);
}

/** A database's error or silence, without the error's message: it can quote a statement, and with it a password. */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  /** The database's name of the error, such as `ER_ACCESS_DENIED_ERROR`, or Node.js's, such as `ECONNREFUSED`. */
  readonly code: string;

  constructor(code: string) {
    super(`the database cannot be queried: ${code}`);
    this.code = code;
  }

  /**
   * Whether the login is refused, for good or for now. The last code is of a user that IAM admits, when given a password.
   */
  get isRefusal(): boolean {
    return [
      "ER_ACCESS_DENIED_ERROR",
      "ER_ACCESS_DENIED_NO_PASSWORD_ERROR",
      "MYSQL_CLEAR_PASSWORD_NOT_ENABLED",
    ].includes(this.code);
  }
}

/** @throws DatabaseFault alone */
async function withoutWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof DatabaseFault) throw error;
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    throw new DatabaseFault(typeof code === "string" ? code : "UNKNOWN");
  });
}

/** How long a database may take to answer a question, and to carry out a command. */
const askMilliseconds = 3_000;
const commandMilliseconds = 10_000;

/** TLS with the authorities and the host checked: there is no parameter that turns it off. */
export function connectionOptions(address: DatabaseAddress, login: Login, database?: string): ConnectionOptions {
  const { host, port, certificateAuthorities, connectMilliseconds = 3_000 } = address;
  const { user, password } = login;
  return {
    host,
    port,
    user,
    ...(typeof password === "string" ? { password } : { authPlugins: { mysql_clear_password: tokenPlugin(password) } }),
    ...(database !== undefined && { database }),
    ssl: {
      ca: [...certificateAuthorities],
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      verifyIdentity: true,
    },
    connectTimeout: connectMilliseconds,
    charset: "utf8mb4",
    // No code is generated from a database's answer.
    disableEval: true,
  };
}

/**
 * Sends a token as MySQL sends a password in clear text, inside of TLS (Amazon RDS User Guide, "IAM database
 * authentication").
 */
const tokenPlugin = (token: () => string) => () => () => Buffer.from(`${token()}\0`);

type Value = string | number;
export type Row = Readonly<Record<string, unknown>>;

/** An open connection. */
export interface Session {
  /** Runs a prepared statement, with values for its question marks. */
  readonly ask: (statement: string, values?: readonly Value[]) => Promise<readonly Row[]>;
  /** Runs a statement that cannot be prepared with values: about users, rights, databases and tables. */
  readonly command: (statement: string) => Promise<void>;
}

/** @throws DatabaseFault for a database's error; an error of `work` itself as it is */
export async function withSession<T>(
  address: DatabaseAddress,
  login: Login,
  work: (session: Session) => Promise<T>,
  database?: string,
): Promise<T> {
  const connection = await withoutWords(createConnection(connectionOptions(address, login, database)));
  try {
    return await work(sessionOf(connection));
  } finally {
    connection.destroy();
  }
}

/** The rows of a prepared statement, run on a connection or on a free one of a pool. */
export async function rowsOf(
  on: Pick<Connection, "execute">,
  statement: string,
  values: readonly Value[] = [],
): Promise<readonly Row[]> {
  const [rows] = await withoutWords(
    on.execute<RowDataPacket[]>({ sql: statement, timeout: askMilliseconds }, [...values]),
  );
  return rows;
}

function sessionOf(connection: Connection): Session {
  return {
    ask: (statement, values) => rowsOf(connection, statement, values),
    command: async (statement) => {
      await withoutWords(connection.query({ sql: statement, timeout: commandMilliseconds }));
    },
  };
}
