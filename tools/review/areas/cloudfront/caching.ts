import { type Resource, type Side, attribute, blockOf, textOf, textsOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { type Pointed, type Pointing, isOpen, isSame, pointedWords } from "../transport/pointing";
import { towards } from "../../settings/judges";
import { type Value, valueAt } from "../../settings/paths";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";
import type { Handled } from "./behaviors";
import { cachingDisabled, handsOnNothingPersonal, keyedByCookies, managedName } from "./managed-policies";

/** What a cached answer may be given to: nobody else, who sends the same cookies, or everybody. */
export type Sharing = "nobody" | "same cookies" | "everybody" | "unknown";
const ranks: Readonly<Record<Sharing, number | undefined>> = {
  everybody: 0,
  "same cookies": 1,
  nobody: 2,
  unknown: undefined,
};

/** What is kept in the cache, and what the origin is told of who asks. */
export function cachingFindings(pointing: Pointing, place: Resource, states: States, handled: Handled): Finding[] {
  const policies = (name: string): readonly (Pointed | undefined)[] =>
    (["before", "after"] as const).map((side) =>
      pointing.at(side, place, `${handled[side].reference}.${name}`, attribute(states[side], name)),
    );
  const [had, has] = policies("cache_policy_id");
  const [asked, asks] = policies("origin_request_policy_id");
  return [
    ...cachePolicyFindings(states, had, has, handsOnCredentials(asks)),
    ...requestPolicyFindings(states, asked, asks, sharingOf("after", has)),
    ...legacyFindings(states),
  ];
}

function cachePolicyFindings(
  states: States,
  had: Pointed | undefined,
  has: Pointed | undefined,
  credentials: boolean,
): Finding[] {
  if (isSame(had, has) === true) return [];
  const path = "cache_policy_id";
  if (isOpen(has)) return [unknownFinding(states, "cache policy", [path])];
  const [was, is] = [sharingOf("before", had), sharingOf("after", has)];
  const found = towards(ranks[was], ranks[is]);
  const direction: Direction = found === "neutral" ? "neutral" : found;
  return [
    {
      rule: "cache-policy",
      consequence: direction === "neutral" ? "other" : "exposure",
      direction,
      place: states.place,
      part: partOf(states, "cache policy"),
      before: policyWords(had),
      after: policyWords(has),
      meaning: meaningOf(direction, is, credentials),
      says: [pathIn(states, path)],
    },
  ];
}

function meaningOf(direction: Direction, is: Sharing, credentials: boolean): string {
  if (direction === "weaker")
    return credentials
      ? "Answers are kept and given to other viewers: what one signed-in user is answered, another one gets."
      : `Answers are kept and given to ${is === "same cookies" ? "other viewers with the same cookies" : "other viewers"}: nothing that is for one user may be there.`;
  if (direction === "stronger") return "Fewer answers are kept for other viewers.";
  return direction === "neutral"
    ? "Answers are kept for another time or told apart by something else."
    : "This review cannot tell to whom the cache gives an answer that it keeps.";
}

function requestPolicyFindings(
  states: States,
  had: Pointed | undefined,
  has: Pointed | undefined,
  sharing: Sharing,
): Finding[] {
  if (isSame(had, has) === true) return [];
  const path = "origin_request_policy_id";
  if (isOpen(has)) return [unknownFinding(states, "origin request policy", [path])];
  const [was, is] = [handsOnCredentials(had), handsOnCredentials(has)];
  const common = {
    place: states.place,
    part: partOf(states, "origin request policy"),
    before: policyWords(had),
    after: policyWords(has),
    says: [pathIn(states, path)],
  };
  // What a cache keeps was answered to one viewer: by whom the origin knew is what leaks.
  const leaks: readonly Finding[] =
    was === is || sharing !== "everybody"
      ? []
      : [
          {
            ...common,
            rule: "cached-personal-answers",
            consequence: "exposure",
            direction: is ? "weaker" : "stronger",
            meaning: is
              ? "The origin answers each viewer by cookies or token, and the cache gives the answer to everybody."
              : "The origin no longer knows who asks, so the cache keeps nothing personal.",
          },
        ];
  return [
    ...leaks,
    {
      ...common,
      rule: "origin-request-policy",
      consequence: "downtime",
      direction: "cannot tell",
      meaning: "The origin gets other headers, cookies or query strings, and may answer in another way or refuse.",
    },
  ];
}

/** Whether a policy hands on cookies or the Authorization header. */
function handsOnCredentials(policy: Pointed | undefined): boolean {
  if (policy === undefined) return false;
  const managed = policy.value === undefined ? undefined : managedName(policy.value);
  if (managed !== undefined) return !handsOnNothingPersonal.has(managed);
  const value = policy.resource?.after ?? policy.resource?.before;
  if (value === undefined) return true;
  const headers = blockOf(value, "headers_config");
  const behavior = textOf(headers, "header_behavior") ?? "none";
  const names = textsOf(blockOf(headers, "headers"), "items").map((one) => one.toLowerCase());
  const cookies = textOf(blockOf(value, "cookies_config"), "cookie_behavior") ?? "none";
  const given = ["authorization", "cookie"].some((one) => names.includes(one));
  return cookies !== "none" || (behavior === "whitelist" ? given : behavior !== "none");
}

/** To whom a cache policy lets CloudFront give an answer that the cache keeps. */
function sharingOf(side: Side, policy: Pointed | undefined): Sharing {
  if (policy === undefined) return "unknown";
  const managed = policy.value === undefined ? undefined : managedName(policy.value);
  if (managed === cachingDisabled) return "nobody";
  if (managed !== undefined) return keyedByCookies.has(managed) ? "same cookies" : "everybody";
  return policy.resource === undefined ? "unknown" : sharingIn(policy.resource[side] ?? policy.resource.before);
}

/** The same of the policy's own settings (CloudFront Developer Guide, "Understand cache policies"). */
export function sharingIn(value: Value): Sharing {
  if (value === undefined) return "unknown";
  // Without a value Terraform takes 31536000 (aws_cloudfront_cache_policy, max_ttl).
  if (Number(scalar(attribute(value, "max_ttl")) || "31536000") === 0) return "nobody";
  const key = "parameters_in_cache_key_and_forwarded_to_origin";
  const cookies = valueAt(value, `${key}.cookies_config.cookie_behavior`);
  const headers = blockOf(blockOf(blockOf(value, key), "headers_config"), "headers");
  const isKeyed = cookies === "all" || textsOf(headers, "items").some((one) => one.toLowerCase() === "authorization");
  return isKeyed ? "same cookies" : "everybody";
}

const policyWords = (policy: Pointed | undefined): string =>
  (policy?.value === undefined ? undefined : managedName(policy.value)) ?? pointedWords(policy);

const legacy = ["forwarded_values", "min_ttl", "default_ttl", "max_ttl"];

/** Settings from before there were policies; with a policy CloudFront takes none of them. */
function legacyFindings(states: States): Finding[] {
  const [was, is] = [states.before, states.after].map((value) => attribute(value, "forwarded_values"));
  if (was === undefined && is === undefined) return [];
  const changed = legacy.filter(
    (name) => keyOf(attribute(states.before, name)) !== keyOf(attribute(states.after, name)),
  );
  if (changed.length === 0) return [];
  return [
    {
      rule: "forwarded-values",
      consequence: "exposure",
      direction: "cannot tell",
      place: states.place,
      part: partOf(states, "forwarded values and times to live"),
      meaning: "The cache keeps answers for another time or tells them apart by something else: read the plan.",
      says: changed.map((name) => pathIn(states, name)),
    },
  ];
}
