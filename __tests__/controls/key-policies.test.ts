import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { keysAreTheAccounts as control } from "../../controls/rules/key-policies";

type Copy = Parameters<typeof changePolicy>[0];

const keyWith = (part: string, change: (statements: Copy[]) => Copy[]) => (stacks: Parameters<typeof blockOf>[0]) => {
  changePolicy(blockOf(stacks, "aws_kms_key", part), "policy", change);
};

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "somebody else who may do everything",
  keyWith("shared_data", ([root]) => [
    root,
    { ...root, Sid: "Other", Principal: { AWS: "arn:aws:iam::123456789012:role/admin" } },
  ]),
  ["Other grants every action on the key to arn:aws:iam::123456789012:role/admin"],
);
findsWhen(
  control,
  "anybody, with a condition",
  keyWith("shared_volumes", ([root, use, ...rest]) => [
    root,
    { ...use, Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } },
    ...rest,
  ]),
  ["AutoScalingUsesTheKey admits anybody without aws:PrincipalArn"],
);
findsWhen(
  control,
  "anybody, with a condition that everybody meets",
  keyWith("shared_volumes", ([root, use, ...rest]) => [
    root,
    { ...use, Condition: { ...use.Condition, ArnEquals: undefined, ArnLike: { "aws:PrincipalArn": "*" } } },
    ...rest,
  ]),
  ["AutoScalingUsesTheKey admits anybody without aws:PrincipalArn"],
);
findsWhen(
  control,
  "a service, for every purpose",
  keyWith("shared_logs", ([root, logs]) => [root, { ...logs, Condition: undefined }]),
  ["LogGroupsOfThisEnvironment admits logs.eu-west-1.amazonaws.com without a condition"],
);
findsWhen(
  control,
  "a key that nobody can administer",
  keyWith("shared_secrets", ([root]) => [{ ...root, Action: "kms:Decrypt" }]),
  ["cannot be administered by its account"],
);
findsWhen(
  control,
  "a key of another account",
  keyWith("shared_secrets", ([root]) => [
    root,
    { ...root, Sid: "Other", Principal: { AWS: "arn:aws:iam::210987654321:root" } },
  ]),
  ["Other grants every action on the key to arn:aws:iam::210987654321:root"],
);
findsWhen(
  control,
  "a key that does not rotate",
  (stacks) => {
    delete blockOf(stacks, "aws_kms_key", "shared_data").enable_key_rotation;
  },
  ["does not rotate"],
);
