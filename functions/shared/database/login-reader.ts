import type { Login } from "./connection";

/** Reads a login; `again` bypasses the cache. The same login is the same object. */
export type LoginReader = (again: boolean) => Promise<Login>;

/**
 * Far shorter than the days between two rotations. Where two users take turns, a cached login is replaced before its
 * password changes.
 */
const keptMilliseconds = 300_000;

/** Caches a login for a while, so that not every request waits for Secrets Manager. */
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
