import { z } from "zod";
import { apiScopes, type ApiScope } from "../../api-scopes";
import { departureShape, exception, guarded } from "../shared/departure";
import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";

const apiScopeNames = Object.keys(apiScopes) as ApiScope[];
const openIdScopes = ["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"] as const;

/** A list without duplicates. */
function distinct<T extends z.ZodType>(item: T, rule: string, { least, most }: { least: number; most: number }) {
  return z
    .array(item, { error: rule })
    .min(least, { error: rule })
    .max(most, { error: rule })
    .refine((given) => new Set(given).size === given.length, { error: rule });
}

const apiScopeRule = `give scopes of api-scopes.ts, each once: ${apiScopeNames.join(", ")}`;
const apiScope = z.enum(apiScopeNames, { error: apiScopeRule });
const openIdRule = `give one or more of ${openIdScopes.join(", ")}, each once`;

const urlRule =
  "give an https address, or http for localhost alone, exactly as the client sends it: scheme and host in lower case, no wildcard, no fragment, no user name, at most 1,024 characters";
const url = z.string({ error: urlRule }).refine(isRedirectUrl, { error: urlRule });
const callbacksRule = "give 1 to 100 addresses, each once";
const logoutsRule = "give at most 100 addresses, each once";

/**
 * Whether an address is absolute, without a fragment, https but for http://localhost (Amazon Cognito API Reference,
 * CreateUserPoolClient), and without separators and control characters (RedirectUrlType). Wildcards are refused: Cognito
 * compares addresses literally. Browsers write scheme and host in lower case.
 */
function isRedirectUrl(given: string): boolean {
  if (given.length > 1024 || /[*#\p{Z}\p{C}\\]/u.test(given) || !URL.canParse(given)) return false;
  const { protocol, hostname, origin, username, password } = new URL(given);
  if (!/^https?:\/\/[^/?]/.test(given) || !given.startsWith(origin) || username !== "" || password !== "") return false;
  return protocol === "https:" || hostname === "localhost";
}

function within(least: number, most: number, error: string) {
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** Amazon Cognito API Reference, TokenValidityUnitsType: 5 minutes to a day; a refresh token 60 minutes to 10 years. */
const minutesRule = "give 5 to 15 minutes; or { value, reason } for 16 to 1,440";
const tokenMinutes = guarded(within(5, 15, minutesRule), within(16, 1_440, minutesRule), minutesRule);
/** 720 hours are Cognito's own default, 30 days (the same). */
const hoursRule = "give 1 to 720 hours; or { value, reason } for 721 to 87,600";
const refreshHours = guarded(within(1, 720, hoursRule), within(721, 87_600, hoursRule), hoursRule);

const lifetimes = {
  /** Minutes for which an API accepts an access token, revoked or not: 5 to 15; up to 1,440 is a departure. @default 15 */
  accessTokenMinutes: tokenMinutes.default(15),
  /** Minutes for which an ID token is good: 5 to 15; up to 1,440 is a departure. @default 15 */
  idTokenMinutes: tokenMinutes.default(15),
  /**
   * Hours for which a user stays signed in, never less than the tokens that are renewed: 1 to 720; up to 87,600 is a
   * departure.
   *
   * @default 24
   */
  refreshTokenHours: refreshHours.default(24),
};

const redirects = {
  /** Where the sign-in page may send a user: 1 to 100 addresses, compared as they are written. */
  callbackUrls: distinct(url, callbacksRule, { least: 1, most: 100 }),
  /** Where it may send a user who signed out. @default none */
  logoutUrls: distinct(url, logoutsRule, { least: 0, most: 100 }).default([]),
  /**
   * What the client learns of the user; `aws.cognito.signin.user.admin` lets it change the account. A pool knows the e-mail
   * address alone, so `phone` and `profile` add nothing.
   *
   * @default openid, email
   */
  openIdScopes: distinct(z.enum(openIdScopes, { error: openIdRule }), openIdRule, { least: 1, most: 5 }).default([
    "openid",
    "email",
  ]),
  /** What its access tokens may allow at the APIs. @default none */
  apiScopes: distinct(apiScope, apiScopeRule, { least: 0, most: 100 }).default([]),
};

const graceRule = "give 0 to 60 seconds";
const codeGrant = {
  ...redirects,
  ...lifetimes,
  /**
   * A refresh token works once, and then for `gracePeriodSeconds` more, 0 to 60, so that a request can be repeated (Amazon
   * Cognito API Reference, RefreshTokenRotationType). It needs ESSENTIALS. To do without is a departure.
   *
   * @default { gracePeriodSeconds: 10 }
   */
  refreshTokenRotation: guarded(
    z.strictObject({
      /** Seconds for which a token that was used still works, 0 to 60. */
      gracePeriodSeconds: z.int({ error: graceRule }).min(0, { error: graceRule }).max(60, { error: graceRule }),
    }),
    z.literal("off"),
    'give { gracePeriodSeconds: 0 to 60 }, or { value: "off", reason }',
  ).default({ gracePeriodSeconds: 10 }),
};

const secret = {
  /** Accepts that the client's secret lies in plain text in a state on this machine. @default false: the backend encrypts */
  secretInLocalState: exception().default(false),
};

const flows = ["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"] as const;

/**
 * Who may get tokens of the pool: at most one client of each kind. A kind fixes its flow and whether it has a secret, so
 * that what must not be mixed cannot be written. Another kind is another client, with an
 * id and a secret of its own, and taking a kind away destroys its id: give both, move the application, then take the old one
 * away.
 */
export const userPoolClients = z.strictObject({
  /** A browser or an app: authorization code with PKCE, no secret. @default none */
  web: z.strictObject(codeGrant).optional(),
  /** A server that signs users in: authorization code, with a secret. @default none */
  server: z.strictObject({ ...codeGrant, ...secret }).optional(),
  /**
   * A program that calls in its own name: client credentials, with a secret.
   *
   * @cost by the client and the token
   * @default none
   */
  machine: z
    .strictObject({
      /** What its access tokens allow at the APIs: one or more. */
      apiScopes: distinct(apiScope, apiScopeRule, { least: 1, most: 100 }),
      /**
       * Minutes for which an API accepts an access token, revoked or not: 5 to 15; up to 1,440 is a departure.
       *
       * @default 15
       */
      accessTokenMinutes: tokenMinutes.default(15),
      ...secret,
    })
    .optional(),
  /** The implicit grant, which OAuth 2.1 drops: a departure, `{ reason, until?, callbackUrls, … }`. @default none */
  legacyImplicit: z.strictObject({ ...departureShape, ...redirects, ...lifetimes }).optional(),
  /**
   * Signing in by sending the password to the pool's API, for tests and for a migration: a departure, `{ reason, until?,
   * flow? }`. Its access tokens have no scope of the APIs. Where `mfa` is required, the pool answers a
   * password with a challenge and no token, which the client has to answer too: a synth warns of it.
   *
   * @default none
   */
  passwordSignIn: z
    .strictObject({
      ...departureShape,
      /**
       * `USER_PASSWORD_AUTH`: whoever has the client's id; `ADMIN_USER_PASSWORD_AUTH`: only with the account's credentials.
       *
       * @default "ADMIN_USER_PASSWORD_AUTH"
       */
      flow: z.enum(flows, { error: `give one of ${flows.join(", ")}` }).default("ADMIN_USER_PASSWORD_AUTH"),
      ...lifetimes,
    })
    .optional(),
});

export type UserPoolClients = z.output<typeof userPoolClients>;

type Client = NonNullable<UserPoolClients[keyof UserPoolClients]>;

interface Surroundings {
  readonly tier: "ESSENTIALS" | "LITE" | "PLUS";
  readonly state: "hcp" | "http" | "local" | "s3";
  /** Whether the pool has a domain, `edge.signIn`. */
  readonly hasDomain: boolean;
}

const place = ["identity", "userPool", "clients"];

export function userPoolClientFaults(clients: UserPoolClients, { tier, state, hasDomain }: Surroundings): Fault[] {
  const faults: Fault[] = [];
  const given = Object.entries<Client | undefined>(clients).flatMap(([kind, client]) =>
    client === undefined ? [] : [{ kind, client }],
  );
  for (const { kind, client } of given) {
    const at = (...path: string[]) => [...place, kind, ...path];
    if ("refreshTokenHours" in client) faults.push(...lifetimeFaults(at, client));
    if ("openIdScopes" in client && !client.openIdScopes.includes("openid")) {
      faults.push({
        path: at("openIdScopes"),
        message: `is ${quote(client.openIdScopes)}; give openid too: without it Cognito gives no ID token, and refuses email, profile and phone`,
      });
    }
    if (kind !== "passwordSignIn" && !hasDomain) {
      faults.push({
        path: at(),
        reads: [["edge", "signIn"]],
        message:
          "signs in at the pool's domain, which is not there; give edge.signIn: without it there is no page and no token endpoint",
      });
    }
    if ("refreshTokenRotation" in client && client.refreshTokenRotation !== "off" && tier === "LITE") {
      faults.push({
        path: at("refreshTokenRotation"),
        reads: [["identity", "userPool", "tier"]],
        message: `is ${quote(client.refreshTokenRotation)}; give { value: "off", reason }, or tier ESSENTIALS: LITE has no rotation`,
      });
    }
    if ("secretInLocalState" in client) faults.push(...secretFaults(at, client.secretInLocalState, state));
  }
  if (given.length === 0) {
    faults.push({ path: place, message: "is empty; give at least one client: nobody else can get a token" });
  }
  return faults;
}

/** A refresh token may not end before the tokens that it renews (Amazon Cognito Developer Guide, "Refresh tokens"). */
function lifetimeFaults(
  at: (...path: string[]) => string[],
  given: { readonly accessTokenMinutes: number; readonly idTokenMinutes: number; readonly refreshTokenHours: number },
): Fault[] {
  return (["accessTokenMinutes", "idTokenMinutes"] as const)
    .filter((key) => given[key] > given.refreshTokenHours * 60)
    .map((key) => ({
      path: at(key),
      reads: [at("refreshTokenHours")],
      message: `is ${given[key]}, longer than the refresh token, ${given.refreshTokenHours * 60} minutes; give less, or more refreshTokenHours`,
    }));
}

function secretFaults(at: (...path: string[]) => string[], accepted: boolean, state: Surroundings["state"]): Fault[] {
  if (state === "local" && !accepted) {
    return [
      {
        path: at("secretInLocalState"),
        reads: [["state"]],
        message:
          "is false while state.backend is local, where the client's secret would lie in plain text; give an encrypted backend, or accept it by secretInLocalState: { reason }",
      },
    ];
  }
  if (state !== "local" && accepted) {
    return [
      {
        path: at("secretInLocalState"),
        reads: [["state"]],
        message: `is a departure while state.backend is ${quote(state)}; leave it out`,
      },
    ];
  }
  return [];
}
