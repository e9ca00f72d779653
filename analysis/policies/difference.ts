import { nameOf } from "./conditions";
import { mayHold, boxInBoth, inBoth, isWithin, withoutAll, type Requests } from "./requests";
import { policyOf, type Policy, type Statement, type Unknown } from "./statements";

/** Requests that are allowed on one side alone, and why. */
export interface Access extends Requests {
  /** Some of the requests, because all their parts would be too long to read: never all of what the other side allows. */
  readonly inPart: boolean;
  readonly because: readonly Cause[];
  /** The lists in `unless` that say what both sides allow by the same statement. */
  readonly both?: Requests["unless"];
  /** What of the requests the other side allows, where they are told in part. */
  readonly already?: readonly Requests[];
  /** The parts that are allowed on this side alone, where the requests are told as a whole statement. */
  readonly parts?: readonly Requests[];
}

/** What the other side has, seen from the side that allows the requests. */
export type Cause =
  | { readonly kind: "no allow" }
  | { readonly kind: "condition"; readonly clauses: Requests["clauses"] }
  | { readonly kind: "deny" }
  | { readonly kind: "boundary" };

export type Difference =
  | { readonly undecided: readonly string[] }
  | {
      readonly undecided?: undefined;
      readonly gained: readonly Access[];
      readonly lost: readonly Access[];
      readonly vocabulary: Vocabulary;
    };

/** What words need to know of the policies: whether they say who, and how they write each action. */
export interface Vocabulary {
  readonly saysWho: boolean;
  readonly spelling: ReadonlyMap<string, string>;
}

export const vocabularyOf = (policies: readonly Policy[]): Vocabulary => ({
  saysWho: policies.flat().some(({ saysWho }) => saysWho),
  spelling: new Map(
    policies
      .flat()
      .flatMap(({ spelling }) => spelling)
      .sort()
      .reverse()
      .map((one) => [one.toLowerCase(), one]),
  ),
});

/**
 * What a policy allows after a change and not before, and the reverse. What cannot be decided counts as both.
 * Allowed is what an Allow has and no Deny (IAM User Guide, "Policy evaluation logic").
 */
export function difference(before: unknown, after: unknown): Difference {
  const [old, young] = [policyOf(before), policyOf(after)];
  const undecided = [...whyUnknown("before", old), ...whyUnknown("after", young)];
  if (isUnknown(old) || isUnknown(young)) return { undecided };
  return {
    gained: allowedOnlyIn([young], [old]),
    lost: allowedOnlyIn([old], [young]),
    vocabulary: vocabularyOf([old, young]),
  };
}

export const isUnknown = (policy: Policy | Unknown): policy is Unknown => "unknown" in policy;

export const whyUnknown = (when: string, policy: Policy | Unknown): string[] =>
  isUnknown(policy) ? [`${when}: ${policy.unknown}`] : [];

/** More parts of one statement than these are told as the statement. */
const mostPartsToRead = 6;

/**
 * What all policies of `here` allow together, and the policies of `there` do not. The second policy is the permissions boundary:
 * what both allow is allowed (IAM User Guide, "Permissions boundaries for IAM entities").
 */
export function allowedOnlyIn(here: readonly Policy[], there: readonly Policy[]): readonly Access[] {
  if (namesOf(here) === namesOf(there)) return [];
  const denies = here.flat().filter(isDeny);
  const own = new Set(here.flat().map(({ name }) => name));
  const found = allowedBy(here).flatMap((requests) =>
    there.flatMap((policy, at) => refusedBy({ policy, at, own }, requests, denies)),
  );
  return withoutCovered(found);
}

const namesOf = (policies: readonly Policy[]): string =>
  policies.map((policy) => policy.map(({ name }) => name).join("\n")).join("\n\n");
const isDeny = ({ effect }: Statement): boolean => effect === "Deny";
const isAllow = ({ effect }: Statement): boolean => effect === "Allow";

/** One Allow of each policy, in all combinations, before any Deny. */
const allowedBy = (policies: readonly Policy[]): readonly Requests[] =>
  policies.reduce<readonly Requests[] | undefined>((requests, policy) => {
    const allows = policy.filter(isAllow);
    if (requests === undefined)
      return allows
        .map((one) => ({ ...one, unless: [] }))
        .filter((one) => boxInBoth(one, one) !== undefined && mayHold(one));
    return requests.flatMap((one) => allows.flatMap((allow) => inBoth(one, allow) ?? []));
  }, undefined) ?? [];

/** A policy of the other side, by its place there, and the names of the statements of this side. */
interface Other {
  readonly policy: Policy;
  readonly at: number;
  readonly own: ReadonlySet<string>;
}

/** What of the requests the policy refuses: no Allow has them, or a Deny has them. */
function refusedBy({ policy, at, own }: Other, requests: Requests, denies: readonly Statement[]): Access[] {
  const allows = policy.filter(isAllow);
  const isSame = "name" in requests && allows.some(({ name }) => name === requests.name);
  const left = isSame ? [] : withoutAll(requests, allows).flatMap((part) => withoutAll(part, denies));
  // What a statement of both sides asks for was no condition of this access.
  const shared = allows.filter(({ name }) => own.has(name));
  const others = allows.filter(({ name }) => !own.has(name));
  const notAllowed = inWords(requests, left).map(([part, inPart]): Access => ({
    ...part,
    inPart,
    ...(inPart && { already: allows.flatMap((allow) => inBoth(requests, allow) ?? []), parts: left }),
    ...bothIn(part, shared),
    because: [at > 0 ? boundary : causeOf(part, others)],
  }));
  const denied = policy.filter(isDeny).flatMap((deny) => {
    const both = denies.some(({ name }) => name === deny.name) ? undefined : inBoth(requests, deny);
    if (both === undefined) return [];
    const because = [at > 0 ? boundary : ({ kind: "deny" } as const)];
    return inWords(both, withoutAll(both, denies)).map(([part, inPart]): Access => ({ ...part, inPart, because }));
  });
  return [...denied, ...notAllowed];
}

function bothIn({ unless }: Requests, shared: readonly Statement[]): Pick<Access, "both"> {
  const both = unless.filter((list) => shared.some(({ clauses }) => clauses === list));
  return both.length === 0 ? {} : { both };
}

const boundary: Cause = { kind: "boundary" };

/** Few parts as they are; of many the whole that they are parts of. */
const inWords = (whole: Requests, parts: readonly Requests[]): (readonly [Requests, boolean])[] =>
  parts.length > mostPartsToRead ? [[whole, true]] : parts.map((part) => [part, false]);

/** The conditions that the other side asks for, where it allows the same but for its conditions. */
function causeOf(part: Requests, allows: readonly Statement[]): Cause {
  const clauses = allows
    .filter((allow) => part.unless.includes(allow.clauses) && boxInBoth(part, allow) !== undefined)
    .flatMap((allow) => allow.clauses)
    .filter(({ formula }) => mayHold({ ...part, unless: [] }, { not: formula }));
  return clauses.length === 0 ? { kind: "no allow" } : { kind: "condition", clauses };
}

/** Without what another one has, each once. */
function withoutCovered(found: readonly Access[]): readonly Access[] {
  const kept: Access[] = [];
  for (const one of found) {
    const at = kept.findIndex((other) => isWithin(one, other));
    if (at >= 0) continue;
    for (let place = kept.length - 1; place >= 0; place -= 1) {
      const other = kept[place];
      if (other !== undefined && isWithin(other, one)) kept.splice(place, 1);
    }
    kept.push(one);
  }
  return kept.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ principal, action, resource, clauses, unless }: Access): string =>
  JSON.stringify([principal, action, resource, clauses.map(nameOf), unless.map((list) => list.map(nameOf))]);
