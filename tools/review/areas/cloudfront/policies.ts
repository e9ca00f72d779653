import { type Estate, type Resource, attribute, blockOf, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { towards } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { statesOf, unknownFinding } from "../../settings/setting";
import { type Sharing, sharingIn } from "./caching";

export const cachePolicyAttributes = [
  "min_ttl",
  "default_ttl",
  "max_ttl",
  "parameters_in_cache_key_and_forwarded_to_origin",
];
export const requestPolicyAttributes = ["cookies_config", "headers_config", "query_strings_config"];

const isChangedInPlace = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

/** What the cache tells answers apart by, and for how long the cache keeps an answer. */
export const cachePolicyFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_cloudfront_cache_policy")
    .filter(isChangedInPlace)
    .flatMap((policy) => [...keyFindings(policy), ...timeFindings(policy)]);

const key = "parameters_in_cache_key_and_forwarded_to_origin";

/** A part that leaves the key is one by which answers are no longer told apart. */
function keyFindings(policy: Resource): Finding[] {
  const [before, after] = [blockOf(policy.before, key), blockOf(policy.after, key)];
  if (attribute(policy.after, key) === unknown) return [unknownFinding(statesOf(policy), "cache key", [key])];
  return parts.flatMap(([part, block, behaviorName, list]) => {
    const [had, has] = [selection(before, block, behaviorName, list), selection(after, block, behaviorName, list)];
    if (keyOf(had.key) === keyOf(has.key)) return [];
    const direction = compared(had, has);
    return [
      {
        rule: "cache-key",
        consequence: "exposure",
        direction,
        place: policy,
        part: `${part} in the cache key`,
        before: had.words,
        after: has.words,
        meaning:
          direction === "weaker"
            ? `Viewers who differ in ${part} get the same answer from the cache.`
            : direction === "stronger"
              ? `Viewers who differ in ${part} no longer get the same answer from the cache.`
              : `The cache tells viewers apart by other ${part}.`,
        says: [`${key}.${block}`],
      } satisfies Finding,
    ];
  });
}

const parts = [
  ["cookies", "cookies_config", "cookie_behavior", "cookies"],
  ["headers", "headers_config", "header_behavior", "headers"],
  ["query strings", "query_strings_config", "query_string_behavior", "query_strings"],
] as const;

interface Selection {
  readonly behavior: string;
  readonly items: readonly string[];
  readonly words: string;
  readonly key: readonly string[];
}

function selection(value: Value, block: string, behaviorName: string, list: string): Selection {
  const config = blockOf(value, block);
  const behavior = textOf(config, behaviorName) ?? "none";
  const items = [...textsOf(blockOf(config, list), "items")].sort();
  const words =
    behavior === "whitelist"
      ? items.join(", ") || "none"
      : items.length === 0
        ? behavior
        : `${behavior}: ${items.join(", ")}`;
  return { behavior, items, words, key: [behavior, ...items] };
}

/** By the sets that the two select: a larger one is safer for a cache key. */
function compared(had: Selection, has: Selection): ReturnType<typeof towards> {
  const size = ({ behavior, items }: Selection): number | undefined =>
    behavior === "all" ? 2 : behavior === "none" || (behavior === "whitelist" && items.length === 0) ? 0 : undefined;
  const [was, is] = [size(had), size(has)];
  if (was !== undefined && is !== undefined) return towards(was, is);
  if (was === 2 || is === 0) return "weaker";
  if (was === 0 || is === 2) return "stronger";
  if (had.behavior !== has.behavior) return "cannot tell";
  const [loses, gains] = [
    had.items.some((one) => !has.items.includes(one)),
    has.items.some((one) => !had.items.includes(one)),
  ];
  if (loses === gains) return "cannot tell";
  // What is listed is selected, or is all that is not.
  return gains === (had.behavior === "whitelist") ? "stronger" : "weaker";
}

const ranks: Readonly<Record<Sharing, number | undefined>> = {
  everybody: 0,
  "same cookies": 0,
  nobody: 1,
  unknown: undefined,
};

function timeFindings(policy: Resource): Finding[] {
  const times = ["min_ttl", "default_ttl", "max_ttl"];
  const changed = times.filter(
    (name) => keyOf(attribute(policy.before, name)) !== keyOf(attribute(policy.after, name)),
  );
  if (changed.length === 0) return [];
  const open = changed.filter((name) => attribute(policy.after, name) === unknown);
  if (open.length > 0) return [unknownFinding(statesOf(policy), "times to live", open)];
  const direction = towards(ranks[sharingIn(policy.before)], ranks[sharingIn(policy.after)]);
  const words = (value: Value): string => times.map((name) => String(Number(attribute(value, name) ?? 0))).join(", ");
  return [
    {
      rule: "cache-time",
      consequence: direction === "neutral" ? "other" : "exposure",
      direction,
      place: policy,
      part: "minimum, default and maximum time to live",
      before: words(policy.before),
      after: words(policy.after),
      meaning:
        direction === "weaker"
          ? "Answers are kept and given to other viewers: nothing that is for one user may be there."
          : direction === "stronger"
            ? "No answer is kept for other viewers."
            : "Answers are kept for another time.",
      says: changed,
    },
  ];
}

/** What the origin is told of each request. */
export const requestPolicyFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_cloudfront_origin_request_policy")
    .filter(isChangedInPlace)
    .flatMap((policy) =>
      parts.flatMap(([part, block, behaviorName, list]): Finding[] => {
        if (attribute(policy.after, block) === unknown) return [unknownFinding(statesOf(policy), part, [block])];
        const [had, has] = [policy.before, policy.after].map((value) => selection(value, block, behaviorName, list));
        if (had === undefined || has === undefined || keyOf(had.key) === keyOf(has.key)) return [];
        const isMore = compared(had, has) === "stronger";
        const isFewer = compared(had, has) === "weaker";
        return [
          {
            rule: "forwarded-to-origin",
            consequence: "downtime",
            direction: isFewer ? "weaker" : isMore ? "stronger" : "cannot tell",
            place: policy,
            part: `${part} for the origin`,
            before: had.words,
            after: has.words,
            meaning: isFewer
              ? `The origin no longer gets these ${part}, and may not know who asks or for what.`
              : isMore
                ? `The origin gets more ${part}.`
                : `The origin gets other ${part}.`,
            says: [block],
          },
        ];
      }),
    );
