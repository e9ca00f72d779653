import { type Estate, type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, isList, isObject, isSet, keyOf, unknown } from "../../plan/normal";
import { hadValue, writtenWith } from "../../settings/names";
import { changesAt, holdsUnknown } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const names = ["namespace", "metric_name", "dimensions", "statistic", "extended_statistic", "unit", "metric_query"];

/**
 * Whether an alarm watches another metric. A dimension that becomes known after apply is the same where the configuration writes
 * it with a resource that had the old value: a load balancer that is replaced.
 */
export function metricFindings(resource: Resource, estate: Estate): readonly Finding[] {
  const { before, after } = resource;
  const changed = names.filter((name) => {
    const had = writtenWithAny(estate, resource, name);
    return !isSame(attribute(before, name), attribute(after, name), had);
  });
  if (changed.length === 0) return [];
  const part = "metric";
  const later = changed.find((name) => holdsUnknown(attribute(after, name)));
  if (later !== undefined) return notReviewable(resource, later, { rule: "alarm-metric", part });
  return [
    {
      rule: "alarm-metric",
      consequence: "guard lost",
      direction: "cannot tell",
      place: resource,
      part,
      before: inWords(before),
      after: inWords(after),
      meaning: "The alarm watches something else: what set off the alarm before may pass unseen.",
      says: changesAt(resource, ...changed),
    },
  ];
}

/** The resources that an attribute, or a part of it, is written with. */
const writtenWithAny = (estate: Estate, resource: Resource, name: string): readonly Resource[] =>
  Object.keys(resource.references)
    .filter((path) => path === name || path.startsWith(`${name}.`))
    .flatMap((path) => writtenWith(estate, resource, path));

function isSame(before: Normal | undefined, after: Normal | undefined, had: readonly Resource[]): boolean {
  if (keyOf(before) === keyOf(after)) return true;
  if (after === unknown) return typeof before === "string" && had.some((one) => hadValue(one, before));
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((name) =>
      isSame(attribute(before, name), attribute(after, name), had),
    );
  }
  if (!isElements(before) || !isElements(after)) return false;
  const [one, other] = [byId(before), byId(after)];
  return one.size === other.size && [...one].every(([id, value]) => isSame(value, other.get(id), had));
}

const isElements = (value: Normal | undefined): value is readonly Normal[] | ReadonlySet<Normal> =>
  isList(value) || isSet(value);

/** A query has an id; any other block of an alarm stands once. */
const byId = (values: readonly Normal[] | ReadonlySet<Normal>): ReadonlyMap<string, Normal> =>
  new Map([...values].map((one, index) => [textOf(one, "id") ?? String(index), one]));

/** `AWS/Lambda Errors (Sum) of FunctionName prod-hello`. */
function inWords(alarm: Normal | undefined): string {
  const words = ["namespace", "metric_name"].flatMap((name) => textOf(alarm, name) ?? []);
  const statistic = textOf(alarm, "statistic") ?? textOf(alarm, "extended_statistic");
  const dimensions = attribute(alarm, "dimensions");
  const pairs = isObject(dimensions) ? Object.entries(dimensions).map(([name, one]) => `${name} ${wordsOf(one)}`) : [];
  if (words.length === 0) return "a metric that is computed from others";
  return `${words.join(" ")}${statistic === undefined ? "" : ` (${statistic})`}${pairs.length === 0 ? "" : ` of ${pairs.sort().join(", ")}`}`;
}
