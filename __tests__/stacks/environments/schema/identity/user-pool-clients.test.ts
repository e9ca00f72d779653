import { apiScopes } from "../../../../../stacks/environments/api-scopes";
import { checkEnvironments } from "../../../../../stacks/environments/check";
import type { EnvironmentRecord } from "../../../../../stacks/environments/schema/environment";
import {
  userPoolClientFaults,
  userPoolClients,
} from "../../../../../stacks/environments/schema/identity/user-pool-clients";
import { production } from "../../../../support/records";
import { today } from "../../../../support/today";

const reason = "the reason of a departure";
const callbackUrls = ["https://app.example.com/callback"];

/** What is wrong with clients by themselves. */
const faultsOf = (clients: object): readonly string[] => {
  try {
    const identity = { userPool: { clients } } as EnvironmentRecord["identity"];
    checkEnvironments({ prod: { ...production, identity } }, today);
    return [];
  } catch (error) {
    const { faults } = error as { faults: readonly string[] };
    return faults
      .map((fault) => fault.replace("environments.prod.identity.userPool.clients", "clients"))
      .filter((fault) => !fault.includes("signs in at the user pool's domain"));
  }
};

type Surroundings = Parameters<typeof userPoolClientFaults>[1];

/** What is wrong with them among an environment's other settings. */
const faultsAmong = (clients: object, surroundings: Partial<Surroundings> = {}) =>
  userPoolClientFaults(userPoolClients.parse(clients), {
    tier: "ESSENTIALS",
    state: "s3",
    hasDomain: true,
    ...surroundings,
  }).map(({ path, message }) => `${path.map(String).join(".").replace("identity.userPool.", "")} ${message}`);

const lifetimes = { accessTokenMinutes: 15, idTokenMinutes: 15, refreshTokenHours: 24 };
const redirects = { callbackUrls, logoutUrls: [], openIdScopes: ["openid", "email"], apiScopes: [] };
const codeGrant = { ...redirects, ...lifetimes, refreshTokenRotation: { gracePeriodSeconds: 10 } };

test("are secure by default: short tokens, rotation, no scope of the APIs, no secret in a local state", () => {
  const given = {
    web: { callbackUrls },
    server: { callbackUrls },
    machine: { apiScopes: ["read"] },
    legacyImplicit: { reason, callbackUrls },
    passwordSignIn: { reason },
  };
  expect(userPoolClients.parse(given)).toEqual({
    web: codeGrant,
    server: { ...codeGrant, secretInLocalState: false },
    machine: { apiScopes: ["read"], accessTokenMinutes: 15, secretInLocalState: false },
    legacyImplicit: { reason, ...redirects, ...lifetimes },
    passwordSignIn: { reason, flow: "ADMIN_USER_PASSWORD_AUTH", ...lifetimes },
  });
  expect(faultsAmong(given)).toEqual([]);
});

test("accept other values", () => {
  const given = {
    web: {
      callbackUrls: ["https://app.example.com/a?b=c", "http://localhost:3000/callback"],
      logoutUrls: ["http://localhost"],
      openIdScopes: ["openid", "profile", "phone", "aws.cognito.signin.user.admin"],
      apiScopes: ["read", "write"],
      accessTokenMinutes: 5,
      idTokenMinutes: { value: 1_440, reason },
      refreshTokenHours: { value: 87_600, reason },
      refreshTokenRotation: { value: "off", reason },
    },
    passwordSignIn: { reason, until: "2027-01-31", flow: "USER_PASSWORD_AUTH" },
  };
  expect(faultsOf(given)).toEqual([]);
  expect(faultsAmong(given)).toEqual([]);
});

test("the legacy clients are departures, and end with their last day", () => {
  expect(faultsOf({ legacyImplicit: { callbackUrls }, passwordSignIn: {} })).toEqual([
    'clients.legacyImplicit.reason is missing; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
    'clients.passwordSignIn.reason is missing; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
  ]);
  expect(faultsOf({ passwordSignIn: { reason, until: "2020-01-31" } })).toEqual([
    "clients.passwordSignIn ended on 2020-01-31; remove the departure, or give a later until, with a reason",
  ]);
});

test("the kind of a client fixes its grant and its secret", () => {
  expect(
    faultsOf({
      machine: { apiScopes: ["read"], callbackUrls, allowedOauthFlows: ["implicit", "client_credentials"] },
      legacyImplicit: { reason, callbackUrls, secretInLocalState: false },
      web: { callbackUrls, generateSecret: true },
      passwordSignIn: { reason, apiScopes: ["read"] },
      both: { callbackUrls },
    }).toSorted(),
  ).toEqual([
    "clients.both is not a setting; the group has web, server, machine, legacyImplicit, passwordSignIn",
    expect.stringMatching(/^clients\.legacyImplicit\.secretInLocalState is not a setting; the group has /),
    expect.stringMatching(/^clients\.machine\.allowedOauthFlows is not a setting; the group has /),
    "clients.machine.callbackUrls is not a setting; the group has apiScopes, accessTokenMinutes, secretInLocalState; other groups have identity.userPool.clients.web.callbackUrls, identity.userPool.clients.server.callbackUrls, identity.userPool.clients.legacyImplicit.callbackUrls",
    expect.stringMatching(/^clients\.passwordSignIn\.apiScopes is not a setting; the group has /),
    expect.stringMatching(/^clients\.web\.generateSecret is not a setting; the group has /),
  ]);
});

describe("a callback or logout address", () => {
  const urlRule =
    "give an https address, or http for localhost alone, exactly as the client sends the address: scheme and host in lower case, no wildcard, no fragment, no user name, at most 1,024 characters";

  test.each([
    "https://*.example.com/callback",
    "https://app.example.com/*",
    "http://app.example.com/callback",
    "http://localhost.example.com",
    "HTTP://LOCALHOST/x",
    "HTTPS://app.example.com",
    "https://App.example.com",
    "http://127.0.0.1/callback",
    "https://app.example.com/callback#here",
    "https://user:password@app.example.com",
    "https://user@app.example.com",
    "https:app.example.com",
    "https:///callback",
    "https://app.example.com/a b",
    "https://app.example.com/\u0001",
    "https://app.example.com/\u200b",
    "https://app.example.com\\@evil.example",
    "//app.example.com",
    "/callback",
    "shop://callback",
    "javascript:alert(1)",
    `https://app.example.com/${"a".repeat(1_024)}`,
    "",
  ])("is not %p", (url) => {
    const quoted = JSON.stringify(url);
    const value = quoted.length > 120 ? `${quoted.slice(0, 117)}...` : quoted;
    expect(faultsOf({ web: { callbackUrls: [url], logoutUrls: [url] } })).toEqual([
      `clients.web.callbackUrls.0 is ${value}; ${urlRule}`,
      `clients.web.logoutUrls.0 is ${value}; ${urlRule}`,
    ]);
  });

  test.each(["https://localhost", "http://localhost", "http://localhost:8080/a", "https://app.example.com/a?b=c"])(
    "may be %p",
    (url) => {
      expect(faultsOf({ web: { callbackUrls: [url], logoutUrls: [url] } })).toEqual([]);
    },
  );

  test("is given, and given once", () => {
    const rule = "give 1 to 100 addresses, each once";
    expect(faultsOf({ web: {} })).toEqual([`clients.web.callbackUrls is missing; ${rule}`]);
    expect(faultsOf({ web: { callbackUrls: [] } })).toEqual([`clients.web.callbackUrls is []; ${rule}`]);
    const [url] = callbackUrls;
    expect(faultsOf({ server: { callbackUrls: [url, url] } })).toEqual([
      `clients.server.callbackUrls is ${JSON.stringify([url, url])}; ${rule}`,
    ]);
  });
});

describe("scopes", () => {
  const rule = `give scopes of api-scopes.ts, each once: ${Object.keys(apiScopes).join(", ")}`;

  test("of the APIs are declared scopes", () => {
    expect(faultsOf({ web: { callbackUrls, apiScopes: ["admin"] }, machine: { apiScopes: ["delete"] } })).toEqual([
      `clients.web.apiScopes.0 is "admin"; ${rule}`,
      `clients.machine.apiScopes.0 is "delete"; ${rule}`,
    ]);
  });

  test("are given once each", () => {
    expect(faultsOf({ machine: {} })).toEqual([`clients.machine.apiScopes is missing; ${rule}`]);
    expect(faultsOf({ machine: { apiScopes: [] } })).toEqual([`clients.machine.apiScopes is []; ${rule}`]);
    expect(faultsOf({ machine: { apiScopes: ["read", "read"] } })).toEqual([
      `clients.machine.apiScopes is ["read","read"]; ${rule}`,
    ]);
  });

  test("of OpenID Connect are those of Cognito, with openid", () => {
    expect(faultsOf({ web: { callbackUrls, openIdScopes: ["address"] } })).toEqual([
      'clients.web.openIdScopes.0 is "address"; give one or more of openid, email, profile, phone, aws.cognito.signin.user.admin, each once',
    ]);
    expect(faultsAmong({ web: { callbackUrls, openIdScopes: ["email"] } })).toEqual([
      'clients.web.openIdScopes is ["email"]; give openid too: without openid Cognito issues no ID token, and refuses email, profile and phone',
    ]);
  });
});

describe("a token", () => {
  const minutesRule = "give 5 to 15 minutes; or { value, reason } for 16 to 1,440";
  const hoursRule = "give 1 to 720 hours; or { value, reason } for 721 to 87,600";

  test.each([
    ["accessTokenMinutes", 4, minutesRule],
    ["accessTokenMinutes", 16, minutesRule],
    ["accessTokenMinutes", 7.5, minutesRule],
    ["idTokenMinutes", 4, minutesRule],
    ["idTokenMinutes", 16, minutesRule],
    ["refreshTokenHours", 0, hoursRule],
    ["refreshTokenHours", 721, hoursRule],
  ])("refuses %s %d: AWS refuses this lifetime, or a departure is needed", (key, value, rule) => {
    expect(faultsOf({ passwordSignIn: { reason, [key]: value } })).toEqual([
      `clients.passwordSignIn.${key} is ${value}; ${rule}`,
    ]);
  });

  test.each([
    ["accessTokenMinutes", 15, minutesRule],
    ["accessTokenMinutes", 1_441, minutesRule],
    ["idTokenMinutes", 1_441, minutesRule],
    ["refreshTokenHours", 720, hoursRule],
    ["refreshTokenHours", 87_601, hoursRule],
  ])("refuses %s %d even with a departure", (key, value, rule) => {
    expect(faultsOf({ passwordSignIn: { reason, [key]: { value, reason } } })).toEqual([
      `clients.passwordSignIn.${key}.value is ${value}; ${rule}`,
    ]);
  });

  test("of a program lasts at most 15 minutes, unless a departure says otherwise", () => {
    expect(faultsOf({ machine: { apiScopes: ["read"], accessTokenMinutes: 60 } })).toEqual([
      `clients.machine.accessTokenMinutes is 60; ${minutesRule}`,
    ]);
    expect(faultsOf({ machine: { apiScopes: ["read"], accessTokenMinutes: { value: 60, reason } } })).toEqual([]);
  });

  test("with a long lifetime is a departure of its own, also in a client that is a departure, and ends with its last day", () => {
    const lasting = (until: string) => ({
      passwordSignIn: { reason, accessTokenMinutes: { value: 60, reason, until } },
    });
    expect(faultsOf(lasting("2999-01-31"))).toEqual([]);
    expect(faultsOf(lasting("2020-01-31"))).toEqual([
      "clients.passwordSignIn.accessTokenMinutes ended on 2020-01-31; remove the departure, or give a later until, with a reason",
    ]);
  });

  test.each(["accessTokenMinutes", "idTokenMinutes"])("does not outlive its refresh token: %s", (key) => {
    const given = { [key]: { value: 61, reason }, refreshTokenHours: 1 };
    const fault = `${key} is 61, longer than the refresh token's 60 minutes; give fewer minutes, or more refreshTokenHours`;
    expect(
      faultsAmong({
        web: { callbackUrls, ...given },
        legacyImplicit: { reason, callbackUrls, ...given },
        passwordSignIn: { reason, ...given },
      }),
    ).toEqual([`clients.web.${fault}`, `clients.legacyImplicit.${fault}`, `clients.passwordSignIn.${fault}`]);
    const lasting = { ...given, [key]: { value: 60, reason } };
    expect(faultsAmong({ web: { callbackUrls, ...lasting } })).toEqual([]);
  });

  test("is renewed by refresh tokens that rotate, unless a departure says otherwise", () => {
    const rule = 'give { gracePeriodSeconds: 0 to 60 }, or { value: "off", reason }';
    expect(faultsOf({ web: { callbackUrls, refreshTokenRotation: "off" } })).toEqual([
      `clients.web.refreshTokenRotation is "off"; ${rule}`,
    ]);
    expect(faultsOf({ web: { callbackUrls, refreshTokenRotation: { gracePeriodSeconds: 61 } } })).toEqual([
      "clients.web.refreshTokenRotation.gracePeriodSeconds is 61; give 0 to 60 seconds",
    ]);
  });

  test("has no rotating refresh tokens in tier LITE", () => {
    expect(faultsAmong({ web: { callbackUrls } }, { tier: "LITE" })).toEqual([
      'clients.web.refreshTokenRotation is {"gracePeriodSeconds":10}; give { value: "off", reason }, or tier ESSENTIALS: LITE has no rotation',
    ]);
    const off = { value: "off", reason };
    expect(faultsAmong({ web: { callbackUrls, refreshTokenRotation: off } }, { tier: "LITE" })).toEqual([]);
  });
});

test("sign in at a domain of the pool, except passwordSignIn", () => {
  const given = {
    web: { callbackUrls },
    server: { callbackUrls },
    machine: { apiScopes: ["read"] },
    legacyImplicit: { reason, callbackUrls },
    passwordSignIn: { reason },
  };
  const fault =
    "signs in at the user pool's domain; give edge.signIn: without the domain there is no sign-in page and no token endpoint";
  expect(faultsAmong(given, { hasDomain: false })).toEqual(
    ["web", "server", "machine", "legacyImplicit"].map((kind) => `clients.${kind} ${fault}`),
  );
});

describe("a secret", () => {
  const secret = (accepted: object = {}) => ({
    server: { callbackUrls, ...accepted },
    machine: { apiScopes: ["read"], ...accepted },
  });
  const fault =
    "secretInLocalState is false while state.backend is local, where the client's secret would lie in plain text; give an encrypted backend, or accept the plain text by secretInLocalState: { reason }";

  test("is in the state, which the backend encrypts, or a departure accepts the plain text", () => {
    expect(faultsAmong(secret(), { state: "local" })).toEqual([`clients.server.${fault}`, `clients.machine.${fault}`]);
    expect(faultsAmong(secret({ secretInLocalState: { reason } }), { state: "local" })).toEqual([]);
    expect(faultsAmong({ web: { callbackUrls } }, { state: "local" })).toEqual([]);
  });

  test.each(["s3", "hcp", "http"] as const)("needs no departure with the backend %s", (state) => {
    expect(faultsAmong(secret(), { state })).toEqual([]);
    expect(faultsAmong({ machine: { apiScopes: ["read"], secretInLocalState: { reason } } }, { state })).toEqual([
      `clients.machine.secretInLocalState is a departure while state.backend is "${state}"; leave it out`,
    ]);
  });
});
