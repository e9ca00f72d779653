import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { loadBalancersAreLogged as control } from "../../controls/rules/load-balancers";

const neither = [
  "may not write its access_logs to the bucket that it names",
  "may not write its connection_logs to the bucket that it names",
];

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "one that logs nothing, or has logging switched off",
  (stacks) => {
    delete blockOf(stacks, "aws_lb").access_logs;
    blockOf(stacks, "aws_lb").connection_logs.enabled = false;
  },
  ["has no access_logs", "has no connection_logs"],
);
findsWhen(
  control,
  "one that writes to a prefix that the bucket policy does not admit",
  (stacks) => {
    delete blockOf(stacks, "aws_lb").access_logs.prefix;
  },
  ["may not write its access_logs to the bucket that it names"],
);
findsWhen(
  control,
  "a bucket for another account's load balancers",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_s3_bucket_policy", "access_log"), "policy", (statements) =>
      statements.map((one) =>
        one.Effect === "Allow" ? { ...one, Resource: one.Resource.replace("123456789012", "210987654321") } : one,
      ),
    );
  },
  neither,
);
findsWhen(
  control,
  "a bucket without a policy",
  (stacks) => {
    remove(stacks, "aws_s3_bucket_policy", "access_log");
  },
  neither,
);
findsWhen(
  control,
  "a bucket that is not of these stacks",
  (stacks) => {
    blockOf(stacks, "aws_lb").access_logs.bucket = "elsewhere";
  },
  ["may not write its access_logs to the bucket that it names"],
);
