import { attribute, Estate, type Resource, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, type Normal, unknown, elementsOf } from "../../plan/normal";
import { judgedMembers } from "../../settings/members";
import { headsOf } from "../../settings/paths";
import { type Judgement, settingFindings, sidesOf, statesOf, unknownAfter, withPlace } from "../../settings/setting";
import { allOf } from "../../settings/words";
import { keyOfTarget } from "./api-of";
import { foreignFindings, functionFindings, words } from "./authorizer-deciders";
import { authorizerSettings } from "./authorizer-settings";
import { Deployments } from "./deployment";

export const authorizerTypes = ["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"] as const;

/** What of an authorizer decides who is let in. */
const deciding = [
  "type",
  "authorizer_type",
  "authorizer_uri",
  "provider_arns",
  "jwt_configuration",
  "identity_source",
  "identity_sources",
  "identity_validation_expression",
] as const;

/** Whether two authorizers decide alike: one that is made anew under another address is the same. */
export function isSameAuthorizer(estate: Estate, had: Target, has: Target): boolean {
  const [key, other] = [keyOfTarget(had), keyOfTarget(has)];
  if (key !== undefined && key === other) return true;
  if (had.kind !== "resource" || has.kind !== "resource") return false;
  return deciding.every((name) => {
    const value = attribute(has.resource.after, name);
    return value !== unknown && keyOf(attribute(had.resource.before, name)) === keyOf(value);
  });
}

export const judgedOfAuthorizers = [...deciding, ...headsOf(authorizerSettings), "api_id"];

/** What an authorizer lets in, before and after. */
export function authorizersFindings(estate: Estate, deployments: Deployments): readonly Finding[] {
  return estate
    .changed(...authorizerTypes)
    .filter(({ after }) => after !== undefined)
    .flatMap((one) => {
      if (one.before === undefined) return foreignFindings(estate, one);
      const found = [
        ...validationLost(one, settingFindings(authorizerSettings, statesOf(one), estate)),
        ...sourceFindings(one),
        ...namedFindings(estate, one, "provider_arns", "user pools", "api-authorizer-user-pools"),
        ...namedFindings(estate, one, "jwt_configuration.audience", "audience", "api-authorizer-audience"),
        ...functionFindings(estate, one),
      ];
      return found.map((finding) => ({ ...finding, meaning: finding.meaning + deployments.sentence(one) }));
    });
}

/** No form that a token must have is weaker than any. */
function validationLost(one: Resource, found: readonly Finding[]): readonly Finding[] {
  const path = "identity_validation_expression";
  const [before, after] = sidesOf(one, path);
  return found.map((finding) => {
    if (finding.rule !== "api-authorizer-validation" || (before !== undefined && after !== undefined)) return finding;
    return after === undefined
      ? { ...finding, direction: "weaker", meaning: "Any text reaches the authorizer, also what cannot be a token." }
      : { ...finding, direction: "stronger", meaning: "What cannot be a token is refused before the authorizer runs." };
  });
}

/** REST writes the sources of the identity as a list in one text. */
function sourceFindings(one: Resource): readonly Finding[] {
  return ["identity_source", "identity_sources"].flatMap((path) => {
    const [before, after] = sidesOf(one, path).map(sourcesOf);
    if (keyOf(before) === keyOf(after)) return [];
    if (before !== undefined && after !== undefined && after !== unknown && !asksForAll(one))
      return [withPlace(otherPlace(before, after), one, path)];
    const found = judgedMembers(
      {
        rule: "api-authorizer-identity",
        consequence: "guard lost",
        part: "sources of the identity",
        more: "stronger",
        added: "The authorizer asks for this source too: a call without it is refused.",
        removed: "The authorizer no longer asks for this source, and a kept decision no longer depends on it.",
      },
      before,
      after,
    );
    return found.map((finding) => withPlace(finding, one, path));
  });
}

/** A Lambda authorizer of requests asks for each of its sources; any other takes the token from one place. */
const asksForAll = ({ after }: Resource): boolean =>
  [attribute(after, "type"), attribute(after, "authorizer_type")].includes("REQUEST");

/** The place where a caller puts the token (API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers in API Gateway"). */
function otherPlace(before: Normal, after: Normal): Judgement {
  const isAddress = allOf(after).includes("querystring");
  return {
    rule: "api-authorizer-identity",
    consequence: isAddress ? "exposure" : "downtime",
    direction: "weaker",
    part: "place of the token",
    before: allOf(before),
    after: allOf(after),
    meaning: isAddress
      ? "The token stands in the address, which logs and histories keep, and a token in the old place is refused."
      : "A token in the old place is refused: callers must send it in the new one.",
  };
}

const sourcesOf = (value: Normal | undefined): Normal | undefined =>
  typeof value === "string"
    ? value
        .split(",")
        .map((text) => text.trim())
        .sort()
    : value;

/** User pools and audiences, compared by what they name: one that is made anew is the same. */
function namedFindings(estate: Estate, one: Resource, path: string, part: string, rule: string): readonly Finding[] {
  const [had, has] = [estate.targets("before", one, path), estate.targets("after", one, path)];
  if (has.some(({ kind }) => kind === "unknown")) return [withPlace(unknownAfter(rule, part), one, path)];
  const [before, after] = [had.map(words), has.map(words)];
  const found = judgedMembers(
    {
      rule,
      consequence: "exposure",
      part,
      more: "weaker",
      added: "Tokens that were refused are let in.",
      removed: "Tokens that were let in are refused: their callers are locked out.",
    },
    elementsOf(before),
    elementsOf(after),
  );
  return found.map((finding) => withPlace(finding, one, path));
}
