import { z } from "zod";
import { cidrBlocksOverlap, parseCidrBlock } from "../../../../modules/shared/cidr-block";
import { exception, guarded, onUnlessDeparted } from "../shared/departure";
import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";
import { lambdaSettings, timeoutSeconds } from "../shared/lambda";
import type { SignInSettings } from "../edge/sign-in";
import { fitsVariable, text, variableRule } from "../shared/text";
import { userPoolClientFaults, userPoolClients } from "./user-pool-clients";

const tiers = ["LITE", "ESSENTIALS", "PLUS"] as const;

function within(least: number, most: number, error: string) {
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const lengthRule = "give 12 to 99 characters; or { value, reason } for 6 to 11";
const historyRule = "give 1 to 24 passwords; or { value: 0, reason } to accept old passwords again";
const domainsRule = "give 1 to 50 domains in lower case, such as example.com";
const mfaRule = 'give "required" or "optional"; or { value: "off", reason }';
const verificationRule = 'give "required", or { value: "preferred", reason }';
const invitationRule = "give 1 to 7 days; or { value, reason } for 8 to 365";
const emailRule = 'give { sender: "cognito" }, or { sender: "ses", identityArn, from }';
const fromRule =
  "give an address such as no-reply@example.com, or Example Shop <no-reply@example.com>, whose name has letters, digits, spaces and ' & + - _ !";
/** A domain is of labels that neither start nor end with a hyphen (RFC 1035, 2.3.1). */
const address = "[A-Za-z0-9._%+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}";
const riskAction = z.enum(["block", "mfa-required", "mfa-if-configured", "none"]);
const blockRule =
  "give at most 200 blocks in CIDR notation, such as 203.0.113.0/24, with no bits set behind their prefix: IPv4 of /8 or smaller, IPv6 of /16 or smaller";

/** Whether a block is so small that no list of such blocks holds the whole internet. */
function isExceptionBlock(given: string): boolean {
  const block = parseCidrBlock(given);
  return block !== undefined && block.prefixLength >= (block.version === 4 ? 8 : 16);
}

const blocks = z
  .array(z.string({ error: blockRule }).refine(isExceptionBlock, { error: blockRule }), { error: blockRule })
  .max(200, { error: blockRule })
  .default([]);

const email = z
  .discriminatedUnion(
    "sender",
    [
      z.strictObject({
        /** Cognito's own mailer: 50 messages a day (Amazon Cognito Developer Guide, "Quotas in Amazon Cognito"). */
        sender: z.literal("cognito"),
      }),
      z.strictObject({
        /** Amazon SES, with an identity that is verified there; out of its sandbox, to reach users who are not verified. */
        sender: z.literal("ses"),
        /**
         * The identity: of the environment's account, and of the pool's Region, or of us-east-1, us-west-2 or eu-west-1,
         * which pools of most Regions may use too (Amazon Cognito Developer Guide, "Email settings for Amazon Cognito
         * user pools"). The ARN has fewer characters than an address may have (Amazon Cognito API Reference,
         * EmailConfigurationType, SourceArn).
         */
        identityArn: text(
          /^(?=.{20,2048}$)arn:aws:ses:[a-z0-9-]+:\d{12}:identity\/[\w+=,.@-]+$/,
          "give the ARN of an identity of Amazon SES: arn:aws:ses:<region>:<account>:identity/example.com",
        ),
        /**
         * The sender's address, within the identity. A name before it needs no quotation marks in a header (RFC 5322,
         * 3.2.3, "atom").
         */
        from: text(new RegExp(`^(${address}|[A-Za-z0-9][A-Za-z0-9 '&+_!-]{0,127} <${address}>)$`), fromRule),
        /** Where answers go. @default the sender */
        replyTo: text(new RegExp(`^${address}$`), "give an address such as help@example.com").optional(),
        /** The configuration set of Amazon SES by which messages are sent. @default none */
        configurationSet: text(/^[\w-]{1,64}$/, "give 1 to 64 letters, digits, _ or -").optional(),
      }),
    ],
    { error: emailRule },
  )
  .default({ sender: "cognito" });

const takeoverRule =
  'give { low?, medium?, high? }, each "block", "mfa-required", "mfa-if-configured" or "none", and notifyUser?: true; a weaker value than the default takes a reason; or { value: "off", reason }';
const takeoverAnswer = z.strictObject({
  /** The answer to low risk. @default "none" */
  low: riskAction.default("none"),
  /** Medium risk; where `mfa` is required, "block" or "none": all gave a second factor. @default "mfa-if-configured" */
  medium: riskAction.default("mfa-if-configured"),
  /** The answer to high risk. Less than a required second factor is a departure. @default "block" */
  high: guarded(
    z.enum(["block", "mfa-required"]),
    z.enum(["mfa-if-configured", "none"]),
    'give "block" or "mfa-required"; or { value: "mfa-if-configured" | "none", reason }',
  ).default("block"),
  /** Tells the user what was found and done; to do without is a departure. @default true */
  notifyUser: onUnlessDeparted().default(true),
});
const accountTakeover = guarded(takeoverAnswer, z.literal("off"), takeoverRule);

const threatProtection = z.strictObject(
  {
    /** `ENFORCED` acts; `AUDIT` only measures, for a rollout: a departure. @default "ENFORCED" */
    mode: guarded(z.literal("ENFORCED"), z.literal("AUDIT"), 'give "ENFORCED", or { value: "AUDIT", reason }').default(
      "ENFORCED",
    ),
    /**
     * The answer to a sign-in that does not look like the user's own, by its risk. Without it nothing is done about a
     * sign-in by SRP, so to do without while mode is `ENFORCED` is a departure. It needs a sender of Amazon SES: AWS
     * provider 5.100.0 writes it only with one.
     *
     * @default nothing, which only `AUDIT` takes
     */
    accountTakeover: accountTakeover.optional(),
    /** Addresses that are never judged, such as an office's; none that is in `alwaysBlocked`. @default none */
    neverJudged: blocks,
    /** Addresses that never get in; none that is in `neverJudged`. @default none */
    alwaysBlocked: blocks,
  },
  { error: 'give { accountTakeover, mode?: "ENFORCED", neverJudged?, alwaysBlocked? }, or leave it out' },
);

/**
 * Cognito waits no longer for a trigger (Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda
 * triggers").
 */
export const triggerSeconds = 5;

const asked = {
  ...lambdaSettings,
  /** Seconds after which a call is ended, 1 to 5: Amazon Cognito waits no longer. @default 5 */
  timeoutSeconds: timeoutSeconds(triggerSeconds, "Amazon Cognito").default(triggerSeconds),
};

export const userPoolSettings = z.strictObject({
  /**
   * What the pool can do. ESSENTIALS: password history, passkeys, refresh token rotation, managed
   * login; PLUS: threat protection too (Amazon Cognito Developer Guide, "User pool feature plans").
   *
   * @cost by the active user
   * @default "ESSENTIALS"
   */
  tier: z.enum(tiers, { error: `give one of ${tiers.join(", ")}` }).default("ESSENTIALS"),
  /** Lets anybody make an account; otherwise only an administrator invites users. @default false */
  selfSignUp: exception().default(false),
  /** With `selfSignUp`: the domains whose addresses may sign up, 50 at most, compared literally. @default any */
  signUpDomains: z
    .array(text(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, domainsRule), { error: domainsRule })
    .min(1, { error: domainsRule })
    .max(50, { error: domainsRule })
    .refine(fitsVariable, { error: variableRule })
    .optional(),
  /**
   * The function that checks `signUpDomains` before each sign-up. If it is stopped or fails, nobody can sign up.
   *
   * @default each of its defaults, with `signUpDomains`
   */
  signUpFunction: z.strictObject(asked).optional(),
  /** What a password has to be. */
  password: z
    .strictObject({
      /** 12 to 99, with letters in both cases, digits and symbols; fewer is a departure. @default 12 */
      minimumLength: guarded(within(12, 99, lengthRule), within(6, 11, lengthRule), lengthRule).default(12),
      /** How many earlier passwords a new one may not be, 1 to 24; it needs ESSENTIALS. None is a departure. @default 24 */
      history: guarded(within(1, 24, historyRule), z.literal(0), historyRule).default(24),
      /**
       * Days for which an invitation works: 1 to 7, AWS's own default; up to 365 is a departure (Amazon Cognito API
       * Reference, PasswordPolicyType).
       *
       * @default 3
       */
      temporaryPasswordDays: guarded(
        within(1, 7, invitationRule),
        within(8, 365, invitationRule),
        invitationRule,
      ).default(3),
    })
    .prefault({}),
  /** A code of an authenticator app (TOTP) as the second factor; none is a departure. @default "required" */
  mfa: guarded(z.enum(["required", "optional"]), z.literal("off"), mfaRule).default("required"),
  /**
   * Signing in with a passkey instead of a password. It needs ESSENTIALS, managed login, and MFA that is not required. The
   * clients `web` and `server` then allow USER_AUTH too, by which a user chooses how to sign in.
   *
   * @default with a password alone
   */
  passkeys: z
    .strictObject(
      {
        /**
         * The domain that passkeys are made for. Another value makes all that there are useless: users sign in by password,
         * and register a passkey anew.
         *
         * @default the pool's domain
         */
        relyingPartyId: text(
          /^(?=.{1,127}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
          "give a domain name in lower case, of at most 127 characters",
        ).optional(),
        /** Whether the device has to check who holds it; not to require it is a departure. @default "required" */
        userVerification: guarded(z.literal("required"), z.literal("preferred"), verificationRule).default("required"),
      },
      { error: "give { relyingPartyId?, userVerification? }, or leave it out" },
    )
    .optional(),
  /** How a user proves an address: by a typed code, or by a link, which needs edge.signIn. @default "code" */
  verification: z.enum(["code", "link"], { error: 'give "code" or "link"' }).default("code"),
  /** Who sends the pool's messages. @default { sender: "cognito" }: 50 a day */
  email,
  /**
   * Judges each sign-in. Refuses leaked passwords on the sign-in pages, in password flows, at sign-up and as new passwords,
   * but not in a sign-in by SRP, which does not show Cognito the password. It needs PLUS.
   *
   * @default none
   */
  threatProtection: threatProtection.optional(),
  /**
   * Begins the scopes of the APIs: `api` in `api/read`. `stacks/environments/api-scopes.ts` has the scopes. Another value
   * replaces the resource server, and no client gets the old scopes any more: have each client ask for the new ones from
   * that apply on.
   *
   * @default "api"
   */
  resourceServer: text(/^[a-z][a-z0-9-]{0,30}$/, "give 1 to 31 lower-case letters, digits or -, such as api").default(
    "api",
  ),
  clients: userPoolClients,
});

export type UserPoolSettings = z.output<typeof userPoolSettings>;

/** What the rest of an environment says about the pool. */
export interface PoolSurroundings {
  readonly state: "hcp" | "http" | "local" | "s3";
  readonly region: string;
  /** @default not known, and not compared */
  readonly accountId?: string | undefined;
  /** `edge.signIn`. @default none */
  readonly signIn?: Pick<SignInSettings, "domain" | "pages"> | undefined;
}

const place = ["identity", "userPool"];
const tierPlace = [...place, "tier"];

export function userPoolFaults(pool: UserPoolSettings | undefined, surroundings: PoolSurroundings): Fault[] {
  if (pool === undefined) return [];
  const { signIn, state } = surroundings;
  const { tier, selfSignUp, signUpDomains, signUpFunction, verification, password, clients } = pool;
  const faults: Fault[] = [...userPoolClientFaults(clients, { tier, state, hasDomain: signIn !== undefined })];
  if (signUpDomains !== undefined && !selfSignUp) {
    faults.push({
      path: [...place, "signUpDomains"],
      reads: [[...place, "selfSignUp"]],
      message: `is ${quote(signUpDomains)} while selfSignUp is false; leave it out: administrators alone create accounts, and may invite anybody`,
    });
  }
  if (signUpFunction !== undefined && signUpDomains === undefined) {
    faults.push({
      path: [...place, "signUpFunction"],
      reads: [[...place, "signUpDomains"]],
      message: `is ${quote(signUpFunction)} without signUpDomains; give signUpDomains too, or leave it out: the function checks signUpDomains alone`,
    });
  }
  if (verification === "link" && signIn === undefined) {
    faults.push({
      path: [...place, "verification"],
      reads: [["edge", "signIn"]],
      message: 'is "link" without edge.signIn; give "code", or edge.signIn: the link leads to the user pool\'s domain',
    });
  }
  if (tier === "LITE" && password.history > 0) {
    faults.push({
      path: [...place, "password", "history"],
      reads: [tierPlace],
      message: `is ${password.history} while tier is "LITE"; give { value: 0, reason }, or tier ESSENTIALS: LITE keeps no password history`,
    });
  }
  return [...faults, ...passkeyFaults(pool, surroundings), ...threatFaults(pool), ...emailFaults(pool, surroundings)];
}

/** Warnings about settings that work, but not as one might expect. */
export function userPoolWarnings(pool: UserPoolSettings | undefined): Fault[] {
  if (pool?.clients.passwordSignIn === undefined || pool.mfa !== "required") return [];
  return [
    {
      path: [...place, "clients", "passwordSignIn"],
      message:
        'is given while mfa is "required": Cognito answers a password with the challenge MFA_SETUP or SOFTWARE_TOKEN_MFA and no token, so the client has to answer the challenge too; for a script give mfa: { value: "off", reason }',
    },
  ];
}

/** Amazon Cognito Developer Guide, "User pool feature plans" and "Authentication flows". */
function passkeyFaults({ passkeys, tier, mfa }: UserPoolSettings, { signIn }: PoolSurroundings): Fault[] {
  if (passkeys === undefined) return [];
  const faults: Fault[] = [];
  const fault = (reads: PropertyKey[], message: string) =>
    faults.push({ path: [...place, "passkeys"], reads: [reads], message });
  if (tier === "LITE")
    fault(tierPlace, 'is on while tier is "LITE"; give tier ESSENTIALS or PLUS, which have passkeys');
  if (mfa === "required") {
    fault(
      [...place, "mfa"],
      'is on while mfa is "required"; give mfa "optional": Cognito accepts no passkey where MFA is required',
    );
  }
  if (signIn === undefined && passkeys.relyingPartyId === undefined) {
    fault(
      ["edge", "signIn"],
      "has no relyingPartyId, and there is no edge.signIn whose domain would be the default; give relyingPartyId, or edge.signIn",
    );
  }
  if (signIn?.pages === "classic") {
    fault(
      ["edge", "signIn", "pages"],
      'is on while edge.signIn.pages is "classic"; give "managed": the classic pages have no passkeys',
    );
  }
  const name = signIn?.domain.kind === "own" ? signIn.domain.name : undefined;
  const { relyingPartyId } = passkeys;
  if (name !== undefined && relyingPartyId !== undefined && relyingPartyId !== name) {
    faults.push({
      path: [...place, "passkeys", "relyingPartyId"],
      reads: [["edge", "signIn", "domain"]],
      message: `is "${relyingPartyId}" while edge.signIn.domain.name is "${name}"; leave it out: the sign-in pages make passkeys for the pool's own domain alone`,
    });
  }
  return faults;
}

function threatFaults({ threatProtection, tier, email, mfa }: UserPoolSettings): Fault[] {
  const at = [...place, "threatProtection"];
  if (threatProtection === undefined) {
    if (tier !== "PLUS") return [];
    const message =
      'is "PLUS" while threatProtection is off; give ESSENTIALS, which has everything but threat protection and costs less';
    return [{ path: tierPlace, reads: [at], message }];
  }
  const faults: Fault[] = [];
  if (tier !== "PLUS") {
    faults.push({
      path: at,
      reads: [tierPlace],
      message: `is on while tier is "${tier}"; give tier PLUS: no other tier has threat protection`,
    });
  }
  faults.push(...exceptionFaults(at, threatProtection));
  const { accountTakeover, mode } = threatProtection;
  if (accountTakeover === undefined && mode === "ENFORCED") {
    faults.push({
      path: [...at, "accountTakeover"],
      reads: [[...at, "mode"]],
      message: `is missing while mode is "ENFORCED"; ${takeoverRule}: without accountTakeover no sign-in is refused for its risk`,
    });
  }
  if (accountTakeover === "off" && mode === "AUDIT") {
    faults.push({
      path: [...at, "accountTakeover"],
      reads: [[...at, "mode"]],
      message: 'is "off" while mode is "AUDIT"; leave it out: AUDIT refuses no sign-in anyway',
    });
  }
  if (accountTakeover === undefined || accountTakeover === "off") return faults;
  if (email.sender !== "ses") {
    faults.push({
      path: [...at, "accountTakeover"],
      reads: [[...place, "email"]],
      message:
        'is given while email.sender is "cognito"; give email.sender "ses": AWS provider 5.100.0 writes accountTakeover only with a sender of Amazon SES',
    });
  }
  const asking = (["low", "medium", "high"] as const).filter((risk) => accountTakeover[risk].startsWith("mfa"));
  if (mfa !== "optional" && asking.length > 0) {
    faults.push({
      path: [...at, "accountTakeover"],
      reads: [[...place, "mfa"]],
      message: `asks for MFA at ${asking.join(" and ")} risk while mfa is "${mfa}"; give mfa "optional", or give "block" or "none" in place of MFA: ${mfa === "off" ? "nobody has a second factor" : "everybody gives a second factor anyway"}`,
    });
  }
  return faults;
}

function exceptionFaults(
  at: readonly string[],
  { neverJudged, alwaysBlocked }: NonNullable<UserPoolSettings["threatProtection"]>,
): Fault[] {
  const parsed = (given: readonly string[]) => given.map(parseCidrBlock).filter((block) => block !== undefined);
  return parsed(neverJudged).flatMap((skipped) =>
    parsed(alwaysBlocked)
      .filter((blocked) => cidrBlocksOverlap(skipped, blocked))
      .map((blocked) => ({
        path: [...at, "neverJudged"],
        reads: [[...at, "alwaysBlocked"]],
        message: `has ${skipped.text}, which overlaps ${blocked.text} of alwaysBlocked; give an address in one of the two lists alone`,
      })),
  );
}

/**
 * The three Regions whose identities pools of `regionsWithAlternates` may use too. Everywhere else pools use those of their
 * own Region alone (Amazon Cognito Developer Guide, "Email settings for Amazon Cognito user pools").
 */
const alternateSesRegions = ["us-east-1", "us-west-2", "eu-west-1"];
const regionsWithAlternates = [
  ...alternateSesRegions,
  "us-east-2",
  "ca-central-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-west-2",
  "eu-central-1",
];

function emailFaults({ email }: UserPoolSettings, surroundings: PoolSurroundings): Fault[] {
  if (email.sender !== "ses") return [];
  return [...identityFaults(email.identityArn, surroundings), ...senderFaults(email)];
}

function identityFaults(identityArn: string, { region, accountId }: PoolSurroundings): Fault[] {
  const faults: Fault[] = [];
  const path = [...place, "email", "identityArn"];
  const [, , , sesRegion = "", account] = identityArn.split(":");
  const regions = [...new Set([region, ...(regionsWithAlternates.includes(region) ? alternateSesRegions : [])])];
  if (!regions.includes(sesRegion)) {
    faults.push({
      path,
      reads: [["region"]],
      message: `is ${quote(identityArn)}; give an identity of ${regions.join(", ")}: a user pool in ${region} sends with identities of no other region`,
    });
  }
  if (accountId !== undefined && account !== accountId) {
    faults.push({
      path,
      reads: [["accountId"]],
      message: `is ${quote(identityArn)}; give an identity of account ${accountId}: Cognito sends with no identity of another account`,
    });
  }
  return faults;
}

function senderFaults({ identityArn, from }: Extract<UserPoolSettings["email"], { sender: "ses" }>): Fault[] {
  const identity = identityArn.slice(identityArn.indexOf("/") + 1).toLowerCase();
  const sender = from.replace(/^.*<|>$/g, "").toLowerCase();
  const domain = sender.slice(sender.indexOf("@") + 1);
  if (sender === identity || domain === identity || domain.endsWith(`.${identity}`)) return [];
  return [
    {
      path: [...place, "email", "from"],
      reads: [[...place, "email", "identityArn"]],
      message: `is ${quote(from)}; give an address of the identity ${identity}`,
    },
  ];
}
