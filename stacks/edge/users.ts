import type { Environment } from "../environments/schema/environment";
import { clientIdsOf, clientKinds } from "../identity/clients";
import type { IdentityOutputs } from "../identity-stack";

/** The user pool as the APIs and the sign-in pages need it. */
export interface Users {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  /** Prefix of every scope. */
  readonly scopePrefix: string;
  /** The client ids by kind, such as `web`. */
  readonly clientIds: Readonly<Record<string, string>>;
}

export function usersOf(
  environment: Environment,
  published: ReturnType<IdentityOutputs["readInto"]>,
): Users | undefined {
  const { userPool } = environment.identity;
  return (
    userPool && {
      userPoolId: published.userPoolId,
      userPoolArn: published.userPoolArn,
      issuer: published.tokenIssuer,
      scopePrefix: userPool.resourceServer,
      clientIds: clientIdsOf(published, clientKinds(environment)),
    }
  );
}
