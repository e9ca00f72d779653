import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { logGroupsAreEncryptedAndForget as control } from "../../controls/rules/encryption";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "one without a key",
  (stacks) => {
    delete blockOf(stacks, "aws_cloudwatch_log_group", "session").kms_key_id;
  },
  ["has no key"],
);
findsWhen(
  control,
  "one without a retention",
  (stacks) => {
    delete blockOf(stacks, "aws_cloudwatch_log_group", "session").retention_in_days;
    blockOf(stacks, "aws_cloudwatch_log_group", "boot").retention_in_days = 0;
  },
  ["has no end of retention"],
);
findsWhen(
  control,
  "one whose name the key does not admit",
  (stacks) => {
    blockOf(stacks, "aws_cloudwatch_log_group", "session").name = "/palisade/other/identity/session";
  },
  ["is not admitted by the policy of production-identity/aws_kms_key.shared_logs_key"],
);
findsWhen(
  control,
  "one with a key for another purpose",
  (stacks) => {
    blockOf(stacks, "aws_cloudwatch_log_group", "nginx_access").kms_key_id =
      "${data.terraform_remote_state.identity.outputs.volumes_key_arn}";
  },
  ["is not admitted by the policy of production-identity/aws_kms_key.shared_volumes_key"],
);
findsWhen(
  control,
  "a key that may only encrypt",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_kms_key", "shared_logs"), "policy", ([root, logs]) => [
      root,
      { ...logs, Action: "kms:Encrypt" },
    ]);
  },
  ["is not admitted by the policy of production-identity/aws_kms_key.shared_logs_key"],
);
