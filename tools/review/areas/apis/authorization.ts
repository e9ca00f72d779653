import { attribute, Estate, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { type Judgement, unknownAfter, withPlace } from "../../settings/setting";
import { isSameAuthorizer } from "./authorizers";
import { authorizationPath, type Route, type RoutePair } from "./route";
import { scopeFindings, scopesOf } from "./scopes";

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
  const words = hasScopes(authorization) ? scopesOf(entry[side]) : undefined;
  const asked = kindOfAuthorization({ entry, authorization, needsKey, ...route });
  return [asked, ...(words === undefined ? [] : [words]), ...(needsKey ? ["an API key"] : [])].join(", ");
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
  const preflight = preflightFinding(before, after);
  if (preflight !== undefined) return [{ ...finding, ...preflight }];
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

/**
 * A browser asks by OPTIONS, without a token, a signature or a key, before most calls from another origin (Fetch standard, "CORS
 * protocol and credentials"; API Gateway Developer Guide, "CORS for REST APIs in API Gateway"). An HTTP API that has CORS answers
 * by itself, whatever the route asks for ("Configure CORS for HTTP APIs in API Gateway").
 */
function preflightFinding(
  before: Route,
  after: Route,
): Pick<Judgement, "consequence" | "direction" | "meaning"> | undefined {
  if (!after.isPreflight) return undefined;
  const [had, has] = [before, after].map(({ authorization, needsKey }) => authorization !== "NONE" || needsKey);
  if (had === has) return undefined;
  if (has === true)
    return {
      consequence: "downtime",
      direction: "weaker",
      meaning: "Browsers ask here without a token, a signature or a key: calls from pages of another origin fail.",
    };
  if (after.backend.kind !== "mock") return undefined;
  return {
    consequence: "downtime",
    direction: "stronger",
    meaning: "Browsers get the answer that allows calls from pages of another origin.",
  };
}

/**
 * An API key identifies a caller for a usage plan; it is no authorization (API Gateway Developer Guide, "Usage plans and API keys
 * for REST APIs in API Gateway").
 */
function keyFindings(before: Route, after: Route): readonly Judgement[] {
  const path = "api_key_required";
  if (attribute(after.entry.after, path) === unknown)
    return [{ ...unknownAfter("api-route-key", `the API key of ${after.name}`), says: [path] }];
  if (before.needsKey === after.needsKey) return [];
  const isLost = before.needsKey;
  const preflight = preflightFinding(before, after);
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
      ...preflight,
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
