import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isWhole } from "../../settings/changed";
import { saferOn } from "../../settings/judges";
import type { Question } from "../../settings/question";
import { ofSettings } from "../../settings/setting";

/** What each type does for the instances. */
const works: Readonly<Record<string, string>> = {
  aws_ssm_association: "Systems Manager keeps instances in the state that the document describes",
  aws_ssm_maintenance_window: "tasks such as patches run in the window",
  aws_ssm_maintenance_window_task: "the task runs in its window",
  aws_ssm_maintenance_window_target: "the window has its instances",
  aws_ssm_patch_baseline: "the baseline says which patches are installed",
  aws_ssm_patch_group: "instances of the group are patched by the baseline",
};

const windows = ofSettings([
  {
    rule: "patching-window",
    types: ["aws_ssm_maintenance_window"],
    path: "enabled",
    part: "enabled",
    standard: true,
    consequence: "guard lost",
    judge: saferOn,
    weaker: "No task of the window runs, patches included.",
    stronger: "The tasks of the window run.",
  },
]);

/** What keeps instances patched (AWS Systems Manager User Guide, "Patch Manager", "State Manager", "Maintenance Windows"). */
export const patching: Question = {
  judges: windows.judges,
  find: (estate) => [
    ...estate
      .changed(...Object.keys(works))
      .filter(isWhole)
      .map(wholeFinding),
    ...windows.find(estate),
  ],
};

function wholeFinding(resource: Resource): Finding {
  const work = works[resource.type] ?? "";
  const isGone = resource.after === undefined;
  return {
    rule: "patching",
    consequence: "guard lost",
    direction: isGone ? "weaker" : "stronger",
    place: resource,
    meaning: isGone ? `This ends: ${work}.` : `This begins: ${work}.`,
  };
}
