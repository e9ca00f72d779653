import { allowedOf } from "../../../../analysis/policies/allowed";
import type { Access } from "../../../../analysis/policies/difference";
import { attachedDifference } from "../../../../analysis/policies/managed-policies";
import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { type Boundary, limitOf } from "./boundaries";
import { nameOfArn } from "./attach";
import type { Identity } from "./identities";
import type { IdentitySubject } from "./identity-words";
import type { Stops } from "./role-users";
import { toldAccess } from "./words";

/** Policies that are attached or detached by their ARN, where their document is not in the plans. */
export function attachmentFindings(
  { before, after, ...identity }: Identity,
  { part: _, who, ...subject }: IdentitySubject,
  boundary: Boundary,
  stops: Stops,
): readonly Finding[] {
  const [had, has] = [before, after].map(({ attached }) => new Map(attached.map(({ arn, source }) => [arn, source])));
  const base = (source: Resource) => ({
    ...subject,
    ...(source !== subject.place && { because: [source] }),
    rule: "attached-policy",
  });
  return [
    ...without(has, had).map(([arn, source]): Finding => ({
      ...base(source),
      ...(isDeny(arn) ? guard("stronger") : privilege("weaker")),
      part: nameOfArn(arn),
      before: "not attached",
      after: attachedOf(arn),
      meaning: isDeny(arn)
        ? `AWS's policy refuses from now on what the ${who} did before.`
        : `The ${who} has whatever this policy allows from now on${escalationsOf(arn, boundary)}${whereItStands(arn)}${boundary.kind === "known" ? `, as far as the permissions boundary ${boundary.name} allows it` : limitOf(boundary)}.`,
      evenAtFirst: isOfAws(arn) && wide.test(nameOfArn(arn)),
    })),
    ...without(had, has).map(([arn, source]): Finding => {
      const stop =
        isOfAws(arn) && wide.test(nameOfArn(arn)) ? undefined : stops({ ...identity, before, after }, source);
      return {
        ...base(source),
        ...(isDeny(arn) ? guard("weaker") : stop === undefined ? privilege("stronger") : downtime),
        part: nameOfArn(arn),
        before: attachedOf(arn),
        after: "not attached",
        meaning: isDeny(arn)
          ? `AWS's policy no longer refuses what other policies allow the ${who}.`
          : (stop ??
            `Who uses what this policy allows through the ${who} is refused from now on${whereItStands(arn)}.`),
      };
    }),
  ];
}

type Attachments = ReadonlyMap<string, Resource>;
const without = (all: Attachments = new Map(), others: Attachments = new Map()) =>
  [...all].filter(([arn]) => !others.has(arn)).sort(([one], [other]) => (one < other ? -1 : 1));

const privilege = (direction: "weaker" | "stronger") => ({ consequence: "privilege gained", direction }) as const;
const guard = (direction: "weaker" | "stronger") => ({ consequence: "guard lost", direction }) as const;
const downtime = { consequence: "downtime", direction: "weaker" } as const;

/** AWS's policies that are wide by their name. */
const wide = /^AdministratorAccess$|^PowerUserAccess$|FullAccess/;

/** AWS's policy by its name; another one by its ARN too, for it may have the name of one of AWS's. */
const attachedOf = (arn: string): string => `attached${isOfAws(arn) ? contentOf(arn) : ` (${arn})`}`;

/** By what of AWS's policy the identity can take or give further permissions, as far as the boundary lets it. */
function escalationsOf(arn: string, boundary: Boundary): string {
  const known = attachedDifference([], [arn]);
  if (known.undecided !== undefined) return "";
  const { gained, vocabulary } = known;
  const effective =
    boundary.kind !== "known"
      ? gained
      : gained.flatMap((access) =>
          allowedOf(access, boundary.document).map((part): Access => ({ ...access, ...part })),
        );
  const found = new Set(toldAccess(effective, "gained", vocabulary).flatMap(({ escalations }) => escalations));
  return found.size === 0 ? "" : `, and can take or give further permissions by ${[...found].join(", ")}`;
}

const isOfAws = (arn: string): boolean => /^arn:[^:]*:iam::aws:policy\//.test(arn);

/** AWS's own policies that only deny: AWSDenyAll, AWSCompromisedKeyQuarantine (AWS Managed Policy Reference). */
const isDeny = (arn: string): boolean => isOfAws(arn) && /\/(?:AWSDenyAll|AWSCompromisedKeyQuarantine\w*)$/.test(arn);

/** What AWS's policy may allow, where the engine knows the policy or its name says it. */
function contentOf(arn: string): string {
  const known = attachedDifference([], [arn]);
  if (known.undecided === undefined)
    return `: ${toldAccess(known.gained, "gained", known.vocabulary)
      .map(({ what }) => what)
      .join("; ")}`;
  return isOfAws(arn) && /FullAccess/.test(nameOfArn(arn)) ? ": everything in its service" : "";
}

const whereItStands = (arn: string): string =>
  isOfAws(arn) ? "; AWS writes the policy and may widen it" : "; its document is not in the given plans";
