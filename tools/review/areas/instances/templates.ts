import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { namedFindings, sidesOf } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const type = "aws_autoscaling_group";
const says = ["launch_template"];

/**
 * What a fleet starts instances from, and whether running instances change too: a refresh begins where the launch template
 * changes (AWS provider, `aws_autoscaling_group`, `instance_refresh`).
 */
export const templates: Question = {
  judges: {
    [type]: says,
    aws_launch_template: ["latest_version", "default_version", "update_default_version"],
  },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => {
        const found = templateFindings(estate, resource);
        return found.length > 0 ? found : versionFindings(resource);
      }),
};

const templateFindings = (estate: Estate, resource: Resource): readonly Finding[] =>
  namedFindings(
    estate,
    resource,
    { rule: "fleet-template", path: "launch_template.id", part: "launch template", says },
    () => ({
      consequence: "guard lost",
      direction: "cannot tell",
      meaning: `The fleet starts instances from another launch template, so compare the two; ${reachOf(resource)}.`,
    }),
  );

/** A version that is made by this apply has no number yet: what is other in it, the template itself says. */
function versionFindings(resource: Resource): readonly Finding[] {
  const [before, after] = sidesOf(resource, "launch_template.version");
  if (keyOf(before) === keyOf(after)) return [];
  return [
    {
      rule: "fleet-template-version",
      consequence: "downtime",
      direction: "neutral",
      place: resource,
      part: "version of the launch template",
      before: wordsOf(before),
      after: wordsOf(after),
      meaning: `New instances start from the new version; ${reachOf(resource)}.`,
      says,
    },
  ];
}

function reachOf({ after }: Resource): string {
  if (valueAt(after, "instance_refresh.strategy") === undefined)
    return "running instances stay as they are until each ends by itself";
  const healthy = valueAt(after, "instance_refresh.preferences.min_healthy_percentage");
  return `running instances are replaced at once, in turn, with ${wordsOf(healthy ?? 90)} % of them in service`;
}
