import type { Login } from "./connection";

/** Reads a login: `again` leaves out what is kept. The same login is the same object. */
export type LoginReader = (again: boolean) => Promise<Login>;

/** Less than the days between two rotations by far: of two users that take turns, a place that goes on has the current one in time. */
const keptMilliseconds = 300_000;

/** Keeps what was read for a while, so that not every request waits for Secrets Manager. */
export function keptLogin(read: () => Promise<Login>, keepMilliseconds = keptMilliseconds): LoginReader {
  let kept: { readonly login: Login; readonly until: number } | undefined;
  return async (again) => {
    if (!again && kept !== undefined && performance.now() < kept.until) return kept.login;
    const now = await read();
    const login = kept !== undefined && isSame(kept.login, now) ? kept.login : now;
    kept = { login, until: performance.now() + keepMilliseconds };
    return login;
  };
}

const isSame = (one: Login, other: Login): boolean => one.user === other.user && one.password === other.password;
