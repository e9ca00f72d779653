import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { type Judge, saferOn } from "../../settings/judges";
import { type Value, valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type TypedSetting, notReviewable, ofSettings } from "../../settings/setting";
import { bySize } from "../../settings/sizes";
import { scalar } from "../../settings/words";

const types = ["aws_launch_template", "aws_instance"];
const startScripts = ["user_data", "user_data_base64"];

/**
 * Whether AWS owns the image: a public parameter of AWS's names it (AWS Systems Manager User Guide, "Calling AMI public parameters in
 * Parameter Store"). Of an id, and of a parameter of another name, a plan does not tell the owner.
 */
const isOfAws = (value: Value): boolean => /^resolve:ssm:\/aws\/service\//.test(scalar(value));

const byOwner: Judge = (before, after) =>
  isOfAws(before) === isOfAws(after)
    ? isOfAws(after)
      ? "neutral"
      : "cannot tell"
    : isOfAws(after)
      ? "stronger"
      : "weaker";

/** Whoever owns the image decides what runs as root, with the role of the instance (Amazon EC2 User Guide, "Shared AMIs"). */
const image: Omit<TypedSetting, "types" | "path"> = {
  rule: "instance-image",
  part: "image",
  consequence: "guard lost",
  judge: byOwner,
  isReference: true,
  weaker:
    "Instances start from an image of which the plan does not tell the owner, and no longer from AWS's newest one.",
  stronger: "Instances start from the newest image that AWS publishes under this name.",
  changed: "Instances start from another image: check who owns the image.",
};

const monitoring: Omit<TypedSetting, "types" | "path"> = {
  rule: "instance-monitoring",
  part: "detailed monitoring",
  standard: false,
  consequence: "guard lost",
  judge: saferOn,
  weaker: "Metrics come every five minutes: alarms and scaling are later.",
  stronger: "Metrics come every minute.",
};

const settings: readonly TypedSetting[] = [
  { ...image, types: ["aws_launch_template"], path: "image_id" },
  { ...image, types: ["aws_instance"], path: "ami" },
  { ...monitoring, types: ["aws_launch_template"], path: "monitoring.enabled" },
  { ...monitoring, types: ["aws_instance"], path: "monitoring" },
  {
    rule: "instance-type",
    types,
    path: "instance_type",
    part: "instance type",
    consequence: "downtime",
    judge: bySize,
    weaker: "Instances have less processor and memory for the same load.",
    stronger: "Instances have more processor and memory.",
    changed: "Instances are of another family: compare processor, memory and architecture.",
  },
];

const ofSoftware = ofSettings(settings);

/** What an instance starts with (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance with user data input"). */
export const software: Question = {
  judges: Object.fromEntries(types.map((type) => [type, [...(ofSoftware.judges[type] ?? []), ...startScripts]])),
  find: (estate) => [
    ...ofSoftware.find(estate),
    ...estate
      .changed(...types)
      .filter(isUpdate)
      .flatMap((resource) => [...scriptFindings(resource), ...restartFindings(resource)]),
  ],
};

function scriptFindings(resource: Resource): readonly Finding[] {
  return startScripts.flatMap((path): readonly Finding[] => {
    const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
    if (keyOf(before) === keyOf(after)) return [];
    const about = {
      rule: "instance-user-data",
      place: resource,
      part: "user data",
      before: before === undefined ? "none" : "set",
      after: after === undefined ? "none" : "set",
      says: [path],
    };
    if (after === unknown) return notReviewable(resource, path, about);
    return [
      {
        ...about,
        consequence: "other",
        direction: "cannot tell",
        meaning:
          "New instances run other commands as root when they start; user data is not shown, so look at its source.",
      },
    ];
  });
}

/** Terraform stops an instance to change these, and starts it again (AWS provider, `aws_instance`). */
const stopsFor = ["instance_type", "user_data", "user_data_base64", "ebs_optimized"];

function restartFindings(resource: Resource): readonly Finding[] {
  if (resource.type !== "aws_instance" || resource.action !== "update") return [];
  const reasons = stopsFor.filter(
    (path) => keyOf(valueAt(resource.before, path)) !== keyOf(valueAt(resource.after, path)),
  );
  if (reasons.length === 0) return [];
  return [
    {
      rule: "instance-restart",
      consequence: "downtime",
      direction: "weaker",
      place: resource,
      part: `stopped for ${reasons.join(", ")}`,
      meaning: "Terraform stops the instance and starts it again: whatever the instance serves is away meanwhile.",
      says: [],
    },
  ];
}
