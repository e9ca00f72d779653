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
  ["gives its metadata without a session token"],
);
findsWhen(
  control,
  "metadata that is left to AWS's defaults",
  (stacks) => {
    delete blockOf(stacks, "aws_launch_template").metadata_options;
  },
  ["gives its metadata without a session token", "gives its metadata to containers and beyond"],
);
findsWhen(
  control,
  "metadata that reaches further than the instance",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").metadata_options.http_put_response_hop_limit = 2;
  },
  ["gives its metadata to containers and beyond"],
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
  "a template that none of these controls has seen",
  (stacks) => {
    blockOf(stacks, "aws_autoscaling_group").launch_template.id = "lt-0123456789abcdef0";
  },
  ["starts instances from a template that is not of these stacks"],
);
