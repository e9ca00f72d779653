import { type Estate, type Resource, attribute, blockOf, blocksOf, textOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { withoutAnswers } from "../../left-to-aws";
import { type Normal, type NormalObject, keyOf, unknown } from "../../plan/normal";
import { directionOf } from "../../settings/judges";
import { namedChange, targetWords } from "../../settings/names";
import { changesAt, valueAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { counted } from "../../../shared/counted";

/** What a rule of a lifecycle deletes: which of its blocks says so, and of what. */
const clocks = [
  { block: "expiration", days: "days", of: "objects" },
  { block: "noncurrent_version_expiration", days: "noncurrent_days", of: "old versions" },
] as const;
type Clock = (typeof clocks)[number];

const type = "aws_s3_bucket_lifecycle_configuration";

/** When S3 deletes objects and old versions by itself, rule by rule (Amazon S3 User Guide, "Managing the lifecycle of objects"). */
export const findLifecycles = (estate: Estate): readonly Finding[] =>
  estate.changed(type).flatMap((resource): readonly Finding[] => {
    if (!["update", "replace", "create", "delete"].includes(resource.action)) return [];
    if (resource.before === undefined || resource.after === undefined) {
      const owner = estate.target(resource.before === undefined ? "after" : "before", resource, "bucket");
      if (owner.kind === "resource" && owner.resource.action === resource.action) return [];
    }
    if (attribute(resource.after, "rule") === unknown)
      return notReviewable(resource, "rule", { rule: "bucket-lifecycle", part: "rules" });
    return [
      ...movedFindings(resource, estate),
      ...pairsOf(resource).flatMap((pair) => clocks.flatMap((clock) => findingsOf(resource, pair, clock))),
    ];
  });

/** Rules that delete, in another bucket from now on. */
function movedFindings(resource: Resource, estate: Estate): readonly Finding[] {
  if (resource.before === undefined || resource.after === undefined) return [];
  const change = namedChange(estate, resource, "bucket");
  const deletes = blocksOf(resource.after, "rule").some((rule) =>
    clocks.some((clock) => daysOf(rule, clock) !== Infinity),
  );
  if (change === undefined || !deletes) return [];
  return [
    {
      rule: "bucket-lifecycle",
      consequence: "data loss",
      direction: "cannot tell",
      place: resource,
      part: "bucket",
      before: targetWords(change.before),
      after: targetWords(change.after),
      meaning: "S3 deletes by these rules in another bucket than before.",
      says: changesAt(resource, "bucket"),
    },
  ];
}

interface Pair {
  readonly name: string;
  readonly before?: NormalObject | undefined;
  readonly after?: NormalObject | undefined;
}

/** Rules by their name; a rule that has only another name is the same rule. */
function pairsOf(resource: Resource): readonly Pair[] {
  const [had, has] = [blocksOf(resource.before, "rule"), blocksOf(withoutAnswers(resource), "rule")];
  const named = (rules: readonly NormalObject[]) => new Map(rules.map((rule) => [textOf(rule, "id") ?? "", rule]));
  const [old, present] = [named(had), named(has)];
  const gone = new Map([...old].filter(([id]) => !present.has(id)).map(([, rule]) => [contentOf(rule), rule]));
  const pairs = [...present].map(([name, rule]): Pair => {
    const content = contentOf(rule);
    const was = old.get(name) ?? gone.get(content);
    if (!old.has(name)) gone.delete(content);
    return { name, before: was, after: rule };
  });
  return [...pairs, ...[...gone.values()].map((rule) => ({ name: textOf(rule, "id") ?? "", before: rule }))];
}

const contentOf = (rule: NormalObject): string => keyOf({ ...rule, id: "" });

function findingsOf(resource: Resource, { name, before, after }: Pair, clock: Clock): readonly Finding[] {
  const [was, is] = [daysOf(before, clock), daysOf(after, clock)];
  const rescoped = was !== Infinity && is !== Infinity && scopeOf(before) !== scopeOf(after);
  const later = directionOf(was, is);
  const more =
    was === Infinity || is === Infinity ? undefined : directionOf(keptOf(before, clock), keptOf(after, clock));
  const contrary = later !== undefined && more !== undefined && later !== more;
  const direction: Direction | undefined = rescoped || contrary ? "cannot tell" : (later ?? more);
  if (direction === undefined) return [];
  const { of, block } = clock;
  return [
    {
      rule: "bucket-lifecycle",
      consequence: "data loss",
      direction,
      place: resource,
      part: `rule ${name}, ${of}`,
      before: inWords(was, before, clock),
      after: rescoped ? `${inWords(is, after, clock)}, of other ${of}` : inWords(is, after, clock),
      meaning:
        direction === "cannot tell"
          ? `S3 deletes other ${of} than before, or at a time that this review cannot compare.`
          : direction === "weaker"
            ? `S3 deletes ${of} that it would have kept.`
            : `S3 keeps ${of} that it would have deleted.`,
      says: changesAt(resource, ...["id", "status", "filter", "prefix", block].map((one) => `rule.${one}`)),
    },
  ];
}

/** Infinity for what is never deleted; undefined for what cannot be compared, such as a date. */
function daysOf(rule: NormalObject | undefined, { block, days }: Clock): number | undefined {
  const found = blockOf(rule, block);
  if (rule === undefined || found === undefined || scalar(attribute(rule, "status")) !== "Enabled") return Infinity;
  const value = attribute(found, days);
  const isMarkerOnly = scalar(attribute(found, "expired_object_delete_marker")) === "true";
  if (attribute(found, "date") !== undefined || value === unknown) return undefined;
  // The provider's state has 0 where the block says something else.
  return value === undefined || Number(value) === 0 ? (isMarkerOnly ? Infinity : undefined) : Number(value);
}

/** How many of the newest old versions are kept whatever their age. */
const keptOf = (rule: NormalObject | undefined, { block }: Clock): number =>
  Number(attribute(blockOf(rule, block), "newer_noncurrent_versions") ?? 0);

/** What a rule applies to. A filter for an empty prefix is none. */
function scopeOf(rule: NormalObject | undefined): string {
  const filter: Normal | undefined = valueAt(rule, "filter");
  const first = blockOf(rule, "filter");
  return keyOf([
    first === undefined || Object.keys(first).length === 0 ? null : (filter ?? null),
    textOf(rule, "prefix") ?? null,
  ]);
}

function inWords(days: number | undefined, rule: NormalObject | undefined, clock: Clock): string {
  if (days === Infinity) return "never deleted";
  if (days === undefined) return "deleted at another time";
  const kept = keptOf(rule, clock);
  return `deleted after ${counted(days, "day")}${kept === 0 ? "" : `, the newest ${String(kept)} kept`}`;
}
