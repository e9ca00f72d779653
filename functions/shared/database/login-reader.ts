import type { Login } from "./connection";

/** Reads a login: `again` leaves out what is kept. The same login is the same object. */
export type LoginReader = (again: boolean) => Promise<Login>;

/** So long a login is kept: a rotation has both users valid for days, so that nobody is refused meanwhile. */
const keptMilliseconds = 300_000;

/** Keeps what was read for a while, so that not every request waits for Secrets Manager. */
export function keptLogin(read: () => Promise<Login>, keepMilliseconds = keptMilliseconds): LoginReader {
  let kept: { readonly login: Login; readonly until: number } | undefined;
  return async (again) => {
    if (!again && kept !== undefined && performance.now() < kept.until) return kept.login;
    const read_ = await read();
    const same = kept !== undefined && kept.login.user === read_.user && kept.login.password === read_.password;
    kept = { login: same && kept !== undefined ? kept.login : read_, until: performance.now() + keepMilliseconds };
    return kept.login;
  };
}
