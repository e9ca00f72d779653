import type { Api, Block, Countries, Distribution, Firewall, WebApplication } from "../apis/api";
import { isWithin } from "./address";
import type { Expected } from "./case";
import type { SmokeOptions } from "./options";
import {
  blockedAtTheOrigin,
  blockedByCloudFront,
  blockedByLoadBalancer,
  countryBlockedByCloudFront,
  overTheLimit,
} from "./refusal";
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
