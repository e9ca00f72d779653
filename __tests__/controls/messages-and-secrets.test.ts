import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { messagesAndSecretsAreEncrypted as control } from "../../controls/rules/encryption";

const plain = ["is not encrypted with a key of the environment"];

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a secret with AWS's own key",
  (stacks) => {
    delete blockOf(stacks, "aws_secretsmanager_secret", "database").kms_key_id;
  },
  plain,
  "database",
);
findsWhen(
  control,
  "a topic with AWS's own key",
  (stacks) => {
    add(stacks, "production-identity", "aws_sns_topic", "alarms", { kms_master_key_id: "alias/aws/sns" });
  },
  plain,
);
findsWhen(
  control,
  "a queue that SQS encrypts by itself",
  (stacks) => {
    add(stacks, "production-compute", "aws_sqs_queue", "failed", { sqs_managed_sse_enabled: true });
  },
  plain,
);
