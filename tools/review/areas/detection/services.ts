import { attribute } from "../../estate";
import type { Destination } from "../../settings/destinations";
import { saferOn, weakestFirst } from "../../settings/judges";
import type { TypedMembers } from "../../settings/members";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";
import { scalar } from "../../settings/words";

/** Services that watch an account: what their resources are, and what nobody sees without. */
const watched: readonly (readonly [types: readonly string[], sees: string])[] = [
  [["aws_cloudtrail", "aws_cloudtrail_event_data_store"], "who calls which AWS API"],
  [
    ["aws_guardduty_detector", "aws_guardduty_detector_feature", "aws_guardduty_organization_configuration"],
    "attacks that GuardDuty recognises",
  ],
  [
    ["aws_securityhub_account", "aws_securityhub_standards_subscription", "aws_securityhub_organization_configuration"],
    "departures from Security Hub's standards",
  ],
  [
    [
      "aws_config_configuration_recorder",
      "aws_config_configuration_recorder_status",
      "aws_config_delivery_channel",
      "aws_config_config_rule",
      "aws_config_conformance_pack",
    ],
    "changes of resources that AWS Config records",
  ],
  [["aws_accessanalyzer_analyzer"], "resources that are shared with strangers"],
  [
    ["aws_inspector2_enabler", "aws_inspector2_organization_configuration"],
    "known vulnerabilities that Inspector finds",
  ],
  [["aws_macie2_account"], "sensitive data that Macie finds in buckets"],
  [["aws_detective_graph"], "what Detective shows of an incident"],
];

export const servicePresences: readonly Presence[] = watched.map(([types, sees]) => ({
  rule: "detection-service",
  types,
  isOn: (value) => scalar(attribute(value, "enable")) !== "false" && scalar(attribute(value, "status")) !== "DISABLED",
  lost: `Nobody sees ${sees} any more.`,
  added: `One sees ${sees}.`,
}));

const flag = (
  type: string,
  name: string,
  part: string,
  absent: boolean,
  texts: readonly [string, string],
): TypedSetting => ({
  rule: "detection-service",
  consequence: "guard lost",
  types: [type],
  path: name,
  part,
  judge: saferOn,
  standard: absent,
  weaker: texts[0],
  stronger: texts[1],
});

export const serviceSettings: readonly TypedSetting[] = [
  flag("aws_cloudtrail", "enable_logging", "logging", true, [
    "CloudTrail records no call of an AWS API any more.",
    "CloudTrail records calls of AWS APIs.",
  ]),
  flag("aws_cloudtrail", "is_multi_region_trail", "all regions", false, [
    "CloudTrail records calls in one region only.",
    "CloudTrail records calls in all regions.",
  ]),
  flag("aws_cloudtrail", "include_global_service_events", "global services", true, [
    "CloudTrail no longer records calls of global services such as IAM.",
    "CloudTrail records calls of global services such as IAM.",
  ]),
  flag("aws_cloudtrail", "enable_log_file_validation", "log file validation", false, [
    "Nobody can prove any more that a log file was not changed.",
    "A changed log file can be recognised.",
  ]),
  flag("aws_cloudtrail", "is_organization_trail", "all accounts of the organization", false, [
    "CloudTrail no longer records calls in the other accounts of the organization.",
    "CloudTrail records calls in all accounts of the organization.",
  ]),
  flag("aws_guardduty_detector", "enable", "state", true, [
    "GuardDuty looks for no attacks any more.",
    "GuardDuty looks for attacks.",
  ]),
  flag("aws_config_configuration_recorder_status", "is_enabled", "state", false, [
    "AWS Config records no changes of resources any more.",
    "AWS Config records changes of resources.",
  ]),
  {
    rule: "detection-service",
    consequence: "guard lost",
    types: ["aws_guardduty_detector_feature"],
    path: "status",
    part: "state",
    judge: weakestFirst("DISABLED", "ENABLED"),
    weaker: "GuardDuty no longer looks at this kind of events.",
    stronger: "GuardDuty looks at this kind of events.",
  },
  {
    rule: "detection-service",
    consequence: "guard lost",
    types: ["aws_macie2_account"],
    path: "status",
    part: "state",
    judge: weakestFirst("PAUSED", "ENABLED"),
    standard: "ENABLED",
    weaker: "Macie looks for no sensitive data any more.",
    stronger: "Macie looks for sensitive data.",
  },
];

export const serviceMembers: readonly TypedMembers[] = [
  {
    rule: "detection-service",
    consequence: "guard lost",
    more: "stronger",
    types: ["aws_inspector2_enabler"],
    path: "resource_types",
    part: "kinds of resources",
    removed: "Inspector no longer looks for vulnerabilities in these.",
    added: "Inspector looks for vulnerabilities in these too.",
  },
];

export const serviceDestinations: readonly Destination[] = (
  [
    ["s3_bucket_name", "bucket"],
    ["cloud_watch_logs_group_arn", "log group"],
  ] as const
).map(([name, part]) => ({
  rule: "trail-destination",
  types: ["aws_cloudtrail"],
  path: name,
  part,
  lost: `The trail no longer writes to a ${part}.`,
  added: `The trail writes to a ${part}.`,
  elsewhere: `The trail writes to another ${part}: who watches the old one sees nothing any more.`,
  isTold: true,
}));
