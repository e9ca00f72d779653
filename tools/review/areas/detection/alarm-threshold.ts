import { type Resource, attribute } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { type Normal, keyOf, unknown } from "../../plan/normal";
import { changesAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { scalar, wordsOf } from "../../settings/words";

/** The operators that compare with one number (CloudWatch API reference, PutMetricAlarm). */
const operators: Readonly<Record<string, { readonly sign: ">" | "≥" | "<" | "≤" }>> = {
  GreaterThanThreshold: { sign: ">" },
  GreaterThanOrEqualToThreshold: { sign: "≥" },
  LessThanThreshold: { sign: "<" },
  LessThanOrEqualToThreshold: { sign: "≤" },
};

const names = ["comparison_operator", "threshold", "threshold_metric_id"];

/** Whether fewer values of the metric, or more, set off the alarm. */
export function thresholdFindings(resource: Resource): readonly Finding[] {
  const { before, after } = resource;
  const part = "threshold";
  if (names.every((name) => keyOf(attribute(before, name)) === keyOf(attribute(after, name)))) return [];
  const later = names.find((name) => attribute(after, name) === unknown && attribute(before, name) !== undefined);
  if (later !== undefined) return notReviewable(resource, later, { rule: "alarm-threshold", part });
  const direction = directionOf(before, after);
  if (direction === undefined) return [];
  return [
    {
      rule: "alarm-threshold",
      consequence: "guard lost",
      direction,
      place: resource,
      part,
      before: inWords(before),
      after: inWords(after),
      meaning:
        direction === "weaker"
          ? "Values that set off the alarm before do so no more."
          : direction === "stronger"
            ? "The alarm goes off at values that it has let pass."
            : "The alarm goes off at other values than before.",
      says: changesAt(resource, ...names),
    },
  ];
}

const signOf = (alarm: Normal | undefined): string | undefined => {
  const name = scalar(attribute(alarm, "comparison_operator"));
  return Object.hasOwn(operators, name) ? operators[name]?.sign : undefined;
};

const numberOf = (alarm: Normal | undefined): number =>
  attribute(alarm, "threshold_metric_id") === undefined ? Number(attribute(alarm, "threshold") ?? 0) : NaN;

/** Undefined where both set off the alarm at the same values. */
function directionOf(before: Normal | undefined, after: Normal | undefined): Direction | undefined {
  const [was, is] = [signOf(before), signOf(after)];
  const [had, has] = [numberOf(before), numberOf(after)];
  if (was === undefined || is === undefined || Number.isNaN(had) || Number.isNaN(has)) return "cannot tell";
  const upwards = isUpwards(was);
  if (upwards !== isUpwards(is)) return "cannot tell";
  if (had !== has) return has > had === upwards ? "weaker" : "stronger";
  return was === is ? undefined : isStrict(is) ? "weaker" : "stronger";
}

const isUpwards = (sign: string): boolean => sign === ">" || sign === "≥";
const isStrict = (sign: string): boolean => sign === ">" || sign === "<";

function inWords(alarm: Normal | undefined): string {
  const band = attribute(alarm, "threshold_metric_id");
  const operator = signOf(alarm) ?? wordsOf(attribute(alarm, "comparison_operator"));
  return band === undefined
    ? `${operator} ${wordsOf(attribute(alarm, "threshold") ?? 0)}`
    : `${operator} the band ${wordsOf(band)}`;
}
