import type { Access } from "../../../../analysis/policies/difference";
import { type Estate, type Resource, blockOf, isChanged, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { kindOf, thingOf } from "../../things";
import { accountsOf, isForeign, isOwn } from "./accounts";
import { type Held, changeOf } from "./held";
import { serviceStops } from "./interruptions";
import { besideLockout, lockoutFindings, lockoutOf } from "./lockouts";
import { policyFindings } from "./policy-access";
import { type Policed, policedOf } from "./resource-policies";
import { undecidedFindings } from "./undecided-findings";

/** What the policies of keys, buckets, secrets, queues, endpoints and others let others do. */
export function resourceFindings(estate: Estate): readonly Finding[] {
  const accounts = accountsOf(estate);
  return policedOf(estate).flatMap((policed) => findingsOf(policed, accounts));
}

function findingsOf(policed: Policed, accounts: ReadonlySet<string>): readonly Finding[] {
  const { thing, before, after, guarded } = policed;
  const changed = [...new Set([...before, ...after].map(({ source }) => source))].filter(isChanged);
  const place = changed[0];
  if (place === undefined) return [];
  const comesOrGoes = thing !== undefined && (thing.before === undefined || thing.after === undefined);
  const isOpen = guarded?.isOpenWithout === true && !isPrivate(thing);
  // The guard of a thing that comes or goes: nothing was open before, nothing is left to guard.
  if (isOpen && comesOrGoes) return [];
  const whole = isOpen
    ? changeOf(orOpen(before, place), orOpen(after, place))
    : changeOf(before.filter(hasDocument), after.filter(hasDocument));
  const isHere = (access: Access): boolean => !isElsewhere(access, thing);
  const change = { ...whole, gained: whole.gained.filter(isHere), lost: whole.lost.filter(isHere) };
  const lockout = whole.undecided.length > 0 ? undefined : lockoutOf(policed, accounts);
  const paths = [...before, ...after].filter(({ source }) => source === place).map(({ path }) => path);
  const alsoSays = changed.slice(1);
  const subject = {
    place,
    ...(place === thing && { part: "policy" }),
    ...(place.before !== undefined && place.after !== undefined && { says: [...new Set(paths)] }),
    ...(place === thing && { says: [...new Set(paths)] }),
    ...(alsoSays.length > 0 && { alsoSays }),
  };
  const kind =
    thing !== undefined
      ? `the ${thingOf(thing)}`
      : guarded === undefined
        ? "what the policy names"
        : `the ${kindOf(guarded.type)}`;
  return [
    ...undecidedFindings(change.undecided, thingOf(thing ?? place)),
    ...lockoutFindings(lockout, change, subject, kind),
    ...policyFindings(besideLockout(change, lockout), subject, {
      rule: "resource-policy",
      thing: kind,
      ...guarded?.classes,
      ...(!comesOrGoes && { denial: "resource-denial", stops: serviceStops(after, kind) }),
      ...(comesOrGoes && { isOwn: (access) => isOwn(access, accounts) }),
      isForeign: (access) => isForeign(access, accounts),
      gains: ({ who }) => `From now on ${who} may do this with ${kind}.`,
      losses: () => `Who did this with ${kind} is refused from now on, unless another policy allows it.`,
    }),
  ];
}

/** Access to none of a bucket: a policy is about its bucket and the objects (Amazon S3 User Guide, "Bucket policies for Amazon S3"). */
function isElsewhere({ resource }: Access, thing: Resource | undefined): boolean {
  const arn = thing?.type === "aws_s3_bucket" ? textOf(thing.after ?? thing.before, "arn") : undefined;
  return arn !== undefined && [arn, `${arn}/*`].every((one) => resource.none.includes(one));
}

const hasDocument = ({ document }: Held): boolean => document !== null;

const open = { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };

/** A thing without a policy lets everybody in. */
const orOpen = (held: readonly Held[], source: Resource): readonly Held[] => {
  const written = held.filter(hasDocument);
  return written.length > 0 ? written : [{ source, label: "policy", path: "policy", document: open }];
};

/** A private REST API admits nobody without a policy. */
const isPrivate = (thing: Resource | undefined): boolean =>
  textsOf(blockOf(thing?.after ?? thing?.before, "endpoint_configuration"), "types").includes("PRIVATE");
