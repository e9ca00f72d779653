import { isUpdate } from "../../settings/changed";
import { saidBy } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";

const paths: Readonly<Record<string, readonly string[]>> = {
  aws_launch_template: ["iam_instance_profile.name", "iam_instance_profile.arn"],
  aws_instance: ["iam_instance_profile"],
};

/** With which role programs on an instance work. What the role may do is judged where the role is. */
export const profiles: Question = {
  judges: { aws_launch_template: ["iam_instance_profile"], aws_instance: ["iam_instance_profile"] },
  find: (estate) =>
    estate
      .changed(...Object.keys(paths))
      .filter(isUpdate)
      .flatMap((resource) =>
        (paths[resource.type] ?? []).flatMap((path) =>
          namedFindings(
            estate,
            resource,
            {
              rule: "instance-profile",
              path,
              part: "instance profile",
              says: saidBy(resource, path, paths[resource.type]),
            },
            ({ before, after }) => ({
              consequence: "privilege gained",
              direction: after.length === 0 ? "stronger" : before.length === 0 ? "weaker" : "cannot tell",
              meaning:
                after.length === 0
                  ? "Programs on the instance have no role any more; Session Manager and patches need one."
                  : "Programs on the instance may do what the role of the profile may.",
            }),
          ),
        ),
      ),
};
