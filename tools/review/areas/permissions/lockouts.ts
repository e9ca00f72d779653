import { allowedOf, notDeniedOf } from "../../../../analysis/policies/allowed";
import type { Access } from "../../../../analysis/policies/difference";
import { everything, isEmpty, meet } from "../../../../analysis/policies/sets";
import { type Side, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Administration } from "./guarded";
import { type PolicyChange, joined } from "./held";
import type { Policed } from "./resource-policies";
import type { Subject } from "./subject";
import { toldAccess } from "./words";

/** What becomes of the right to give a thing another policy. */
interface Lockout {
  /** Whether nobody may any more; otherwise somebody may again. */
  readonly begins: boolean;
  /** Whether nobody may decrypt any more either. */
  readonly isUnreadable: boolean;
  readonly administration: Administration;
}

/**
 * Whether a policy takes the right to change it from everybody in the thing's own account, or gives it back. A key whose policy
 * lets nobody administer the key becomes unmanageable (AWS KMS Developer Guide, "Default key policy").
 */
export function lockoutOf(policed: Policed, accounts: ReadonlySet<string>): Lockout | undefined {
  const { thing, before, after, guarded } = policed;
  const administration = guarded?.administration;
  if (administration === undefined || after.length === 0) return undefined;
  if ([...before, ...after].some(({ document }) => document === undefined)) return undefined;
  if (thing !== undefined && thing.after === undefined) return undefined;
  const [was, is] = [
    isLocked(policed, "before", administration, accounts),
    isLocked(policed, "after", administration, accounts),
  ];
  if (was === is) return undefined;
  const readers = (side: Side) =>
    allowedOf(asking(administration.reads ?? "", policed, everything), policyOn(policed, side));
  const isUnreadable =
    administration.reads !== undefined && readers("before").length > 0 && readers("after").length === 0;
  return { begins: is, isUnreadable, administration };
}

const policyOn = (policed: Policed, side: Side): object | null =>
  joined(...policed[side].map(({ document }) => document));

function isLocked(
  policed: Policed,
  side: Side,
  { by, isByPolicyAlone = false }: Administration,
  accounts: ReadonlySet<string>,
): boolean {
  const held = policed[side].filter(({ document }) => document !== null);
  // What has no policy, AWS gives one that lets the account administer it.
  if (held.length === 0) return false;
  const policy = policyOn(policed, side);
  const left = isByPolicyAlone ? allowedOf : notDeniedOf;
  return by.every((action) => left(asking(action, policed, principalsOf(policed, accounts)), policy).length === 0);
}

/** Requests of one action. A policy is about its thing alone, but that of a bucket tells the bucket from its objects. */
function asking(action: string, { thing, before, after, guarded }: Policed, principal: typeof everything) {
  const name = [thing, ...after.map(({ source }) => source), ...before.map(({ source }) => source)].flatMap(
    (one) => textOf(one?.after ?? one?.before, "bucket") ?? [],
  )[0];
  const isBucket = guarded?.type === "aws_s3_bucket" && name !== undefined;
  return {
    principal,
    action: oneOf(action),
    resource: isBucket ? { all: [[`arn:aws:s3:::${name}`]], none: [] } : everything,
    clauses: [],
    unless: [],
  };
}

const oneOf = (action: string): typeof everything => ({ all: [[action.toLowerCase()]], none: [] });

/** The people and roles of the thing's account, or of the account that the plans are of. */
function principalsOf({ thing }: Policed, accounts: ReadonlySet<string>): typeof everything {
  const own = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(textOf(thing?.after, "arn") ?? "")?.[1];
  const account = own ?? (accounts.size === 1 ? [...accounts][0] : undefined);
  const whose = account === undefined ? "*" : `arn:*:*::${account}:*`;
  return { all: [[`direct AWS ${whose}`, `delegated AWS ${whose}`]], none: [] };
}

/** The change without what the lockout tells. */
export function besideLockout(change: PolicyChange, lockout: Lockout | undefined): PolicyChange {
  if (lockout?.begins !== true) return change;
  const isOther = (access: Access): boolean => !isAdministering(access, lockout);
  return { ...change, lost: change.lost.filter(isOther), deniedAnew: change.deniedAnew.filter(isOther) };
}

const isAdministering = ({ action }: Access, { administration: { by } }: Lockout): boolean =>
  by.some((one) => !isEmpty(meet(action, oneOf(one))));

export function lockoutFindings(
  lockout: Lockout | undefined,
  { lost, deniedAnew, vocabulary }: PolicyChange,
  subject: Subject,
  kind: string,
): readonly Finding[] {
  if (lockout === undefined) return [];
  const {
    begins,
    isUnreadable,
    administration: { wayOut },
  } = lockout;
  const told = (accesses: readonly Access[]): string =>
    toldAccess(
      accesses.filter((one) => isAdministering(one, lockout)),
      "lost",
      vocabulary,
    )
      .map(({ what }) => what)
      .join("; ");
  const [gone, denied] = [told(lost), told(deniedAnew)];
  const nobody = "nobody may change the policy";
  const [before, after] = [
    denied === "" ? (gone === "" ? "somebody may change the policy" : gone) : "not denied",
    denied === "" ? nobody : `denied: ${denied}`,
  ];
  return [
    {
      ...subject,
      rule: "policy-lockout",
      consequence: begins && isUnreadable ? "data loss" : "guard lost",
      direction: begins ? "weaker" : "stronger",
      before: begins ? before : nobody,
      after: begins ? after : "somebody may change the policy",
      meaning: begins
        ? `Nobody may administer ${kind} or change its policy any more${isUnreadable ? ", and nobody may read what it encrypts" : ""}${wayOut === undefined ? "" : `: ${wayOut}`}.`
        : `Somebody may administer ${kind} and change its policy again.`,
    },
  ];
}
