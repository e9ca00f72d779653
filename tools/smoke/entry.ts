import { parse, parseCIDR } from "ipaddr.js";

import type { Api, Block, Countries, Distribution, Firewall, WebApplication, Throttle } from "../apis/api";
import {
  blockedAtTheOrigin,
  blockedByCloudFront,
  blockedByLoadBalancer,
  countryBlockedByCloudFront,
  overTheLimit,
} from "./answer";
import type { Expected } from "./case";
import type { SmokeOptions } from "./options";
import type { Subject } from "./result";

/** The first point where a caller reaches an API or the web application, and what may refuse the caller's address there. */
export interface Entry {
  readonly of: Subject;
  readonly at: "API Gateway" | "CloudFront" | "the load balancer";
  readonly firewall?: Firewall;
  readonly distribution?: Distribution;
}

export const entryOf = (subject: Api | WebApplication): Entry => {
  const { distribution } = subject;
  const of = "kind" in subject ? subject.kind : "web";
  if (distribution !== undefined) {
    return { of, at: "CloudFront", distribution, ...(distribution.firewall && { firewall: distribution.firewall }) };
  }
  const at = "kind" in subject ? "API Gateway" : "the load balancer";
  return { of, at, ...(subject.firewall && { firewall: subject.firewall }) };
};

/** Whether an API has an entry of its own. An API at paths of the web application shares the application's entry. */
export const isEntryOfItsOwn = ({ distribution }: Api): boolean => distribution?.atPaths === undefined;

const byTheFirewall: Readonly<Record<Entry["at"], Expected>> = {
  "API Gateway": blockedAtTheOrigin,
  CloudFront: blockedByCloudFront,
  "the load balancer": blockedByLoadBalancer,
};

/** The answer of a firewall's rule at an entry; undefined where the distribution's own error page hides it. */
export function blockedAt({ at, distribution }: Entry, block?: Block): Expected | undefined {
  const status = block?.status ?? 403;
  if (distribution?.ownErrorPages.includes(status)) return undefined;
  switch (block?.inWordsOf ?? "the firewall") {
    case "the firewall":
      return byTheFirewall[at];
    case "the environment":
      return { statuses: [status], body: { text: block?.body ?? "", name: "the environment's words" } };
    case "nobody":
      return { statuses: [status], notMessages: overTheLimit.messages ?? [] };
  }
}

export const hiddenByOwnPage = "an error page of the distribution replaces the firewall's words";

export interface Denial {
  /** Who is denied: `93.184.216.0/24`, `KP`, `all but DE`. */
  readonly who: string;
  readonly expected: Expected | undefined;
  readonly denies: (caller: Pick<SmokeOptions, "callerAddress" | "callerCountry">) => boolean;
}

/** The denied addresses and countries, in the order in which they are checked. */
export function denialsAt(entry: Entry): Denial[] {
  const { firewall, distribution } = entry;
  const byCountry = (countries: Countries, expected: Expected | undefined): Denial => ({
    who: "allow" in countries ? `all but ${countries.allow.join(", ")}` : countries.block.join(", "),
    expected,
    denies: ({ callerCountry }) => callerCountry !== undefined && keepsOut(countries, callerCountry),
  });
  const hidden = distribution?.ownErrorPages.includes(403) === true;
  return [
    ...(distribution?.countries
      ? [byCountry(distribution.countries, hidden ? undefined : countryBlockedByCloudFront)]
      : []),
    ...(firewall?.addresses ? [byAddress(firewall.addresses.denied, blockedAt(entry, firewall.addresses))] : []),
    ...(firewall?.countries ? [byCountry(firewall.countries.countries, blockedAt(entry, firewall.countries))] : []),
  ];
}

const byAddress = (blocks: readonly string[], expected: Expected | undefined): Denial => ({
  who: blocks.join(", "),
  expected,
  denies: ({ callerAddress }) => callerAddress !== undefined && blocks.some((block) => isWithin(callerAddress, block)),
});

const keepsOut = (countries: Countries, country: string): boolean =>
  "allow" in countries ? !countries.allow.includes(country) : countries.block.includes(country);

interface Statement {
  readonly Effect?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Condition = NonNullable<Statement["Condition"]>;

/** The conditions of the statements that deny by the caller's address and by nothing else. */
function denialsByAddress(policy: readonly unknown[]): Condition[] {
  return (policy as readonly Statement[]).flatMap(({ Effect, Condition }) =>
    Effect === "Deny" && Condition !== undefined && Object.entries(Condition).every(isByAddress) ? [Condition] : [],
  );
}

const isByAddress = ([operator, keys]: [string, Readonly<Record<string, unknown>>]): boolean =>
  (operator === "IpAddress" || operator === "NotIpAddress") &&
  Object.keys(keys).every((key) => key.toLowerCase() === "aws:sourceip");

/** The denied addresses in words; undefined where no address is denied. */
export function deniedInWords(policy: readonly unknown[]): string | undefined {
  const words = denialsByAddress(policy).flatMap((condition) =>
    Object.entries(condition).map(([operator, keys]) => {
      const ranges = Object.values(keys).flat().join(", ");
      return operator === "IpAddress" ? ranges : `all but ${ranges}`;
    }),
  );
  return words.length === 0 ? undefined : words.join("; ");
}

/** Whether a resource policy denies a caller's address. */
export function deniesAddress(policy: readonly unknown[], address: string): boolean {
  return denialsByAddress(policy).some((condition) =>
    Object.entries(condition).every(([operator, keys]) => {
      const within = Object.values(keys)
        .flat()
        .some((range) => isWithin(address, range));
      return operator === "IpAddress" ? within : !within;
    }),
  );
}

/** Whether an address is in a block in CIDR notation, or is that one address. */
function isWithin(address: string, range: string): boolean {
  const [block, bits] = parseCIDR(range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`);
  const one = parse(address);
  return one.kind() === block.kind() && one.match(block, bits);
}

/** Whether an address is not routed on the internet: RFC 1918, RFC 6598 and RFC 4193. */
export const isPrivate = (address: string): boolean =>
  ["private", "carrierGradeNat", "uniqueLocal"].includes(parse(address).range());

const shortestMilliseconds = 500;

/**
 * Milliseconds between the requests of a check that lasts minutes: the pace is half of what a limit lets through at most.
 */
export function politeInterval({ firewall }: Entry, throttle?: Throttle): number {
  const { rateLimit } = firewall ?? {};
  return Math.max(
    shortestMilliseconds,
    rateLimit === undefined ? 0 : (2000 * rateLimit.windowSeconds) / rateLimit.limit,
    throttle === undefined ? 0 : 2000 / throttle.ratePerSecond,
  );
}
