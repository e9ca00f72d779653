import { attribute, Estate, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { judgedMembers } from "../../settings/members";
import { type Judgement, unknownAfter, withPlace } from "../../settings/setting";
import { isSameAuthorizer } from "./authorizers";
import { authorizationPath, type Route, type RoutePair } from "./route";

/** What each kind of authorization asks of a caller. */
const kinds: Readonly<Record<string, string>> = {
  NONE: "no authorization",
  AWS_IAM: "an IAM signature",
  COGNITO_USER_POOLS: "a token of the user pool",
  JWT: "a token (JWT)",
  CUSTOM: "a Lambda authorizer",
};

const kindOfAuthorization = ({ authorization }: Route): string =>
  authorization === undefined ? "known after apply" : (kinds[authorization] ?? authorization);

/** Who may call a route: before and after, in all that the route asks for. */
export function callersOf({ entry, authorization, needsKey, ...route }: Route, side: "before" | "after"): string {
  const scopes = hasScopes(authorization) ? attribute(entry[side], "authorization_scopes") : undefined;
  const asked = kindOfAuthorization({ entry, authorization, needsKey, ...route });
  const words = judgedMembers({ ...scopeWords, part: "" }, undefined, scopes)[0]?.after;
  return [asked, ...(words === undefined ? [] : [`scope ${words}`]), ...(needsKey ? ["an API key"] : [])].join(", ");
}

const hasScopes = (authorization: string | undefined): boolean =>
  authorization === "COGNITO_USER_POOLS" || authorization === "JWT";

/** The change of what a route asks of its callers. */
export function authorizationFindings({ estate, before, after }: RoutePair): readonly Finding[] {
  const findings = [...kindFindings(before, after), ...keyFindings(before, after)];
  const same = before.authorization === after.authorization && hasScopes(after.authorization);
  const all = [
    ...findings,
    ...(same ? scopeFindings(before, after) : []),
    ...(findings.length === 0 ? authorizerFindings(estate, before, after) : []),
  ];
  return all.map((one) => ({ ...withPlace(one, after.entry), part: after.name }));
}

function kindFindings(before: Route, after: Route): readonly Judgement[] {
  if (before.authorization === after.authorization) return [];
  const rule = "api-route-authorization";
  const says = [authorizationPath(after), "authorizer_id", "authorization_scopes"];
  if (after.authorization === undefined)
    return [{ ...unknownAfter(rule, `the authorization of ${after.name}`, kindOfAuthorization(before)), says }];
  const finding = {
    rule,
    consequence: "exposure",
    before: callersOf(before, "before"),
    after: callersOf(after, "after"),
    says,
  } as const;
  if (after.authorization === "NONE") {
    const key = after.needsKey ? "who has an API key" : "anyone who reaches the API";
    return [{ ...finding, direction: "weaker", meaning: `The route may be called by ${key}, without a token.` }];
  }
  if (before.authorization === "NONE")
    return [{ ...finding, direction: "stronger", meaning: "The route asks its callers who they are." }];
  const meaning =
    "The route asks for something else than before: other callers are let in, and those of before refused.";
  return [{ ...finding, direction: "cannot tell", meaning }];
}

/** An API key identifies a caller for a usage plan; it is no authorization (API Gateway Developer Guide, "Usage plans"). */
function keyFindings(before: Route, after: Route): readonly Judgement[] {
  const path = "api_key_required";
  if (attribute(after.entry.after, path) === unknown)
    return [{ ...unknownAfter("api-route-key", `the API key of ${after.name}`), says: [path] }];
  if (before.needsKey === after.needsKey) return [];
  const isLost = before.needsKey;
  const isAll = (isLost ? after : before).authorization === "NONE";
  return [
    {
      rule: "api-route-key",
      consequence: isAll ? "exposure" : "guard lost",
      direction: isLost ? "weaker" : "stronger",
      before: isLost ? "an API key" : "no API key",
      after: isLost ? "no API key" : "an API key",
      meaning: isLost
        ? "Callers need no API key, so no usage plan limits what they send."
        : "Callers without an API key are refused.",
      says: [path],
    },
  ];
}

/**
 * One of the scopes is enough. A method without scopes takes any ID token of the pool, one with scopes an access token that has
 * one of them (API Gateway Developer Guide, "Integrate a REST API with an Amazon Cognito user pool"). A JWT authorizer without
 * scopes takes both kinds of token.
 */
const scopeWords = {
  rule: "api-route-scopes",
  consequence: "exposure",
  more: "weaker",
  added: "A token that has this scope is let in, also without another.",
  removed: "A token that has only this scope is refused.",
} as const;

function scopeFindings(before: Route, after: Route): readonly Judgement[] {
  const path = "authorization_scopes";
  const [had, has] = [attribute(before.entry.before, path), attribute(after.entry.after, path)];
  if (keyOf(had) === keyOf(has)) return [];
  const part = `the scopes of ${after.name}`;
  if (has === unknown) return [{ ...unknownAfter(scopeWords.rule, part), says: [path] }];
  if (had !== undefined && has !== undefined)
    return judgedMembers({ ...scopeWords, part }, had, has).map((one) => ({ ...one, says: [path] }));
  const listed = judgedMembers({ ...scopeWords, part }, undefined, had ?? has)[0]?.after ?? "";
  const isLost = has === undefined;
  const any = after.kind === "REST" ? "any ID token of the user pool" : "any token of the issuer, an ID token too";
  return [
    {
      rule: scopeWords.rule,
      consequence: "exposure",
      direction: isLost ? "weaker" : "stronger",
      before: isLost ? `scope ${listed}` : "no scope",
      after: isLost ? "no scope" : `scope ${listed}`,
      meaning: isLost
        ? `Without a scope ${any} is let in, whatever its client may do.`
        : "Only an access token that has one of the scopes is let in.",
      says: [path],
    },
  ];
}

function authorizerFindings(estate: Estate, before: Route, after: Route): readonly Judgement[] {
  const [had, has] = [before.authorizer, after.authorizer];
  if (has.kind === "none" || had.kind === "none" || isSameAuthorizer(estate, had, has)) return [];
  const rule = "api-route-authorizer";
  const says = ["authorizer_id"];
  if (has.kind === "unknown") return [{ ...unknownAfter(rule, `the authorizer of ${after.name}`, words(had)), says }];
  const meaning = "Another authorizer decides who may call the route.";
  return [
    { rule, consequence: "exposure", direction: "cannot tell", before: words(had), after: words(has), meaning, says },
  ];
}

const words = (target: Target): string =>
  target.kind === "resource" ? thingOf(target.resource) : target.kind === "value" ? target.value : "known after apply";
