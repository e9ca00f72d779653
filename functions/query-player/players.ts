import { createPool, type Pool } from "mysql2/promise";
import {
  connectionOptions,
  DatabaseFault,
  rowsOf,
  type DatabaseAddress,
  type Login,
} from "../shared/database/connection";
import type { LoginReader } from "../shared/database/login-reader";
import { untilAdmitted } from "../shared/database/patience";

interface PlayersProps {
  readonly address: DatabaseAddress;
  readonly database: string;
  readonly readLogin: LoginReader;
  /** Called whenever the database refuses the login. */
  readonly refused?: () => void;
  /** How long the login may be refused, in milliseconds. @default 20 seconds */
  readonly patience?: number;
}

/** The names of the players with an id: one or none. */
export type Players = (id: number) => Promise<readonly string[]>;

/**
 * Lambda gives an execution environment one request at a time. The second connection is for when the first has just died.
 */
const mostConnections = 2;

/**
 * Asks the table of players. Connections are kept from one request to the next, as long as the login is the same.
 *
 * @throws DatabaseFault
 */
export function playersOf({ address, database, readLogin, refused, patience }: PlayersProps): Players {
  let kept: { readonly pool: Pool; readonly login: Login } | undefined;

  const open = (login: Login): Pool => {
    close();
    const pool = createPool({
      ...connectionOptions(address, login, database),
      connectionLimit: mostConnections,
      enableKeepAlive: true,
    });
    kept = { pool, login };
    return pool;
  };
  const close = (): void => {
    void kept?.pool.end().catch(() => undefined);
    kept = undefined;
  };

  return (id) =>
    untilAdmitted(
      async (again) => {
        const login = await readLogin(again);
        if (kept?.login === login) {
          try {
            return await namesFrom(kept.pool, id);
          } catch (error) {
            // An idle connection may be dead: the database was restarted, or another machine took its place.
            if (!(error instanceof DatabaseFault) || error.isRefusal) throw error;
          }
        }
        return namesFrom(open(login), id);
      },
      { patience, refused },
    ).catch((error: unknown) => {
      close();
      throw error;
    });
}

async function namesFrom(pool: Pool, id: number): Promise<readonly string[]> {
  const rows = await rowsOf(pool, "SELECT name FROM players WHERE id = ?", [id]);
  return rows.map(({ name }) => String(name));
}
