import type { Estate, Resource, Side } from "../../estate";
import { textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { type Value, valueAt } from "../../settings/paths";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import { type Pointed, type Pointing, isOpen, isSame, pointedWords } from "./pointing";
import { lostAndGained } from "./sets";

/** What TLS can be ended with: a certificate, or the validation that stands for one. */
export const certificateTypes = ["aws_acm_certificate", "aws_acm_certificate_validation"];

/** The names that a certificate is for; undefined where they are known after apply. */
export function namesOf(certificate: Resource, side: Side): readonly string[] | undefined {
  const value = certificate[side];
  const others = valueAt(value, "subject_alternative_names");
  const isReferred = (certificate.references.subject_alternative_names ?? []).length > 0;
  const domain = textOf(value, "domain_name");
  // AWS makes the domain name one of the alternative names; without others nobody writes the attribute.
  if (domain === undefined || (others === unknown && isReferred)) return undefined;
  return [...new Set([domain, ...textsOf(value, "subject_alternative_names")])].sort();
}

/** The certificate behind a reference: the one that a validation waits for. */
function certificateOf(estate: Estate, side: Side, pointed: Pointed | undefined): Pointed | undefined {
  if (pointed?.resource?.type !== "aws_acm_certificate_validation") return pointed;
  const target = estate.target(side, pointed.resource, "certificate_arn");
  return target.kind === "resource"
    ? { resource: target.resource }
    : target.kind === "value"
      ? { value: target.value }
      : {};
}

/**
 * Another certificate in front of an endpoint: the names that are no longer covered end in an error of the browser.
 *
 * @param path of the certificate in the resource, and the same through the names of attributes alone
 */
export function certificateFindings(
  estate: Estate,
  pointing: Pointing,
  resource: Resource,
  states: States,
  { path, reference }: { path: string; reference: string },
): Finding[] {
  const on = (side: Side, value: Value): Pointed | undefined =>
    certificateOf(estate, side, pointing.at(side, resource, reference, valueAt(value, path)));
  const [before, after] = [on("before", states.before), on("after", states.after)];
  if (before === undefined || after === undefined || isSame(before, after) === true) return [];
  if (isOpen(after)) return [unknownFinding(states, "certificate", [path])];
  const common = {
    rule: "tls-certificate",
    consequence: "downtime",
    place: states.place,
    part: partOf(states, "certificate"),
    says: [pathIn(states, path)],
  } as const;
  const had = before.resource && namesOf(before.resource, "before");
  const has = after.resource && namesOf(after.resource, "after");
  const words = { before: had?.join(", ") ?? pointedWords(before), after: has?.join(", ") ?? pointedWords(after) };
  const [others, theirs] = [pointing.foreignAccountOf(before), pointing.foreignAccountOf(after)];
  if (others !== theirs)
    return [
      {
        ...common,
        ...words,
        consequence: "guard lost",
        direction: others === undefined ? "weaker" : theirs === undefined ? "stronger" : "cannot tell",
        meaning:
          theirs === undefined
            ? "The certificate is in an account of the given plans."
            : `The certificate is in account ${theirs}, which is none of the given plans': whoever has the account has its key.`,
      },
    ];
  if (had === undefined || has === undefined)
    return [
      {
        ...common,
        ...words,
        direction: "cannot tell",
        meaning: "The plans do not tell whether the other certificate is valid for the same names.",
      },
    ];
  const changes = lostAndGained(had, has);
  if (changes.length === 0)
    return [
      { ...common, ...words, direction: "neutral", meaning: "Another certificate for the same names is presented." },
    ];
  return changes.map(({ direction, values }) => ({
    ...common,
    ...words,
    direction,
    meaning:
      direction === "weaker"
        ? `Clients refuse to connect to ${values.join(", ")}: the certificate does not cover the name.`
        : `The certificate covers ${values.join(", ")} too.`,
  }));
}
