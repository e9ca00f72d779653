import type { Estate, Resource } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { changesAt, valueAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

export const versionedTypes = [
  "aws_db_instance",
  "aws_rds_cluster",
  "aws_docdb_cluster",
  "aws_neptune_cluster",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
];

const name = "engine_version";

/** Engine versions that go up or down. The end of AWS's support for a version is not judged. */
export const findVersions = (estate: Estate): readonly Finding[] =>
  estate.changed(...versionedTypes).flatMap(findingsOf);

function findingsOf(resource: Resource): readonly Finding[] {
  const [was, is] = [valueAt(resource.before, name), valueAt(resource.after, name)];
  if (resource.before === undefined || resource.after === undefined || keyOf(was) === keyOf(is)) return [];
  const common = { rule: "engine-version", part: "engine version" };
  if (is === unknown) return notReviewable(resource, name, { ...common, before: wordsOf(was) });
  const direction = directionOf(wordsOf(was), wordsOf(is));
  if (direction === undefined) return [];
  return [
    {
      rule: common.rule,
      consequence: "guard lost",
      direction,
      place: resource,
      part: common.part,
      before: wordsOf(was),
      after: wordsOf(is),
      meaning: meanings[direction],
      says: changesAt(resource, name),
    },
  ];
}

/** By the first number that differs; undefined where one version is the beginning of the other: `8.4` and `8.4.6`. */
function directionOf(before: string, after: string): "weaker" | "stronger" | "cannot tell" | undefined {
  const [one, other] = [before.split("."), after.split(".")];
  const at = one.findIndex((part, index) => other[index] !== undefined && part !== other[index]);
  if (at === -1) return one[0] === "" || other[0] === "" ? "cannot tell" : undefined;
  const [was, is] = [Number(one[at]), Number(other[at])];
  return Number.isNaN(was) || Number.isNaN(is) ? "cannot tell" : is < was ? "weaker" : "stronger";
}

const meanings: Readonly<Record<Exclude<Direction, "neutral">, string>> = {
  weaker: "The engine lacks the fixes of the newer version, and AWS makes no database older in place.",
  stronger: "The engine is newer: AWS makes no database older again, and a new major version may break programs.",
  "cannot tell": "This review cannot order the two versions.",
};
