import type { Environment } from "../environments/schema/environment";
import type { IdentityOutputs } from "../identity-stack";

type Identity = ReturnType<IdentityOutputs["readInto"]>;
type Kind = keyof NonNullable<Environment["identity"]["userPool"]>["clients"];

/** The kinds of clients that the user pool has. */
export function clientKinds({ identity }: Environment): Kind[] {
  const clients = identity.userPool?.clients ?? {};
  return (Object.keys(clients) as Kind[]).filter((kind) => clients[kind] !== undefined);
}

/** The client ids that identity publishes, by kind, of the given kinds. */
export function clientIdsOf(identity: Identity, kinds: readonly Kind[]): Readonly<Record<string, string>> {
  return Object.fromEntries(kinds.map((kind) => [kind, identity[`${kind}ClientId`]]));
}
