import { z } from "zod";
import { certificate, usEast1CertificateArn } from "./certificate";
import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";
import { text } from "../shared/text";
import { wafFaults, wafSettings } from "./waf/waf";

/** Amazon Cognito Developer Guide, "Using the Amazon Cognito prefix domain for managed login". */
const reservedWords = ["aws", "amazon", "cognito"];

const prefixRule = `give 1 to 63 lower-case letters, digits or hyphens, none of these at an end, without ${reservedWords.join(", ")}`;
const certificateRule = 'give "issued", or the ARN of an ACM certificate of us-east-1';
const parentRule = 'give "elsewhere", or "web-application" where edge.domain is the parent domain';
const cssRule =
  "give 1 to 131,072 characters of CSS, without @import, @supports, @page and @media, which Cognito refuses";
/** Amazon Cognito Developer Guide, "Customizing hosted UI (classic) branding". */
const refusedStatement = /@(import|supports|page|media)\b/i;
const hasRefusedStatement = (css: string): boolean => refusedStatement.test(css.replaceAll(/\/\*[\s\S]*?\*\//g, " "));
const domainRule = 'give { kind: "prefix", prefix }, or { kind: "own", name, hostedZoneId, certificate, parentRecord }';

/**
 * `shop` in `shop.auth.<region>.amazoncognito.com`: nobody else's in the Region, in any account. Another value ends the
 * old sign-in address before the new one is there, and somebody else may take the old one: change the applications in the
 * same hour.
 */
export const signInPrefix = z
  .string({ error: prefixRule })
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, { error: prefixRule })
  .refine((given) => !reservedWords.some((word) => given.includes(word)), { error: prefixRule });

const prefixDomain = z.strictObject({
  /** A prefix of Cognito's own domain. */
  kind: z.literal("prefix"),
  prefix: signInPrefix,
});

const ownDomain = z.strictObject({
  /** A domain of one's own. */
  kind: z.literal("own"),
  /**
   * Such as `auth.example.com`: 63 characters at most (Amazon Cognito API Reference, CreateUserPoolDomain), below a domain
   * that is not a top-level one. Another value ends the old sign-in address before the new one is there: plan for
   * some minutes without sign-in, and change the applications in the same hour.
   */
  name: text(
    /^(?=.{1,63}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z]{2,62}$/,
    "give a domain name in lower case, of three parts or more and at most 63 characters, such as auth.example.com",
  ),
  /**
   * The public hosted zone, in Route 53, that holds the name. Another value makes the record there, and the old zone loses
   * its own: put it back into that by hand until no resolver asks it any more.
   */
  hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "give the id of the Route 53 hosted zone that holds the name"),
  /**
   * `"issued"`: by ACM, in us-east-1, proved by a DNS record, renewed by itself. Or the ARN of a certificate of us-east-1.
   */
  certificate: certificate(usEast1CertificateArn, certificateRule),
  /**
   * Who makes the A record of the parent domain, `example.com`, without which Cognito refuses the name (Amazon Cognito
   * Developer Guide, "Using your own domain for managed login"). `"elsewhere"`: the record exists. `"web-application"`: this
   * environment makes it, as that of `edge.domain.name`; the pool's domain then comes after it.
   */
  parentRecord: z.enum(["elsewhere", "web-application"], { error: parentRule }),
});

export type SignInDomain = z.output<typeof prefixDomain> | z.output<typeof ownDomain>;

/** Where users sign in: the pool's domain, its pages, and the web ACL in front of the pool. */
export const signInSettings = z.strictObject({
  /** The pool's domain. Another kind replaces the pool's domain: change the applications in the same hour. */
  domain: z.discriminatedUnion("kind", [prefixDomain, ownDomain], { error: domainRule }),
  /**
   * `managed`: managed login. It needs tier ESSENTIALS, and a style for each client, without which the pages do not render.
   * `classic`: the former hosted UI.
   *
   * @default "managed"
   */
  pages: z.enum(["managed", "classic"], { error: 'give "managed" or "classic"' }).default("managed"),
  /** CSS for the classic pages, of the classes that Cognito documents, at most 131,072 characters. @default none */
  css: z
    .string({ error: cssRule })
    .min(1, { error: cssRule })
    .max(131_072, { error: cssRule })
    .refine((css) => !hasRefusedStatement(css), { error: cssRule })
    .optional(),
  /** The web ACL in front of the pool: its pages, and its API. It cannot have accountTakeover or accountCreationFraud. */
  waf: wafSettings.prefault({}),
});

export type SignInSettings = z.output<typeof signInSettings>;

interface Surroundings {
  /** The pool. @default there is none */
  readonly userPool?: { readonly tier: string } | undefined;
  /** The name of the web application. @default it has none */
  readonly webName?: string | undefined;
}

const place = ["edge", "signIn"];

/** The host of the pool's domain. */
export function signInHost(domain: SignInDomain, region: string): string {
  return domain.kind === "prefix" ? `${domain.prefix}.auth.${region}.amazoncognito.com` : domain.name;
}

export function signInFaults(signIn: SignInSettings | undefined, surroundings: Surroundings): Fault[] {
  if (signIn === undefined) return [];
  const { userPool, webName } = surroundings;
  const { domain, pages, css, waf } = signIn;
  const faults = wafFaults(waf, ["userPool"], [...place, "waf"]);
  if (userPool === undefined) {
    faults.push({
      path: place,
      reads: [["identity", "userPool"]],
      message: "is given without identity.userPool; give a pool, or leave it out",
    });
  }
  if (userPool?.tier === "LITE" && pages === "managed") {
    faults.push({
      path: [...place, "pages"],
      reads: [["identity", "userPool", "tier"]],
      message: 'is "managed" while identity.userPool.tier is "LITE"; give "classic", or tier ESSENTIALS',
    });
  }
  if (css !== undefined && pages === "managed") {
    faults.push({
      path: [...place, "css"],
      reads: [[...place, "pages"]],
      message: 'is given while pages is "managed"; leave it out: managed login has styles of its own, and ignores it',
    });
  }
  if (domain.kind === "own") faults.push(...ownDomainFaults(domain, webName));
  for (const group of ["accountTakeover", "accountCreationFraud"] as const) {
    if (waf[group] === false) continue;
    faults.push({
      path: [...place, "waf", group],
      message:
        "is on; give false: AWS refuses it in front of a user pool, which has identity.userPool.threatProtection instead",
    });
  }
  return faults;
}

function ownDomainFaults({ name, parentRecord }: z.output<typeof ownDomain>, webName?: string): Fault[] {
  const faults: Fault[] = [];
  const parent = name.slice(name.indexOf(".") + 1);
  if (parentRecord === "web-application" && webName !== parent) {
    faults.push({
      path: [...place, "domain", "parentRecord"],
      reads: [
        ["edge", "domain"],
        [...place, "domain", "name"],
      ],
      message: `is "web-application", whose name is ${quote(webName)} and not ${parent}; give "elsewhere", and see that ${parent} has an A record`,
    });
  }
  return faults;
}
