/**
 * What an access token can allow: the one list that the resource server declares, and that clients and routes choose
 * from. A scope that is not here neither compiles nor synthesizes.
 */
export const apiScopes = {
  read: "Read what the API has",
  write: "Change what the API has",
} as const;

export type ApiScope = keyof typeof apiScopes;
