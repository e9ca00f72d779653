import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { servicesActForThisAccountAlone as control } from "../../controls/rules/identity-policies";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a role for flow logs of any account",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_iam_role", "vpc"), "assume_role_policy", ([trust]) => [
      { ...trust, Condition: undefined },
    ]);
  },
  [
    "admits vpc-flow-logs.amazonaws.com without aws:SourceAccount",
    "admits vpc-flow-logs.amazonaws.com without aws:SourceArn",
  ],
);
findsWhen(
  control,
  "a condition that matches only where the key is absent",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_iam_role", "vpc"), "assume_role_policy", ([trust]) => [
      {
        ...trust,
        Condition: { ...trust.Condition, StringEquals: undefined, StringNotEquals: trust.Condition.StringEquals },
      },
    ]);
  },
  ["admits vpc-flow-logs.amazonaws.com without aws:SourceAccount"],
);
findsWhen(
  control,
  "a role that anybody may assume",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_iam_role", "instance"), "assume_role_policy", ([trust]) => [
      { ...trust, Principal: "*" },
    ]);
  },
  ["admits AWS *"],
);
findsWhen(
  control,
  "logs that are delivered for any account",
  (stacks) => {
    changePolicy(
      blockOf(stacks, "aws_cloudwatch_log_resource_policy", "us_east_1"),
      "policy_document",
      ([delivery]) => [{ ...delivery, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }],
    );
  },
  ["admits delivery.logs.amazonaws.com without aws:SourceArn"],
);
