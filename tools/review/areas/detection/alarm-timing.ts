import type { Resource } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { attribute } from "../../estate";
import { type Normal, unknown } from "../../plan/normal";
import { directionOf } from "../../settings/judges";
import { changesAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { counted } from "../../../shared/counted";

/** When an alarm goes off: so many breaching periods of the last so many (CloudWatch User Guide, "Alarm evaluation"). */
interface Timing {
  readonly breaching: number;
  readonly of: number;
}

/** More or fewer breaching periods, and longer or shorter ones. */
export function timingFindings(resource: Resource): readonly Finding[] {
  return [...countFindings(resource), ...periodFindings(resource)];
}

const counts = ["evaluation_periods", "datapoints_to_alarm"];

function countFindings(resource: Resource): readonly Finding[] {
  const { before, after } = resource;
  const later = counts.find((name) => attribute(after, name) === unknown && attribute(before, name) !== undefined);
  const common = { rule: "alarm-periods", part: "breaching periods" };
  if (later !== undefined) return notReviewable(resource, later, common);
  const [was, is] = [timingOf(before), timingOf(after)];
  const direction = directionOfTimings(was, is);
  if (direction === undefined) return [];
  return [
    {
      rule: common.rule,
      consequence: "guard lost",
      direction,
      place: resource,
      part: common.part,
      before: `${String(was.breaching)} of ${String(was.of)}`,
      after: `${String(is.breaching)} of ${String(is.of)}`,
      meaning:
        direction === "weaker"
          ? "Some of what set off the alarm before does so no more, or later."
          : direction === "stronger"
            ? "The alarm goes off earlier, or more often."
            : "Some of what set off the alarm before does so no more, and other things do.",
      says: changesAt(resource, ...counts),
    },
  ];
}

function timingOf(alarm: Normal | undefined): Timing {
  const of = Number(attribute(alarm, "evaluation_periods") ?? 1);
  // The provider's state has 0 where the attribute is not set, and AWS takes all periods then.
  const breaching = Number(attribute(alarm, "datapoints_to_alarm") ?? 0);
  return { breaching: breaching === 0 ? of : breaching, of };
}

/** Undefined where the two go off in the same cases. */
function directionOfTimings(before: Timing, after: Timing): Direction | undefined {
  const [fewer, more] = [implies(after, before), implies(before, after)];
  if (fewer && more) return undefined;
  return fewer ? "weaker" : more ? "stronger" : "cannot tell";
}

/** Whether one goes off only when the other does: so many breaching periods cannot be spread so thin that the other stays quiet. */
function implies(one: Timing, other: Timing): boolean {
  const quiet =
    Math.floor(one.of / other.of) * (other.breaching - 1) + Math.min(one.of % other.of, other.breaching - 1);
  return one.breaching > quiet;
}

function periodFindings(resource: Resource): readonly Finding[] {
  const [was, is] = [attribute(resource.before, "period"), attribute(resource.after, "period")];
  const common = { rule: "alarm-period", part: "period" };
  if (is === unknown) return notReviewable(resource, "period", common);
  if (was === undefined || is === undefined || Number(was) === Number(is)) return [];
  // A sum over a longer period is larger, so that it passes the threshold sooner and is seen later.
  const sums = /^(?:Sum|SampleCount)$/.test(scalar(attribute(resource.after, "statistic")));
  const direction = sums ? "cannot tell" : directionOf(-Number(was), -Number(is));
  if (direction === undefined) return [];
  return [
    {
      rule: common.rule,
      consequence: "guard lost",
      direction,
      place: resource,
      part: common.part,
      before: counted(Number(was), "second"),
      after: counted(Number(is), "second"),
      meaning: sums
        ? "The alarm compares sums over another time with its threshold."
        : direction === "weaker"
          ? "The alarm looks at longer times, and so goes off later."
          : "The alarm looks at shorter times, and so goes off earlier.",
      says: changesAt(resource, "period"),
    },
  ];
}
