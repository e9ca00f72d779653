import { withSession, type DatabaseAddress, type Login, type Session } from "./connection";
import { untilAdmitted } from "./patience";
import { readMasterSecret } from "./secret-value";
import { secretOf } from "./secrets-manager";

/** Reads the master user's login, which RDS makes and rotates. */
export type MasterLogin = () => Promise<Login>;

export function masterLoginOf(arn: string): MasterLogin {
  return async () => {
    const value = await secretOf(arn).read({ stage: "AWSCURRENT" });
    if (value === undefined) throw new Error("the master user's secret has no value");
    return readMasterSecret(value);
  };
}

/**
 * Runs `work` as the master user. RDS's own rotation has a moment in which AWSCURRENT is refused: this retries until it is
 * over.
 *
 * @param work may be repeated from its beginning; must not itself throw that a login is refused
 */
export function asMaster<T>(
  address: DatabaseAddress,
  readLogin: MasterLogin,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return untilAdmitted(async () => withSession(address, await readLogin(), work));
}
