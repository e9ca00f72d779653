import { blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { fleetsUseKnownTemplates, instancesKeepTheirCredentials as control } from "../../controls/rules/instances";

holdsInEveryEnvironment(control);
holdsInEveryEnvironment(fleetsUseKnownTemplates);
findsWhen(
  control,
  "metadata without a session token",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").metadata_options.http_tokens = "optional";
  },
  ["does not require a session token for metadata"],
);
findsWhen(
  control,
  "metadata that is left to AWS's defaults",
  (stacks) => {
    delete blockOf(stacks, "aws_launch_template").metadata_options;
  },
  ["does not require a session token for metadata", "answers for metadata over more than one hop"],
);
findsWhen(
  control,
  "metadata that reaches further than the instance",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").metadata_options.http_put_response_hop_limit = 2;
  },
  ["answers for metadata over more than one hop"],
);
findsWhen(
  control,
  "a key pair",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").key_name = "operator";
  },
  ["has a key pair"],
);
findsWhen(
  fleetsUseKnownTemplates,
  "a launch template that no stack makes",
  (stacks) => {
    blockOf(stacks, "aws_autoscaling_group").launch_template.id = "lt-0123456789abcdef0";
  },
  ["starts instances from a launch template that no stack makes"],
);
