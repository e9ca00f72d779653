import { add, blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { fleetsLeaveAttachingToOthers as control } from "../../controls/rules/instances";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a list of target groups, even an empty list, which would detach a target group of another layer",
  (stacks) => {
    blockOf(stacks, "aws_autoscaling_group").target_group_arns = [];
    blockOf(stacks, "aws_autoscaling_group").load_balancers = [];
  },
  ["sets target_group_arns", "sets load_balancers"],
);
findsWhen(
  control,
  "a fleet that no load balancer sends to",
  (stacks) => {
    remove(stacks, "aws_autoscaling_attachment");
  },
  ["has 0 attachments, not one"],
);
findsWhen(
  control,
  "a fleet that attaches itself",
  (stacks) => {
    const attachment = blockOf(stacks, "aws_autoscaling_attachment");
    remove(stacks, "aws_autoscaling_attachment");
    add(stacks, "production-compute", "aws_autoscaling_attachment", "own", {
      ...attachment,
      autoscaling_group_name: "${aws_autoscaling_group.web_fleet_autoscaling_group.name}",
    });
  },
  ["is attached by its own layer"],
);
