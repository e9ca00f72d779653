import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, keyOf, unknown } from "../../plan/normal";
import { isUpdate, isWhole } from "../../settings/changed";
import { neutral, weakerAbove } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { namedFindings, notReviewable, ofSettings } from "../../settings/setting";
import { numberOf, scalar, wordsOf } from "../../settings/words";
import { counted } from "../../../shared/counted";

const type = "aws_secretsmanager_secret_rotation";

const immediate = ofSettings([
  {
    rule: "secret-rotation-at-once",
    types: [type],
    path: "rotate_immediately",
    part: "rotation during the apply",
    standard: true,
    consequence: "other",
    judge: neutral,
    changed:
      "With true Secrets Manager changes the secret as soon as the rotation is changed; with false the schedule does.",
  },
]);

/** Whether and how often a secret is changed (AWS Secrets Manager API Reference, "RotationRulesType"). */
export const rotations: Question = {
  judges: { [type]: ["rotate_immediately", "rotation_rules", "rotation_lambda_arn", "rotation_enabled"] },
  find: (estate) => [
    ...estate.changed(type).filter(isWhole).map(wholeFinding),
    ...immediate.find(estate),
    ...estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => [...intervalFindings(resource), ...rotatorFindings(resource, estate)]),
  ],
};

function wholeFinding(resource: Resource): Finding {
  const isGone = resource.after === undefined;
  return {
    rule: "secret-rotation",
    consequence: "guard lost",
    direction: isGone ? "weaker" : "stronger",
    place: resource,
    part: "rotation",
    before: isGone ? scheduleOf(resource.before) : "none",
    after: isGone ? "none" : scheduleOf(resource.after),
    meaning: isGone
      ? "Nobody changes the secret any more: whoever has the secret once keeps what the secret opens."
      : "The secret is changed from time to time: a secret that leaked ends.",
  };
}

function intervalFindings(resource: Resource): readonly Finding[] {
  const path = "rotation_rules";
  const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
  if (keyOf(before) === keyOf(after)) return [];
  const [had, has] = [hoursOf(resource.before), hoursOf(resource.after)];
  if (had !== undefined && had === has && windowOf(resource.before) === windowOf(resource.after)) return [];
  const about = {
    rule: "secret-rotation-schedule",
    place: resource,
    part: "schedule",
    before: scheduleOf(resource.before),
    after: scheduleOf(resource.after),
    says: [path],
  };
  if (scheduleParts.some((name) => valueAt(resource.after, `${path}.${name}`) === unknown)) {
    return notReviewable(resource, path, about);
  }
  if (had !== undefined && had === has) {
    return [
      {
        ...about,
        consequence: "other",
        direction: "neutral",
        part: "window",
        before: windowOf(resource.before),
        after: windowOf(resource.after),
        meaning: "The rotation may begin within another span of hours.",
      },
    ];
  }
  const direction = weakerAbove(had, has) ?? "cannot tell";
  return [
    {
      ...about,
      consequence: "guard lost",
      direction,
      meaning:
        direction === "weaker"
          ? "A secret that leaked stays good for longer."
          : direction === "stronger"
            ? "A secret that leaked ends sooner."
            : "The secret is changed at other times: compare how long a secret stays good.",
    },
  ];
}

const scheduleParts = ["automatically_after_days", "schedule_expression", "duration"];

/** How many hours lie between two rotations. A `cron` has no such number. */
function hoursOf(side: Normal | undefined): number | undefined {
  const days = numberOf(valueAt(side, "rotation_rules.automatically_after_days"));
  if (days !== undefined && days > 0) return days * 24;
  const rate = /^rate\((\d+) (hour|day)s?\)$/.exec(scalar(valueAt(side, "rotation_rules.schedule_expression")));
  return rate === null ? undefined : Number(rate[1]) * (rate[2] === "day" ? 24 : 1);
}

function scheduleOf(side: Normal | undefined): string {
  const hours = hoursOf(side);
  if (hours === undefined) return wordsOf(valueAt(side, "rotation_rules.schedule_expression"));
  return hours % 24 === 0 ? `every ${counted(hours / 24, "day")}` : `every ${counted(hours, "hour")}`;
}

const windowOf = (side: Normal | undefined): string => wordsOf(valueAt(side, "rotation_rules.duration"));

function rotatorFindings(resource: Resource, estate: Parameters<Question["find"]>[0]): readonly Finding[] {
  const about = { rule: "secret-rotation-function", path: "rotation_lambda_arn", part: "function that rotates" };
  return namedFindings(estate, resource, about, () => ({
    consequence: "guard lost",
    direction: "cannot tell",
    meaning: "Another function changes the secret, and reads the secret for that.",
  }));
}
