import type { Destination } from "../../settings/destinations";
import { amount, byLevel, strengthIn } from "../../settings/judges";
import type { TypedMembers } from "../../settings/members";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";
import { scalar } from "../../settings/words";

const types = ["aws_flow_log"];

/** Amazon VPC User Guide, "Logging IP traffic using VPC Flow Logs". */
export const flowLogSettings: readonly TypedSetting[] = [
  {
    rule: "flow-log-traffic",
    consequence: "guard lost",
    types,
    path: "traffic_type",
    part: "recorded traffic",
    judge: byLevel(strengthIn({ REJECT: 0, ACCEPT: 0, ALL: 1 })),
    standard: "ALL",
    weaker: "Part of the traffic leaves no trace any more.",
    stronger: "Accepted and refused traffic is recorded.",
  },
  {
    rule: "flow-log-interval",
    consequence: "guard lost",
    types,
    path: "max_aggregation_interval",
    part: "aggregation interval",
    ...amount("second", "weaker"),
    standard: 600,
    weaker: "Records of traffic are coarser and come later.",
    stronger: "Records of traffic are finer and come earlier.",
  },
];

export const flowLogDestinations: readonly Destination[] = [
  ...["log_destination", "log_group_name"].map((attribute) => ({
    rule: "flow-log-destination",
    types,
    path: attribute,
    part: "destination",
    lost: "Records of traffic no longer go there.",
    added: "Records of traffic go there.",
    elsewhere: "Records of traffic go elsewhere: who watches the old place sees nothing any more.",
    isTold: true as const,
  })),
  {
    rule: "flow-log-role",
    types,
    path: "iam_role_arn",
    part: "role that writes",
    lost: "No role writes the records to CloudWatch Logs, and without one there are none.",
    added: "A role writes the records to CloudWatch Logs.",
    elsewhere: "Another role writes the records: there are none if that role is not allowed to.",
  },
];

/** What a record contains where the format is not set (Amazon VPC User Guide, "Default format"). */
const defaultFormat =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

export const flowLogFields: readonly TypedMembers[] = [
  {
    rule: "flow-log-fields",
    consequence: "guard lost",
    more: "stronger",
    types,
    path: "log_format",
    part: "fields",
    membersIn: (value) =>
      (value === undefined ? defaultFormat : scalar(value)).match(/\$\{[^}]*\}/g)?.map((one) => one.slice(2, -1)) ?? [],
    removed: "A record of traffic no longer says this.",
    added: "A record of traffic says this too.",
  },
];

export const flowLogPresences: readonly Presence[] = [
  {
    rule: "flow-log",
    types,
    owner: "vpc_id",
    lost: "Traffic in the network leaves no trace any more.",
    added: "Traffic in the network is recorded.",
  },
];
