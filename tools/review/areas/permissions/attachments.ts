import { attachedDifference } from "../../../../analysis/policies/managed-policies";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { type Boundary, limitOf } from "./boundaries";
import { nameOfArn } from "./attach";
import type { Identity } from "./identities";
import type { Subject } from "./subject";
import { toldAccess } from "./words";

/** Policies that are attached or detached by their ARN, where their document is not in the plans. */
export function attachmentFindings(
  { before, after }: Identity,
  subject: Subject,
  boundary: Boundary,
): readonly Finding[] {
  const [had, has] = [before, after].map(({ attached }) => [...new Set(attached.map(({ arn }) => arn))].sort());
  const who = thingOf(subject.place);
  const { part: _, ...about } = subject;
  const base = { ...about, rule: "attached-policy" } as const;
  return [
    ...without(has, had).map((arn): Finding => ({
      ...base,
      ...(isDeny(arn) ? guard("stronger") : privilege("weaker")),
      part: nameOfArn(arn),
      before: "not attached",
      after: `attached${contentOf(arn)}`,
      meaning: isDeny(arn)
        ? `AWS's policy refuses from now on what the ${who} did before.`
        : `The ${who} has whatever this policy allows from now on${whereItStands(arn)}${boundary.kind === "known" ? `, as far as the permissions boundary ${boundary.name} allows it` : limitOf(boundary)}.`,
    })),
    ...without(had, has).map((arn): Finding => ({
      ...base,
      ...(isDeny(arn) ? guard("weaker") : privilege("stronger")),
      part: nameOfArn(arn),
      before: `attached${contentOf(arn)}`,
      after: "not attached",
      meaning: isDeny(arn)
        ? `AWS's policy no longer refuses what other policies allow the ${who}.`
        : `Who uses what this policy allows through the ${who} is refused from now on${whereItStands(arn)}.`,
    })),
  ];
}

const without = (all: readonly string[] = [], others: readonly string[] = []): readonly string[] =>
  all.filter((one) => !others.includes(one));

const privilege = (direction: "weaker" | "stronger") => ({ consequence: "privilege gained", direction }) as const;
const guard = (direction: "weaker" | "stronger") => ({ consequence: "guard lost", direction }) as const;

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
