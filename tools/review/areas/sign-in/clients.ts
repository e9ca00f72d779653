import type { Estate, Resource, Side } from "../../estate";
import { attribute, isChanged, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Members, listOf, memberFindings, membersOf, without } from "../../members";
import { type Normal, unknown } from "../../plan/normal";
import {
  type Setting,
  judged,
  numberOf,
  orderOf,
  settingFindings,
  sidesOf,
  unknownAfter,
  valueAt,
  whenOff,
  whenOn,
  whenSmall,
  withPlace,
} from "../../settings";
import { callbackFindings } from "./callbacks";

/** Amazon Cognito User Pools API reference, "UserPoolClientType". */
const settings: readonly Setting[] = [
  {
    rule: "user-pool-client-hosted",
    consequence: "exposure",
    path: "allowed_oauth_flows_user_pool_client",
    part: "OAuth",
    standard: false,
    safety: whenOff,
    weaker: "The client may use the OAuth flows and scopes that it has.",
    stronger: "The client may no longer use OAuth: apps that sign users in by the pool's pages cannot.",
  },
  {
    rule: "user-pool-client-revocation",
    consequence: "guard lost",
    path: "enable_token_revocation",
    part: "revocation of tokens",
    standard: true,
    safety: whenOn,
    weaker: "A refresh token that was stolen cannot be revoked.",
    stronger: "A refresh token can be revoked.",
  },
  {
    rule: "user-pool-client-user-existence",
    consequence: "exposure",
    path: "prevent_user_existence_errors",
    part: "answers about users that do not exist",
    standard: "LEGACY",
    safe: "ENABLED",
    safety: orderOf("LEGACY", "ENABLED"),
    words: (value) => (value === "ENABLED" ? "like those about others" : "tell that the user does not exist"),
    weaker: "Anyone can find out who has an account.",
    stronger: "Nobody can find out from an answer who has an account.",
  },
  {
    rule: "user-pool-client-rotation",
    consequence: "guard lost",
    path: "refresh_token_rotation.feature",
    part: "a new refresh token at each use",
    standard: "DISABLED",
    safety: orderOf("DISABLED", "ENABLED"),
    weaker: "A refresh token that was stolen is good until it ends.",
    stronger: "A refresh token is good for one use.",
  },
  {
    rule: "user-pool-client-rotation",
    consequence: "guard lost",
    path: "refresh_token_rotation.retry_grace_period_seconds",
    part: "seconds that a used refresh token is still good for",
    standard: 0,
    safety: whenSmall,
    weaker: "A used refresh token is good for longer.",
    stronger: "A used refresh token is good for a shorter time: an app that asks twice may be refused.",
  },
  {
    rule: "user-pool-client-session",
    consequence: "guard lost",
    path: "auth_session_validity",
    part: "minutes that a started sign-in is good for",
    standard: 3,
    safety: whenSmall,
    weaker: "A started sign-in can be ended by another for longer.",
    stronger: "Users have less time to end a sign-in.",
  },
  {
    rule: "user-pool-client-context",
    consequence: "other",
    path: "enable_propagate_additional_user_context_data",
    part: "the app tells the user's address",
    standard: false,
    changed: {
      direction: "neutral",
      meaning: "Threat protection takes the user's address from the app, or from the connection.",
    },
  },
  {
    rule: "user-pool-client-redirect",
    consequence: "contract",
    path: "default_redirect_uri",
    part: "address where none is asked for",
    changed: { direction: "cannot tell", meaning: "Users who come without an address are sent elsewhere." },
  },
  {
    rule: "user-pool-client-pool",
    consequence: "downtime",
    path: "user_pool_id",
    part: "user pool",
    isReference: true,
    changed: { direction: "cannot tell", meaning: "The client signs in the users of another pool." },
  },
];

const members: readonly Members[] = [
  {
    rule: "user-pool-client-flows",
    consequence: "exposure",
    path: "explicit_auth_flows",
    part: "ways to sign in by the API",
    more: "weaker",
    added:
      "An app may sign users in in this way: with a PASSWORD flow the app, and who breaks into it, sees the password.",
    removed: "Apps that sign users in in this way no longer can.",
    whenNew: (flow) => /PASSWORD/.test(flow),
  },
  {
    rule: "user-pool-client-grants",
    consequence: "exposure",
    path: "allowed_oauth_flows",
    part: "OAuth grants",
    more: "weaker",
    added:
      "The client may get tokens by this grant: implicit puts them into the address, client_credentials needs no user.",
    removed: "Apps that get tokens by this grant no longer can.",
    whenNew: (grant) => grant === "implicit",
  },
  {
    rule: "user-pool-client-scopes",
    consequence: "privilege gained",
    path: "allowed_oauth_scopes",
    part: "OAuth scopes",
    more: "weaker",
    added: "Tokens of the client may do this too.",
    removed: "Tokens of the client may no longer do this, and an app that asks for the scope gets an error.",
    whenNew: () => false,
  },
  {
    rule: "user-pool-client-providers",
    consequence: "exposure",
    path: "supported_identity_providers",
    part: "identity providers",
    more: "weaker",
    added: "Users of this provider may sign in.",
    removed: "Users of this provider can no longer sign in.",
  },
];

export const judgedOfClients = [
  ...new Set([...settings, ...members].map(({ path }) => path.split(".")[0] ?? path)),
  "callback_urls",
  "logout_urls",
  "access_token_validity",
  "id_token_validity",
  "refresh_token_validity",
  "token_validity_units",
  "read_attributes",
  "write_attributes",
  "generate_secret",
  "client_secret",
];

/** How an app may sign users in, and what its tokens may do. */
export const clientFindings = (estate: Estate): readonly Finding[] =>
  estate
    .ofType("aws_cognito_user_pool_client")
    .filter((one) => isChanged(one) && one.action !== "forget")
    .flatMap((client) => [
      ...settingFindings(client, settings, estate),
      ...memberFindings(client, members),
      ...callbackFindings(client),
      ...(client.before === undefined || client.after === undefined
        ? wholeFindings(client)
        : [
            ...lifetimeFindings(client),
            ...attributeFindings(client),
            ...secretFindings(client),
            ...replacedFindings(estate, client),
          ]),
    ]);

/** A client that comes or goes. */
function wholeFindings(client: Resource): readonly Finding[] {
  const isNew = client.before === undefined;
  const side = isNew ? "after" : "before";
  const grants = [...textsOf(client[side], "allowed_oauth_flows"), ...textsOf(client[side], "explicit_auth_flows")];
  const words = `${grants.join(", ") || "no flow"}; scopes ${textsOf(client[side], "allowed_oauth_scopes").join(", ") || "none"}`;
  const access = {
    rule: "user-pool-client",
    consequence: "privilege gained",
    direction: isNew ? "weaker" : "stronger",
    place: client,
    ...(isNew ? { after: words } : { before: words }),
    meaning: isNew ? "An app more may get tokens of the user pool." : "An app less may get tokens of the user pool.",
  } as const;
  const end = {
    rule: "user-pool-client-id",
    consequence: "downtime",
    direction: "weaker",
    place: client,
    before: "a client",
    after: "no client",
    meaning: "Apps that use this client can no longer sign users in.",
  } as const;
  return isNew ? [access] : [access, end];
}

const minutes: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };

/** Of access and ID tokens the unit is hours unless said, and the time an hour; of refresh tokens days, and 30 days. */
const lifetimes = [
  { token: "access", unit: "hours", standard: 60, meaning: "An access token that was stolen is good for" },
  { token: "id", unit: "hours", standard: 60, meaning: "An ID token that was stolen is good for" },
  { token: "refresh", unit: "days", standard: 43_200, meaning: "A session can be renewed without a sign-in for" },
] as const;

function lifetimeFindings(client: Resource): readonly Finding[] {
  return lifetimes.flatMap(({ token, unit, standard, meaning }) => {
    const time = (side: Side): Normal | undefined => {
      const value = valueAt(side, client, `${token}_token_validity`);
      const [units, number] = [valueAt(side, client, `token_validity_units.${token}_token`), numberOf(value)];
      if (side === "after" && (units === unknown || value === unknown))
        return client.action === "replace" ? standard : unknown;
      return number === undefined || number === 0
        ? standard
        : number * (minutes[typeof units === "string" ? units : unit] ?? NaN);
    };
    const found = judged(
      {
        rule: "user-pool-client-lifetime",
        consequence: "guard lost",
        path: "",
        part: `${token} token`,
        safety: whenSmall,
        words: timeOf,
        weaker: `${meaning} longer.`,
        stronger: `${meaning} a shorter time.`,
      },
      { before: time("before"), after: time("after") },
    );
    return found.map((one) => withPlace(one, client, `${token}_token_validity`, `token_validity_units.${token}_token`));
  });
}

function timeOf(value: Normal | undefined): string {
  const all = numberOf(value);
  if (all === undefined) return "known after apply";
  if (all % 1440 === 0) return `${all / 1440} days`;
  return all % 60 === 0 ? `${all / 60} hours` : `${Math.round(all * 100) / 100} minutes`;
}

/** Without a list, a client may read or write every standard attribute. */
function attributeFindings(client: Resource): readonly Finding[] {
  return (["read", "write"] as const).flatMap((verb) => {
    const path = `${verb}_attributes`;
    const [before, after] = sidesOf(client, path);
    const rule = "user-pool-client-attributes";
    const part = `attributes that the client may ${verb}`;
    if (after === unknown) return [withPlace(unknownAfter(rule, part, listOf(before)), client, path)];
    const [had, has] = [membersOf(before), membersOf(after)];
    const more = had.length > 0 && (has.length === 0 || without(has, had).length > 0);
    const less = has.length > 0 && (had.length === 0 || without(had, has).length > 0);
    const words = (all: readonly string[]): string => all.join(", ") || "all standard attributes";
    const finding = { rule, consequence: "privilege gained", part, before: words(had), after: words(has) } as const;
    const user = verb === "read" ? "read" : "change";
    const found = [
      ...(more
        ? [{ ...finding, direction: "weaker", meaning: `Apps may ${user} more of what is kept of a user.` } as const]
        : []),
      ...(less
        ? [{ ...finding, direction: "stronger", meaning: `Apps may ${user} less of what is kept of a user.` } as const]
        : []),
    ];
    return found.map((one) => withPlace(one, client, path));
  });
}

/** A secret is for apps that can keep one (RFC 6749, 2.1); with or without, the client is made anew. */
function secretFindings(client: Resource): readonly Finding[] {
  const path = "generate_secret";
  const [before, after] = sidesOf(client, path, false);
  if (before === after) return [];
  if (after === unknown)
    return [withPlace(unknownAfter("user-pool-client-secret", "secret of the client"), client, path)];
  const isGiven = after === true;
  const finding = {
    rule: "user-pool-client-secret",
    consequence: "guard lost",
    direction: isGiven ? "stronger" : "weaker",
    part: "secret of the client",
    before: isGiven ? "none: any app may use the client" : "needed",
    after: isGiven ? "needed" : "none: any app may use the client",
    meaning: isGiven
      ? "The client becomes confidential: a browser app cannot use it, since it cannot keep a secret."
      : "Any app that knows the client id may use the client.",
  } as const;
  return [withPlace(finding, client, path, "client_secret")];
}

/** A client that is made anew has another id: what has the old one no longer fits. */
function replacedFindings(estate: Estate, client: Resource): readonly Finding[] {
  const [had, has] = [textOf(client.before, "id"), attribute(client.after, "id")];
  if (client.action !== "replace" && had === has) return [];
  const readers = [...outputsOf(estate, client, had), ...authorizersOf(estate, client)];
  const named = readers.length === 0 ? "" : ` (${readers.join(", ")})`;
  const forced = client.replacePaths.map((path) => path.replaceAll(/\.\d+\b/g, "")).join(", ");
  return [
    {
      rule: "user-pool-client-id",
      consequence: "downtime",
      direction: "weaker",
      place: client,
      part: "client id",
      before: had ?? "a client",
      after: "a new client",
      meaning: `Sign-ins and tokens of the old client id end, until the layers above that read the id, such as the audience of a JWT authorizer, are applied and the apps have the new id${named}${forced === "" ? "" : `; ${forced} forces it`}.`,
      says: ["id"],
    },
  ];
}

const outputsOf = (estate: Estate, client: Resource, id: string | undefined): readonly string[] =>
  estate.outputs
    .filter(({ layer, before }) => id !== undefined && layer === client.layer && before === id)
    .map(({ name }) => `output ${name}`);

const authorizersOf = (estate: Estate, client: Resource): readonly string[] =>
  ["before" as const]
    .flatMap((side) => estate.naming(side, client, "jwt_configuration.audience", "aws_apigatewayv2_authorizer"))
    .map(({ layer, address }) => `${address} in ${layer}`);
