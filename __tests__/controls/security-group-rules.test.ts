import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { descriptionsAreAccepted, groupRulesStandAlone as control } from "../../controls/rules/group-rules-written";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "inline rules of a group, even an empty list",
  (stacks) => {
    blockOf(stacks, "aws_security_group", "app").egress = [];
  },
  ["has inline rules"],
);
findsWhen(
  control,
  "the older type of rule",
  (stacks) => {
    add(stacks, "production-network", "aws_security_group_rule", "old", { type: "egress", description: "old" });
  },
  ["is of the type aws_security_group_rule, which loses rules and which the provider no longer recommends"],
);
findsWhen(
  control,
  "a default group that admits itself",
  (stacks) => {
    blockOf(stacks, "aws_default_security_group").ingress = [{ protocol: "-1", self: true, from_port: 0, to_port: 0 }];
  },
  ["is not empty"],
);
findsWhen(
  control,
  "a default group with AWS's default rules",
  (stacks) => {
    delete blockOf(stacks, "aws_default_security_group").egress;
  },
  ["is not empty"],
);
findsWhen(
  control,
  "a rule without a description",
  (stacks) => {
    delete blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_s3").description;
    blockOf(stacks, "aws_vpc_security_group_ingress_rule", "endpoint_app").description = " ";
  },
  ["has no description"],
);

describe("descriptions of groups and rules", () => {
  holdsInEveryEnvironment(descriptionsAreAccepted);
  findsWhen(
    descriptionsAreAccepted,
    "a character that EC2 refuses",
    (stacks) => {
      blockOf(stacks, "aws_security_group", "app").description = "The application's instances";
      blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_s3").description = "Packages – and buckets";
      blockOf(stacks, "aws_vpc_security_group_ingress_rule", "endpoint_app").description = "Calls\nof the application";
    },
    [
      'has a description that EC2 refuses: "The application\'s instances"',
      'has a description that EC2 refuses: "Calls\\nof the application"',
      'has a description that EC2 refuses: "Packages – and buckets"',
    ],
  );
  findsWhen(
    descriptionsAreAccepted,
    "a description of more than 255 characters",
    (stacks) => {
      blockOf(stacks, "aws_security_group", "app").description = "a".repeat(256);
    },
    [`has a description that EC2 refuses: "${"a".repeat(256)}"`],
  );
});
