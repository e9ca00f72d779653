import { isUpdate } from "../../settings/changed";
import { saferOn, weakerWith, weakestFirst } from "../../settings/judges";
import { headOf } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type TypedSetting, namedFindings, ofSettings } from "../../settings/setting";
import { scalar, wordsOf } from "../../settings/words";

const types = ["aws_launch_template", "aws_instance"];

const yesOrNo: Readonly<Record<string, string>> = { true: "yes", false: "no" };

const publicAddress: Omit<TypedSetting, "types" | "path"> = {
  rule: "instance-public-address",
  part: "public address",
  standard: "as the subnet has it",
  safe: "as the subnet has it",
  consequence: "guard lost",
  judge: weakestFirst("true", "as the subnet has it", "false"),
  words: (value) => yesOrNo[scalar(value)] ?? wordsOf(value),
  weaker: "An instance can get a public address: its route and security groups alone keep the internet away.",
  stronger: "Fewer instances get a public address.",
};

const settings: readonly TypedSetting[] = [
  { ...publicAddress, types: ["aws_launch_template"], path: "network_interfaces.associate_public_ip_address" },
  { ...publicAddress, types: ["aws_instance"], path: "associate_public_ip_address" },
  {
    rule: "instance-key-pair",
    types,
    path: "key_name",
    part: "key pair",
    safe: null,
    consequence: "guard lost",
    judge: weakerWith,
    weaker: "Whoever has the private key signs in over SSH, past Session Manager and its records.",
    stronger: "Nobody signs in with a key of SSH any more.",
    changed: "Whoever has the other private key signs in over SSH.",
  },
  {
    rule: "instance-forwards",
    types: ["aws_instance"],
    path: "source_dest_check",
    part: "source and destination check",
    standard: true,
    safe: true,
    consequence: "guard lost",
    judge: saferOn,
    weaker: "The instance may send and receive packets of other addresses.",
    stronger: "The instance sends and receives packets of its own address alone.",
  },
  {
    rule: "instance-termination-protection",
    types,
    path: "disable_api_termination",
    part: "termination protection",
    standard: false,
    consequence: "guard lost",
    judge: saferOn,
    weaker: "One call of the API ends the instance.",
    stronger: "AWS refuses to end the instance by one call of the API.",
  },
];

const ofAccess = ofSettings(settings);

/** The security groups of an instance, where each type has them. What a group admits is judged where the group is. */
const groups: Readonly<Record<string, readonly string[]>> = {
  aws_launch_template: ["network_interfaces.security_groups", "vpc_security_group_ids", "security_group_names"],
  aws_instance: ["vpc_security_group_ids", "security_groups"],
};

/** How an instance is reached (Amazon EC2 User Guide, "Amazon EC2 key pairs", "Amazon EC2 instance IP addressing"). */
export const access: Question = {
  judges: Object.fromEntries(
    types.map((type) => [type, [...(ofAccess.judges[type] ?? []), ...(groups[type] ?? []).map(headOf)]]),
  ),
  find: (estate) => [
    ...ofAccess.find(estate),
    ...estate
      .changed(...types)
      .filter(isUpdate)
      .flatMap((resource) =>
        (groups[resource.type] ?? []).flatMap((path) =>
          namedFindings(estate, resource, { rule: "instance-security-groups", path, part: "security groups" }, () => ({
            consequence: "guard lost",
            direction: "cannot tell",
            meaning: "Other security groups bound who reaches the instance: compare their rules.",
          })),
        ),
      ),
  ],
};
