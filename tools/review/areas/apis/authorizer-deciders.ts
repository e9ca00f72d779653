import { Estate, type Resource, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { accountOf, foreignAccount } from "../../settings/accounts";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";
import { nameOf } from "../../things";

/** A user pool, a function or a client in words. */
export const words = (target: Target): string =>
  target.kind === "resource"
    ? `${nameOf(target.resource)} (${target.resource.address})`
    : target.kind === "value"
      ? target.value
      : "none";

const rule = "api-authorizer-function";
const part = "function that decides";
const path = "authorizer_uri";

/**
 * Another function that decides who may call an API. One of another account sees the tokens of all callers (API Gateway Developer
 * Guide, "Configure a cross-account API Gateway Lambda authorizer").
 */
export function functionFindings(estate: Estate, one: Resource): readonly Finding[] {
  const [before, after] = sidesOf(one, path);
  if (keyOf(before) === keyOf(after)) return [];
  const [had, has] = [estate.target("before", one, path), estate.target("after", one, path)];
  if (has.kind === "unknown") return [withPlace(unknownAfter(rule, part), one, path)];
  if (has.kind === "resource" && nameIn(had).includes(nameOf(has.resource))) return [];
  const account = foreignAccount(estate.accounts, words(has));
  const isWorse = account !== undefined && foreignAccount(estate.accounts, words(had)) === undefined;
  const isMoved = account !== undefined || accountOf(words(had)) !== accountOf(words(has));
  const sides = { before: isMoved ? withAccount(had) : nameIn(had), after: isMoved ? withAccount(has) : nameIn(has) };
  const meaning =
    account === undefined
      ? "Another function decides who may call the API."
      : `A function of account ${account} decides who may call the API, and sees the tokens of all callers.`;
  const direction = isWorse ? "weaker" : "cannot tell";
  return [withPlace({ rule, consequence: "exposure", direction, part, ...sides, meaning }, one, path)];
}

/** Of a new authorizer, what is no part of the environment: a function or a user pool of another account. */
export function foreignFindings(estate: Estate, one: Resource): readonly Finding[] {
  const finding = { consequence: "exposure", direction: "weaker", place: one } as const;
  const deciders = [estate.target("after", one, path)].filter((target) => isForeign(estate, target));
  const pools = estate.targets("after", one, "provider_arns").filter((target) => isForeign(estate, target));
  return [
    ...deciders.map((target) => ({
      ...finding,
      rule,
      part,
      after: withAccount(target),
      meaning: "A function of another account decides who may call the API, and sees the tokens of all callers.",
    })),
    ...pools.map((target) => ({
      ...finding,
      rule: "api-authorizer-user-pools",
      part: "user pools",
      after: words(target),
      meaning: "Tokens of another account's users are let in.",
    })),
  ];
}

const isForeign = (estate: Estate, target: Target): boolean =>
  target.kind === "value" && foreignAccount(estate.accounts, target.value) !== undefined;

const nameIn = (target: Target): string => /:function:([^/]+)/.exec(words(target))?.[1] ?? words(target);

function withAccount(target: Target): string {
  const account = accountOf(words(target));
  return account === undefined ? nameIn(target) : `${nameIn(target)} of account ${account}`;
}
