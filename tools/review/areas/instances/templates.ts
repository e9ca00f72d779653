import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { named } from "../../settings/names";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { notReviewable } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const type = "aws_autoscaling_group";
const [template, version] = ["launch_template.id", "launch_template.version"];

/**
 * What a fleet starts instances from, and whether running instances change too: a refresh begins where the launch template
 * changes (AWS provider, `aws_autoscaling_group`, `instance_refresh`).
 */
export const templates: Question = {
  judges: {
    [type]: ["launch_template"],
    aws_launch_template: ["latest_version", "default_version", "update_default_version"],
  },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => findingsOf(estate, resource)),
};

function findingsOf(estate: Estate, resource: Resource): readonly Finding[] {
  const { isSame, isUnknown, words } = named(estate, resource, template);
  const about = { place: resource, part: "launch template", ...words, says: ["launch_template"] };
  if (isUnknown) return notReviewable(resource, template, { ...about, rule: "fleet-template" });
  if (!isSame) {
    return [
      {
        ...about,
        rule: "fleet-template",
        consequence: "guard lost",
        direction: "cannot tell",
        meaning: `The fleet starts instances from another launch template, so compare the two; ${reachOf(resource)}.`,
      },
    ];
  }
  const [before, after] = [valueAt(resource.before, version), valueAt(resource.after, version)];
  if (keyOf(before) === keyOf(after)) return [];
  return [
    {
      ...about,
      rule: "fleet-template-version",
      part: "version of the launch template",
      before: wordsOf(before),
      after: wordsOf(after),
      consequence: "downtime",
      direction: "neutral",
      meaning: `New instances start from the new version; ${reachOf(resource)}.`,
    },
  ];
}

function reachOf({ after }: Resource): string {
  if (valueAt(after, "instance_refresh.strategy") === undefined)
    return "running instances stay as they are until each ends by itself";
  const healthy = valueAt(after, "instance_refresh.preferences.min_healthy_percentage");
  return `running instances are replaced at once, in turn, with ${wordsOf(healthy ?? 90)} % of them in service`;
}
