import type { Estate, Resource, Side } from "../../estate";
import { isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { attachmentFindings } from "./attachments";
import { boundaryEndFindings } from "./boundary-ends";
import { type Boundary, boundaryOf, documentOfBoundary } from "./boundaries";
import { boundaryFindings } from "./boundary-findings";
import { denialFindings } from "./denial-findings";
import { type Held, changeOf, nameOf } from "./held";
import { type Holding, type Identity, identitiesOf } from "./identities";
import { type IdentitySubject, accessFindings } from "./identity-words";
import { documentFindings } from "./managed-documents";
import { type Finder, finderOf } from "./named";
import { refusedFindings, withoutEffect } from "./refused-findings";
import { changedOf, partsOf } from "./owners";
import { type Stops, stopsOf } from "./role-users";
import { undecidedFindings } from "./undecided-findings";

/**
 * What roles, users and groups may do after and not before, and the reverse: by all their policies together, within their
 * permissions boundary (IAM User Guide, "Policy evaluation logic").
 */
export function identityFindings(estate: Estate): readonly Finding[] {
  const policies = finderOf(estate, "aws_iam_policy", ["arn", "id"]);
  const identities = identitiesOf(estate, policies);
  const stops = stopsOf(estate);
  return [
    ...identities.flatMap((identity) => findingsOf(identity, policies, stops)),
    ...documentFindings(estate, identities, policies),
    ...boundaryEndFindings(estate, policies),
  ];
}

function findingsOf(identity: Identity, policies: Finder, stops: Stops): readonly Finding[] {
  const { before, after } = identity;
  const boundary = {
    before: boundaryOf(before.resource, "before", policies),
    after: boundaryOf(after.resource, "after", policies),
  };
  if (isSame(identity, boundary)) return [];
  const subject = subjectOf(identity);
  if (subject === undefined) return [];
  const isThere = { before: isThereOn(identity, "before"), after: isThereOn(identity, "after") };
  const change = changeOf(before.held, after.held, comparable(boundary));
  return [
    // Of a first apply only what is exposed counts, and the policy of an identity exposes nothing.
    ...undecidedFindings(
      change.undecided.filter(({ held }) => !held.source.isFirst),
      thingOf(subject.place),
    ),
    ...partsOf(change, { before: before.held, after: after.held }).flatMap(({ owner, change: part }) => {
      const by = owner === undefined ? undefined : changedOf(owner);
      const about = owner === undefined || by === undefined ? subject : ofOwner(subject, owner, by);
      return [
        ...accessFindings(part, about, boundary, stops(identity, by)),
        ...refusedFindings(part, about, { rule: "identity-refused", ...withoutEffect }),
        ...(isThere.before && isThere.after ? denialFindings(part, about, "identity-denial") : []),
      ];
    }),
    ...attachmentFindings(identity, subject, boundary.after, stops),
    ...(isThere.before && isThere.after
      ? boundaryFindings(boundary, subject, [...before.held, ...after.held], after.resource)
      : []),
  ];
}

/** The finding shows the address of the policy that changes, or of what attaches it. */
const ofOwner = ({ part: _, ...subject }: IdentitySubject, owner: Held, by: Resource): IdentitySubject => ({
  ...subject,
  ...(by === subject.place ? {} : { because: [by], part: owner.label }),
});

function isSame({ before, after }: Identity, boundary: Readonly<Record<Side, Boundary>>): boolean {
  const key = ({ held, attached }: Holding, limit: Boundary): string =>
    JSON.stringify([
      [...new Set(held.map(nameOf))].sort(),
      [...new Set(attached.map(({ arn }) => arn))].sort(),
      { ...limit, policy: undefined },
    ]);
  return key(before, boundary.before) === key(after, boundary.after);
}

/** Where one boundary's document is not known, both count as none: what the policies gain is then told whole. */
function comparable({ before, after }: Readonly<Record<Side, Boundary>>): Readonly<Record<Side, unknown>> {
  const isOpen = [before, after].some(({ kind }) => kind === "elsewhere" || kind === "unknown");
  return isOpen
    ? { before: null, after: null }
    : { before: documentOfBoundary(before), after: documentOfBoundary(after) };
}

/** An identity that the plans do not have as a resource is there on both sides. */
const isThereOn = ({ before, after }: Identity, side: Side): boolean =>
  (before.resource === undefined && after.resource === undefined) ||
  (side === "before" ? before : after).resource !== undefined;

function subjectOf({ kind, name, before, after }: Identity): IdentitySubject | undefined {
  const held = [...before.held, ...after.held];
  const all = [...before.attached, ...after.attached, ...held];
  const sources = new Set(
    all.flatMap((one) => ["via" in one ? one.via : undefined, one.source].flatMap((x) => x ?? [])),
  );
  const changed = [...sources].filter(isChanged);
  const own = after.resource ?? before.resource;
  const place = own ?? changed[0];
  if (place === undefined) return undefined;
  const alsoSays = changed.filter((one) => one !== place);
  const part = partOf(held, place, changed);
  const who = own !== undefined ? thingOf(own) : name === undefined ? thingOf(place) : `${kind} ${name}`;
  return {
    place,
    who,
    ...(part !== undefined && { part }),
    ...(own !== undefined && isUpdated(own) && { says: ["inline_policy", "managed_policy_arns"] }),
    ...(alsoSays.length > 0 && { alsoSays }),
  };
}

const isUpdated = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

/** The policy that changes, where only one does. */
function partOf(held: readonly Held[], place: Resource, changed: readonly Resource[]): string | undefined {
  const labels = new Set(
    held.filter(({ source }) => source !== place && changed.includes(source)).map(({ label }) => label),
  );
  return labels.size === 1 ? [...labels][0] : undefined;
}
