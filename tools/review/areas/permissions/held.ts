import { effectiveDifference } from "../../../../analysis/policies/boundary";
import { denials } from "../../../../analysis/policies/denials";
import { type Access, type Vocabulary, allowedOnlyIn } from "../../../../analysis/policies/difference";
import { type Requests, inBoth, isWithin, withoutAll } from "../../../../analysis/policies/requests";
import type { TextSet } from "../../../../analysis/policies/sets";
import { policyOf } from "../../../../analysis/policies/statements";
import type { Resource } from "../../estate";

/** One policy, where it stands. */
export interface Held {
  readonly source: Resource;
  /** What attaches the policy. */
  readonly via?: Resource;
  /** What AWS calls the policy: `inline policy calls`. */
  readonly label: string;
  /** The attribute of the source. */
  readonly path: string;
  /** JSON, null for none, undefined for one that is known after apply. */
  readonly document: unknown;
}

export interface Undecided {
  readonly held: Held;
  readonly why: string;
}

/** What policies that hold together allow and deny on one side alone. */
export interface PolicyChange {
  readonly gained: readonly Access[];
  readonly lost: readonly Access[];
  readonly capped: readonly Access[];
  readonly deniedAnew: readonly Access[];
  readonly deniedNoMore: readonly Access[];
  /** What an Allow has on one side alone, and a Deny on that side refuses as a whole. */
  readonly refusedAnew: readonly Access[];
  readonly refusedNoMore: readonly Access[];
  readonly vocabulary: Vocabulary;
  readonly undecided: readonly Undecided[];
}

const nothing: PolicyChange = {
  gained: [],
  lost: [],
  capped: [],
  deniedAnew: [],
  deniedNoMore: [],
  refusedAnew: [],
  refusedNoMore: [],
  vocabulary: { saysWho: false, spelling: new Map() },
  undecided: [],
};

interface Boundaries {
  /** The document, or null for none. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Compares policies that hold together before with those after. Which of them has a statement does not matter. A policy that is
 * not known after leaves open what is lost; what the others allow anew is gained.
 */
export function changeOf(
  before: readonly Held[],
  after: readonly Held[],
  boundaries: Boundaries = { before: null, after: null },
): PolicyChange {
  const [had, has] = [before.map(nameOf), after.map(nameOf)];
  const [old, young] = [
    sideOf(before.filter((one) => !has.includes(nameOf(one)) || isKnown(one))),
    sideOf(after.filter((one) => !had.includes(nameOf(one)) || isKnown(one))),
  ];
  const undecided = [...old.undecided, ...young.undecided];
  if (old.undecided.length > 0) return { ...nothing, undecided };
  const allowed = effectiveDifference(
    { policy: old.policy, boundary: boundaries.before },
    { policy: young.policy, boundary: boundaries.after },
  );
  // A Deny that the boundary has on the other side is none that is lost or new.
  const less = denials(old.policy, joined(young.policy, boundaries.after));
  const more = denials(joined(old.policy, boundaries.before), young.policy);
  if (allowed.undecided ?? less.undecided ?? more.undecided) return { ...nothing, undecided };
  const vocabulary = {
    saysWho: [allowed, less, more].some(({ vocabulary: { saysWho } }) => saysWho),
    spelling: new Map([allowed, less, more].flatMap(({ vocabulary: { spelling } }) => [...spelling])),
  };
  const isOpen = young.undecided.length > 0;
  const [gained, lost] = [allowed.gained.filter(isNoDeny), allowed.lost.filter(isNoDeny)];
  const [wide, was] = [
    wideStatements(gained, young.policy, old.policy),
    wideStatements(lost, old.policy, young.policy),
  ];
  return {
    // What a Deny alone makes the difference of is told as the Deny.
    gained: whole(gained, wide, old.policy),
    lost: isOpen ? [] : whole(lost, was, young.policy),
    capped: allowed.capped.filter((one) => !wide.some((statement) => isWithin(one, statement))),
    deniedAnew: more.gained,
    deniedNoMore: isOpen ? [] : less.lost,
    refusedAnew: refusedOnlyIn(young.policy, old.policy),
    refusedNoMore: isOpen ? [] : refusedOnlyIn(old.policy, young.policy),
    vocabulary,
    undecided,
  };
}

/** What the Allow statements of one side have and those of the other do not, if a Deny of the first refuses all of it. */
function refusedOnlyIn(here: unknown, there: unknown): readonly Access[] {
  const [own, other] = [policyOf(here), policyOf(there)];
  if ("unknown" in own || "unknown" in other) return [];
  const denies = own.filter(({ effect }) => effect === "Deny");
  if (denies.length === 0) return [];
  const allows = [own, other].map((policy) => policy.filter(({ effect }) => effect === "Allow"));
  return allowedOnlyIn(allows.slice(0, 1), allows.slice(1)).filter((one) => withoutAll(one, denies).length === 0);
}

/**
 * Statements for all actions of which several parts are new, and statements for everybody of which those are new who were not
 * named before.
 */
function wideStatements(found: readonly Access[], here: unknown, there: unknown): readonly Requests[] {
  const [own, other] = [policyOf(here), policyOf(there)];
  if ("unknown" in own || "unknown" in other) return [];
  return own
    .filter(({ effect, name }) => effect === "Allow" && !other.some((one) => one.name === name))
    .map((statement) => ({ ...statement, unless: [] }))
    .filter((statement) => {
      if (!isAll(statement.action) && !(statement.saysWho && isAll(statement.principal))) return false;
      const parts = found.filter((one) => isWithin(one, statement));
      const isForOthers = parts.some(({ principal }) => principal.none.length > statement.principal.none.length);
      return isForOthers || (isAll(statement.action) && parts.length > 1);
    });
}

/** With each wide statement as it is written, instead of the parts that other statements and the boundary leave of it. */
function whole(found: readonly Access[], wide: readonly Requests[], there: unknown): readonly Access[] {
  const other = policyOf(there);
  const allows = "unknown" in other ? [] : other.filter(({ effect }) => effect === "Allow");
  return [
    ...found.filter((one) => !wide.some((statement) => isWithin(one, statement))),
    ...wide.map((statement): Access => ({
      ...statement,
      inPart: true,
      because: [{ kind: "no allow" }],
      already: allows.flatMap((allow) => inBoth(statement, allow) ?? []),
      parts: found.filter((one) => isWithin(one, statement)),
    })),
  ];
}

const isAll = ({ all }: TextSet): boolean => all.every((union) => union.includes("*"));

/** Equal of policies that are written the same. */
export const nameOf = ({ document }: Held): string =>
  document === undefined ? "known after apply" : JSON.stringify(document);
export const isKnown = ({ document }: Held): boolean => whyUnknown(document) === undefined;
const isNoDeny = ({ because }: Access): boolean => because.some(({ kind }) => kind !== "deny");

function whyUnknown(document: unknown): string | undefined {
  const policy = policyOf(document);
  return "unknown" in policy ? policy.unknown : undefined;
}

function sideOf(all: readonly Held[]): { readonly policy: unknown; readonly undecided: readonly Undecided[] } {
  const undecided = all.flatMap((held) => {
    const why = whyUnknown(held.document);
    return why === undefined ? [] : [{ held, why }];
  });
  return { policy: joined(...all.filter(isKnown).map(({ document }) => document)), undecided };
}

/** One policy of the statements of several; null for no statement. */
export function joined(...documents: readonly unknown[]): object | null {
  const statements = documents.flatMap(statementsOf);
  return statements.length === 0 ? null : { Statement: statements };
}

function statementsOf(document: unknown): readonly unknown[] {
  if (typeof document === "string") return document === "" ? [] : statementsOf(JSON.parse(document));
  if (typeof document !== "object" || document === null || !("Statement" in document)) return [];
  return Array.isArray(document.Statement) ? (document.Statement as unknown[]) : [document.Statement];
}
