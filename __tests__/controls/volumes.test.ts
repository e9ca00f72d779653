import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { volumesAreEncrypted as control } from "../../controls/rules/encryption";

const plain = ["has a volume that no key of the environment encrypts"];

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "one that is not encrypted",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").block_device_mappings[0].ebs.encrypted = "false";
  },
  plain,
);
findsWhen(
  control,
  "one with AWS's own key",
  (stacks) => {
    delete blockOf(stacks, "aws_launch_template").block_device_mappings[0].ebs.kms_key_id;
  },
  plain,
);
findsWhen(
  control,
  "a second one that is not encrypted",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").block_device_mappings.push({
      device_name: "/dev/xvdb",
      ebs: { volume_size: 1 },
    });
  },
  plain,
);
findsWhen(
  control,
  "one whose encryption is left to the image",
  (stacks) => {
    delete blockOf(stacks, "aws_launch_template").block_device_mappings;
  },
  ["leaves the encryption of its root volume to the image"],
);
findsWhen(
  control,
  "a volume of its own, and a volume of a single instance",
  (stacks) => {
    add(stacks, "production-compute", "aws_ebs_volume", "extra", { encrypted: true });
    add(stacks, "production-compute", "aws_instance", "extra", { ami: "ami-1" });
  },
  plain,
);
