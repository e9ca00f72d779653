import { attribute } from "../../estate";
import { type Normal, keyOf, unknown } from "../../plan/normal";
import { judgedMembers } from "../../settings/members";
import type { Value } from "../../settings/paths";
import { type Judgement, unknownAfter } from "../../settings/setting";
import { allOf } from "../../settings/words";
import type { Route } from "./route";

/** The scopes of a route in words; undefined where it has none. */
export function scopesOf(values: Value): string | undefined {
  const scopes = attribute(values, "authorization_scopes");
  return scopes === undefined ? undefined : wordsOf(scopes);
}

const wordsOf = (scopes: Value): string => (scopes === undefined ? "no scope" : `scope ${allOf(scopes)}`);

/**
 * One of the scopes is enough. A method without scopes takes any ID token of the pool, one with scopes an access token that has
 * one of them (API Gateway Developer Guide, "Integrate a REST API with an Amazon Cognito user pool"). A JWT authorizer without
 * scopes takes both kinds of token.
 */
const scopeWords = {
  rule: "api-route-scopes",
  consequence: "exposure",
  more: "weaker",
  added: "A token that has the new scope is let in, also without another.",
  removed: "A token that has only the scope that is gone is refused.",
} as const;

/** Which scopes let a token in, before and after. */
export function scopeFindings(before: Route, after: Route): readonly Judgement[] {
  const path = "authorization_scopes";
  const [had, has] = [attribute(before.entry.before, path), attribute(after.entry.after, path)];
  if (keyOf(had) === keyOf(has)) return [];
  const part = `the scopes of ${after.name}`;
  if (has === unknown) return [{ ...unknownAfter(scopeWords.rule, part), says: [path] }];
  if (had !== undefined && has !== undefined)
    return [otherScopes(part, had, has)].map((one) => ({ ...one, says: [path] }));
  const isLost = has === undefined;
  const anyToken =
    after.kind === "REST"
      ? "any ID token of the user pool is let in, whatever its client may do, and callers with an access token are refused"
      : "any token of the authorizer's issuer and audience is let in, an ID token too, whatever its client may do";
  return [
    {
      rule: scopeWords.rule,
      consequence: "exposure",
      direction: isLost ? "weaker" : "stronger",
      before: wordsOf(had),
      after: wordsOf(has),
      meaning: isLost ? `Without a scope ${anyToken}.` : "Only an access token that has one of the scopes is let in.",
      says: [path],
    },
  ];
}

/** One change of the scopes, whatever comes and goes. */
function otherScopes(part: string, had: Normal, has: Normal): Judgement {
  const found = judgedMembers({ ...scopeWords, part }, had, has);
  const isWider = found.some(({ direction }) => direction === "weaker");
  return {
    rule: scopeWords.rule,
    consequence: "exposure",
    direction: isWider ? "weaker" : "stronger",
    before: wordsOf(had),
    after: wordsOf(has),
    meaning: found.map(({ meaning }) => meaning).join(" "),
  };
}
