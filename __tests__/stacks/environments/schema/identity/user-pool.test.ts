import { checkEnvironments } from "../../../../../stacks/environments/check";
import type { EnvironmentRecord } from "../../../../../stacks/environments/schema/environment";
import { quote } from "../../../../../stacks/environments/schema/shared/fault";
import {
  userPoolFaults,
  userPoolSettings,
  userPoolWarnings,
  type PoolSurroundings,
} from "../../../../../stacks/environments/schema/identity/user-pool";
import { production } from "../../../../support/records";
import { today } from "../../../../support/today";

const reason = "the reason of a departure";
const clients = { passwordSignIn: { reason } };
const ses = {
  sender: "ses",
  identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
  from: "no-reply@example.com",
};
const managed = { pages: "managed", domain: { kind: "prefix", prefix: "shop" } } as const;

/** What is wrong with a pool's settings by themselves. */
const faultsOf = (given: object): readonly string[] => {
  try {
    const identity = { userPool: { clients, ...given } } as EnvironmentRecord["identity"];
    checkEnvironments({ prod: { ...production, identity } }, today);
    return [];
  } catch (error) {
    const { faults } = error as { faults: readonly string[] };
    return faults.map((fault) => fault.replace("environments.prod.identity.userPool", "userPool"));
  }
};

/** What is wrong with it among an environment's other settings. */
const faultsAmong = (given: object, surroundings: Partial<PoolSurroundings> = {}) =>
  userPoolFaults(userPoolSettings.parse({ clients, ...given }), {
    state: "s3",
    region: "eu-west-1",
    ...surroundings,
  }).map(({ path, message }) => `${path.map(String).join(".").replace("identity.userPool", "userPool")} ${message}`);

test("is secure by default", () => {
  expect(userPoolSettings.parse({ clients: {} })).toEqual({
    tier: "ESSENTIALS",
    selfSignUp: false,
    password: { minimumLength: 12, history: 24, temporaryPasswordDays: 3 },
    mfa: "required",
    verification: "code",
    email: { sender: "cognito" },
    resourceServer: "api",
    clients: {},
  });
});

test("accepts other values", () => {
  const given = {
    tier: "PLUS",
    selfSignUp: { reason },
    password: { minimumLength: { value: 8, reason }, history: { value: 0, reason }, temporaryPasswordDays: 7 },
    mfa: "optional",
    passkeys: {},
    verification: "link",
    email: {
      ...ses,
      from: "Example <no-reply@mail.example.com>",
      replyTo: "help@example.com",
      configurationSet: "mail",
    },
    threatProtection: {
      mode: { value: "AUDIT", reason },
      accountTakeover: { low: "mfa-required" },
      neverJudged: ["203.0.113.0/24"],
    },
    resourceServer: "orders",
  };
  expect(faultsOf(given).filter((fault) => !fault.includes("edge.signIn"))).toEqual([]);
  expect(faultsAmong(given, { signIn: managed })).toEqual([]);
  expect(userPoolSettings.parse({ clients, ...given })).toMatchObject({
    selfSignUp: true,
    password: { minimumLength: 8, history: 0, temporaryPasswordDays: 7 },
    passkeys: { userVerification: "required" },
    threatProtection: {
      mode: "AUDIT",
      accountTakeover: { low: "mfa-required", medium: "mfa-if-configured", high: "block", notifyUser: true },
      neverJudged: ["203.0.113.0/24"],
      alwaysBlocked: [],
    },
  });
});

test("needs no pool", () => {
  expect(userPoolFaults(undefined, { state: "local", region: "eu-west-1" })).toEqual([]);
  expect(userPoolWarnings(undefined)).toEqual([]);
});

const lengthRule = "give 12 to 99 characters; or { value, reason } for 6 to 11";
const historyRule = "give 1 to 24 passwords; or { value: 0, reason } to accept old passwords again";
const blockRule =
  "give at most 200 blocks in CIDR notation, such as 203.0.113.0/24, with no bits set behind their prefix: IPv4 of /8 or smaller, IPv6 of /16 or smaller";
const takeoverRule =
  'give { low?, medium?, high? }, each "block", "mfa-required", "mfa-if-configured" or "none", and notifyUser?: true; a weaker value than the default takes a reason; or { value: "off", reason }';
const fromRule =
  "give an address such as no-reply@example.com, or Example Shop <no-reply@example.com>, whose name has letters, digits, spaces and ' & + - _ !";
const manyDomains = Array.from({ length: 50 }, (_, index) => `${"d".repeat(60)}${index + 10}.example.com`);

test.each<[given: object, fault: string]>([
  [{ tier: "PREMIUM" }, 'tier is "PREMIUM"; give one of LITE, ESSENTIALS, PLUS'],
  [
    { selfSignUp: true },
    'selfSignUp is true; give false, or a departure; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
  ],
  [{ signUpDomains: [] }, "signUpDomains is []; give 1 to 50 domains in lower case, such as example.com"],
  [
    { signUpDomains: ["@example.com"] },
    'signUpDomains.0 is "@example.com"; give 1 to 50 domains in lower case, such as example.com',
  ],
  [
    { selfSignUp: { reason: "anybody of our firms may" }, signUpDomains: manyDomains },
    `signUpDomains is ${JSON.stringify(manyDomains).slice(0, 117)}...; give fewer entries: the list has more than 3,000 characters, the limit of a variable of its function`,
  ],
  ...["Shop, Ltd. <a@example.com>", '"Shop" <a@example.com>', "Sh\nop <a@example.com>", "Café <a@example.com>"].map(
    (from): [object, string] => [
      { email: { sender: "ses", identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com", from } },
      `email.from is ${JSON.stringify(from)}; ${fromRule}`,
    ],
  ),
  [{ signUpFunction: { memoryMib: 127 } }, "signUpFunction.memoryMib is 127; give 128 to 10,240 MiB"],
  [
    { signUpFunction: { timeoutSeconds: 6 } },
    "signUpFunction.timeoutSeconds is 6; give 1 to 5 seconds: Amazon Cognito waits no longer",
  ],
  [
    { signUpFunction: { reservedConcurrency: -1 } },
    "signUpFunction.reservedConcurrency is -1; give 0 to 100,000 calls at once",
  ],
  [
    { signUpFunction: { version: 0 } },
    "signUpFunction.version is 0; give 1 to 1,000,000,000 as the number of a version",
  ],
  [{ password: { minimumLength: 11 } }, `password.minimumLength is 11; ${lengthRule}`],
  [{ password: { minimumLength: 100 } }, `password.minimumLength is 100; ${lengthRule}`],
  [{ password: { minimumLength: { value: 5, reason } } }, `password.minimumLength.value is 5; ${lengthRule}`],
  [{ password: { history: 25 } }, `password.history is 25; ${historyRule}`],
  [{ password: { history: 0 } }, `password.history is 0; ${historyRule}`],
  [
    { password: { temporaryPasswordDays: 0 } },
    "password.temporaryPasswordDays is 0; give 1 to 7 days; or { value, reason } for 8 to 365",
  ],
  [
    { password: { temporaryPasswordDays: 8 } },
    "password.temporaryPasswordDays is 8; give 1 to 7 days; or { value, reason } for 8 to 365",
  ],
  [
    { password: { temporaryPasswordDays: { value: 366, reason } } },
    "password.temporaryPasswordDays.value is 366; give 1 to 7 days; or { value, reason } for 8 to 365",
  ],
  [{ mfa: "off" }, 'mfa is "off"; give "required" or "optional"; or { value: "off", reason }'],
  [{ passkeys: true }, "passkeys is true; give { relyingPartyId?, userVerification? }, or leave it out"],
  [
    { passkeys: { relyingPartyId: "https://example.com" } },
    'passkeys.relyingPartyId is "https://example.com"; give a domain name in lower case, of at most 127 characters',
  ],
  ...["discouraged", "preferred"].map((given): [object, string] => [
    { passkeys: { userVerification: given } },
    `passkeys.userVerification is "${given}"; give "required", or { value: "preferred", reason }`,
  ]),
  [{ verification: "sms" }, 'verification is "sms"; give "code" or "link"'],
  [
    { email: { sender: "smtp" } },
    'email.sender is "smtp"; give { sender: "cognito" }, or { sender: "ses", identityArn, from }',
  ],
  [
    { email: { ...ses, identityArn: "example.com" } },
    'email.identityArn is "example.com"; give the ARN of an identity of Amazon SES: arn:aws:ses:<region>:<account>:identity/example.com',
  ],
  [{ email: { ...ses, from: "nobody" } }, `email.from is "nobody"; ${fromRule}`],
  [{ email: { ...ses, from: undefined } }, `email.from is missing; ${fromRule}`],
  [{ email: { ...ses, replyTo: "help" } }, 'email.replyTo is "help"; give an address such as help@example.com'],
  [
    { email: { ...ses, configurationSet: "a b" } },
    'email.configurationSet is "a b"; give 1 to 64 letters, digits, _ or -',
  ],
  [
    { threatProtection: true },
    'threatProtection is true; give { accountTakeover, mode?: "ENFORCED", neverJudged?, alwaysBlocked? }, or leave it out',
  ],
  [
    { threatProtection: { mode: "AUDIT" } },
    'threatProtection.mode is "AUDIT"; give "ENFORCED", or { value: "AUDIT", reason }',
  ],
  [
    { threatProtection: { accountTakeover: { high: "deny" } } },
    `threatProtection.accountTakeover is {"high":"deny"}; ${takeoverRule}`,
  ],
  [
    { threatProtection: { neverJudged: ["10.0.0.1/8"] } },
    `threatProtection.neverJudged.0 is "10.0.0.1/8"; ${blockRule}`,
  ],
  ...["0.0.0.0/0", "::/0", "0.0.0.0/7", "2000::/15"].flatMap((block): [object, string][] => [
    [{ threatProtection: { neverJudged: [block] } }, `threatProtection.neverJudged.0 is "${block}"; ${blockRule}`],
    [{ threatProtection: { alwaysBlocked: [block] } }, `threatProtection.alwaysBlocked.0 is "${block}"; ${blockRule}`],
  ]),
  [{ threatProtection: { accountTakeover: "off" } }, `threatProtection.accountTakeover is "off"; ${takeoverRule}`],
  [{ threatProtection: { alwaysBlocked: ["here"] } }, `threatProtection.alwaysBlocked.0 is "here"; ${blockRule}`],
  [
    { resourceServer: "api/v1" },
    'resourceServer is "api/v1"; give 1 to 31 lower-case letters, digits or -, such as api',
  ],
  [
    { usernames: "phone" },
    "usernames is not a setting; the group has tier, selfSignUp, signUpDomains, signUpFunction, password, mfa, passkeys, verification, email, threatProtection, resourceServer, clients",
  ],
])("is checked: %j", (given, fault) => {
  expect(faultsOf(given)).toContain(`userPool.${fault}`);
});

test("has clients, since without a client nobody can get a token", () => {
  expect(faultsOf({ clients: {} })).toEqual([
    "userPool.clients is empty; give at least one client: without a client nobody can get a token",
  ]);
});

test("restricts sign-ups only if selfSignUp is on", () => {
  const signUpDomains = ["example.com", "mail.example.org"];
  expect(faultsAmong({ signUpDomains })).toEqual([
    'userPool.signUpDomains is ["example.com","mail.example.org"] while selfSignUp is false; leave it out: administrators alone create accounts, and may invite anybody',
  ]);
  expect(faultsAmong({ signUpDomains, selfSignUp: { reason } })).toEqual([]);
});

test("sets signUpFunction only with signUpDomains", () => {
  const signUpFunction = { memoryMib: 512 };
  expect(faultsAmong({ signUpFunction })).toEqual([
    'userPool.signUpFunction is {"memoryMib":512,"timeoutSeconds":5} without signUpDomains; give signUpDomains too, or leave it out: the function checks signUpDomains alone',
  ]);
  expect(faultsAmong({ signUpFunction, signUpDomains: ["example.com"], selfSignUp: { reason } })).toEqual([]);
});

test("verifies by a link only with a domain for the link", () => {
  expect(faultsAmong({ verification: "link" })).toEqual([
    'userPool.verification is "link" without edge.signIn; give "code", or edge.signIn: the link leads to the user pool\'s domain',
  ]);
  expect(faultsAmong({ verification: "link" }, { signIn: managed })).toEqual([]);
});

test("keeps a password history only in a tier with password history", () => {
  expect(faultsAmong({ tier: "LITE" })).toEqual([
    'userPool.password.history is 24 while tier is "LITE"; give { value: 0, reason }, or tier ESSENTIALS: LITE keeps no password history',
  ]);
  expect(faultsAmong({ tier: "LITE", password: { history: { value: 0, reason } } })).toEqual([]);
});

describe("passkeys", () => {
  const passkeys = {};

  test("are refused if MFA is required, which Cognito does not allow with passkeys", () => {
    expect(faultsAmong({ passkeys }, { signIn: managed })).toEqual([
      'userPool.passkeys is on while mfa is "required"; give mfa "optional": Cognito accepts no passkey where MFA is required',
    ]);
    expect(faultsAmong({ passkeys, mfa: "optional" }, { signIn: managed })).toEqual([]);
  });

  test("are refused in tier LITE, and on the classic pages", () => {
    const lite = { tier: "LITE", password: { history: { value: 0, reason } } };
    expect(faultsAmong({ ...lite, passkeys, mfa: "optional" }, { signIn: { ...managed, pages: "classic" } })).toEqual([
      'userPool.passkeys is on while tier is "LITE"; give tier ESSENTIALS or PLUS, which have passkeys',
      'userPool.passkeys is on while edge.signIn.pages is "classic"; give "managed": the classic pages have no passkeys',
    ]);
  });

  test("are made for a domain: the pool's own domain, or else relyingPartyId", () => {
    expect(faultsAmong({ passkeys, mfa: "optional" })).toEqual([
      "userPool.passkeys has no relyingPartyId, and there is no edge.signIn whose domain would be the default; give relyingPartyId, or edge.signIn",
    ]);
    const given = { passkeys: { relyingPartyId: "example.com" }, mfa: "optional" };
    expect(faultsAmong(given)).toEqual([]);
    const own = {
      kind: "own",
      name: "auth.example.com",
      hostedZoneId: "Z1",
      certificate: "issued",
      parentRecord: "elsewhere",
    } as const;
    expect(faultsAmong(given, { signIn: { pages: "managed", domain: own } })).toEqual([
      'userPool.passkeys.relyingPartyId is "example.com" while edge.signIn.domain.name is "auth.example.com"; leave it out: the sign-in pages make passkeys for the pool\'s own domain alone',
    ]);
  });
});

describe("threat protection", () => {
  const plus = { tier: "PLUS", email: ses };
  const off = { value: "off", reason };

  test("is in tier PLUS alone, and tier PLUS is refused without it", () => {
    expect(faultsAmong({ threatProtection: { accountTakeover: off } })).toEqual([
      'userPool.threatProtection is on while tier is "ESSENTIALS"; give tier PLUS: no other tier has threat protection',
    ]);
    expect(faultsAmong({ tier: "PLUS" })).toEqual([
      'userPool.tier is "PLUS" while threatProtection is off; give ESSENTIALS, which has everything but threat protection and costs less',
    ]);
  });

  test("has a response to risky sign-ins if it is enforced, unless a departure says otherwise", () => {
    expect(faultsAmong({ tier: "PLUS", threatProtection: {} })).toEqual([
      `userPool.threatProtection.accountTakeover is missing while mode is "ENFORCED"; ${takeoverRule}: without accountTakeover no sign-in is refused for its risk`,
    ]);
    expect(faultsAmong({ tier: "PLUS", threatProtection: { accountTakeover: off } })).toEqual([]);
    const mode = { value: "AUDIT", reason };
    expect(faultsAmong({ tier: "PLUS", threatProtection: { mode } })).toEqual([]);
    expect(faultsAmong({ tier: "PLUS", threatProtection: { mode, accountTakeover: off } })).toEqual([
      'userPool.threatProtection.accountTakeover is "off" while mode is "AUDIT"; leave it out: AUDIT refuses no sign-in anyway',
    ]);
  });

  test("does not have an address in both lists", () => {
    const exceptions = (neverJudged: string[]) => ({
      tier: "PLUS",
      threatProtection: { accountTakeover: off, neverJudged, alwaysBlocked: ["198.51.100.0/24", "2001:db8::/32"] },
    });
    expect(faultsAmong(exceptions(["203.0.113.0/24", "2001:db9::/32"]))).toEqual([]);
    expect(faultsAmong(exceptions(["198.51.100.7/32", "2001:d00::/24"]))).toEqual([
      "userPool.threatProtection.neverJudged has 198.51.100.7/32, which overlaps 198.51.100.0/24 of alwaysBlocked; give an address in one of the two lists alone",
      "userPool.threatProtection.neverJudged has 2001:d00::/24, which overlaps 2001:db8::/32 of alwaysBlocked; give an address in one of the two lists alone",
    ]);
  });

  test("needs a sender of Amazon SES for accountTakeover", () => {
    const threatProtection = { accountTakeover: { medium: "none" } };
    expect(faultsAmong({ tier: "PLUS", threatProtection })).toEqual([
      'userPool.threatProtection.accountTakeover is given while email.sender is "cognito"; give email.sender "ses": AWS provider 5.100.0 writes accountTakeover only with a sender of Amazon SES',
    ]);
    expect(faultsAmong({ ...plus, threatProtection })).toEqual([]);
  });

  test("requires a second factor only if mfa is optional", () => {
    const threatProtection = { accountTakeover: { low: "mfa-required" } };
    expect(faultsAmong({ ...plus, threatProtection })).toEqual([
      'userPool.threatProtection.accountTakeover asks for MFA at low and medium risk while mfa is "required"; give mfa "optional", or give "block" or "none" in place of MFA: everybody gives a second factor anyway',
    ]);
    expect(faultsAmong({ ...plus, threatProtection, mfa: { value: "off", reason } })).toEqual([
      'userPool.threatProtection.accountTakeover asks for MFA at low and medium risk while mfa is "off"; give mfa "optional", or give "block" or "none" in place of MFA: nobody has a second factor',
    ]);
    expect(faultsAmong({ ...plus, threatProtection, mfa: "optional" })).toEqual([]);
  });
});

test.each(["no-reply@example.com", "no-reply@mail.example.com", "Example <no-reply@example.com>"])(
  "sends as %s with the identity of example.com",
  (from) => {
    expect(faultsAmong({ email: { ...ses, from } })).toEqual([]);
  },
);

test.each(["no-reply@example.org", "no-reply@badexample.com", "Example <no-reply@example.org>"])(
  "does not send as %s with the identity of example.com",
  (from) => {
    expect(faultsAmong({ email: { ...ses, from } })).toEqual([
      `userPool.email.from is "${from}"; give an address of the identity example.com`,
    ]);
  },
);

describe("an identity of Amazon SES", () => {
  const identityArn = (region: string) => `arn:aws:ses:${region}:123456789012:identity/example.com`;
  const faultsIn = (region: string, sesRegion: string) =>
    faultsAmong({ email: { ...ses, identityArn: identityArn(sesRegion) } }, { region });

  test.each([
    ["eu-west-1", "eu-west-1"],
    ["eu-central-1", "eu-central-1"],
    ["eu-central-1", "us-west-2"],
    ["eu-west-3", "eu-west-3"],
  ])("may be of %s for a pool in %s", (region, sesRegion) => {
    expect(faultsIn(region, sesRegion)).toEqual([]);
  });

  test("is of a Region whose identities Cognito uses in the pool's Region", () => {
    expect(faultsIn("eu-west-1", "eu-central-1")).toEqual([
      `userPool.email.identityArn is "${identityArn("eu-central-1")}"; give an identity of eu-west-1, us-east-1, us-west-2: a user pool in eu-west-1 sends with identities of no other region`,
    ]);
    expect(faultsIn("eu-west-3", "eu-west-1")).toEqual([
      `userPool.email.identityArn is "${identityArn("eu-west-1")}"; give an identity of eu-west-3: a user pool in eu-west-3 sends with identities of no other region`,
    ]);
  });

  test("is of the environment's account, if the account is known", () => {
    expect(faultsAmong({ email: ses }, { accountId: "123456789012" })).toEqual([]);
    expect(faultsAmong({ email: ses }, { accountId: "111122223333" })).toEqual([
      `userPool.email.identityArn is "${ses.identityArn}"; give an identity of account 111122223333: Cognito sends with no identity of another account`,
    ]);
    expect(
      faultsOf({ email: { ...ses, identityArn: "arn:aws:ses:eu-west-1:111122223333:identity/example.com" } }),
    ).toEqual([
      'userPool.email.identityArn is "arn:aws:ses:eu-west-1:111122223333:identity/example.com"; give an identity of account 123456789012: Cognito sends with no identity of another account',
    ]);
  });
});

test("warns that a password alone gets no token if MFA is required", () => {
  const warnings = (userPool: object) => {
    const identity = { userPool: { clients, ...userPool } } as EnvironmentRecord["identity"];
    return checkEnvironments({ prod: { ...production, identity } }, today).warnings;
  };
  expect(warnings({})).toEqual([
    'environments.prod.identity.userPool.clients.passwordSignIn is given while mfa is "required": Cognito answers a password with the challenge MFA_SETUP or SOFTWARE_TOKEN_MFA and no token, so the client has to answer the challenge too; for a script give mfa: { value: "off", reason }',
  ]);
  expect(warnings({ mfa: "optional" })).toEqual([]);
  expect(warnings({ mfa: { value: "off", reason } })).toEqual([]);
});

describe("the address of a sender", () => {
  const identity = (name: string) => `arn:aws:ses:eu-west-1:123456789012:identity/${name}`;

  test.each(["ex!mple.com", "no%reply@example.com", "bücher.example", "a:b", `${"x".repeat(2006)}.com`])(
    "refuses the identity %s",
    (name) => {
      const identityArn = identity(name);
      expect(faultsOf({ email: { ...ses, identityArn } })).toEqual([
        `userPool.email.identityArn is ${quote(identityArn)}; give the ARN of an identity of Amazon SES: arn:aws:ses:<region>:<account>:identity/example.com`,
      ]);
    },
  );

  test("accepts the identity of an address", () => {
    const from = "no-reply+shop_1@example.com";
    expect(faultsOf({ email: { ...ses, identityArn: identity(from), from } })).toEqual([]);
  });

  test.each(["a@..example.com", "a@-.example.com", "a@example-.example.com", `a@${"x".repeat(64)}.example.com`])(
    "refuses the address %s, whose domain is invalid",
    (address) => {
      const faults = faultsOf({ email: { ...ses, from: address, replyTo: address } });
      expect(faults.map((fault) => fault.split(" is ")[0])).toEqual(["userPool.email.from", "userPool.email.replyTo"]);
    },
  );

  test("accepts an address below the identity", () => {
    expect(faultsOf({ email: { ...ses, from: "a@mail-1.example.com", replyTo: "b@example.com" } })).toEqual([]);
  });
});
