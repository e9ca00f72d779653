import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { namedFindings } from "../../settings/setting";

const type = "aws_autoscaling_attachment";
const paths = {
  lb_target_group_arn: "target group",
  elb: "load balancer",
  autoscaling_group_name: "Auto Scaling group",
} as const;
const names = ["lb_target_group_arn", "elb", "autoscaling_group_name"] as const;
export const attachmentAttributes: readonly string[] = names;

/** Fleets whose instances leave a target group for another one (Amazon EC2 Auto Scaling User Guide, "Attach an Elastic Load Balancing load balancer"). */
export const attachmentFindings = (estate: Estate): readonly Finding[] =>
  estate
    .changed(type)
    .filter(isUpdate)
    .flatMap((place) =>
      names.flatMap((path) =>
        namedFindings(estate, place, { rule: "attachment", path, part: paths[path] }, () => ({
          consequence: "downtime",
          direction: "cannot tell",
          meaning:
            path === "autoscaling_group_name"
              ? "Other instances get the requests, and those of the old fleet get none by this attachment."
              : "The instances get the requests of the other one, and none of the old one's any more.",
        })),
      ),
    );
