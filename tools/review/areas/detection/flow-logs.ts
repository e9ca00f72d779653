import type { Normal } from "../../plan/normal";
import type { Destination } from "../../settings/destinations";
import type { Members } from "../../settings/members";
import type { Presence } from "../../settings/presence";
import { amount, ranks, wordOf } from "../../settings/scales";
import type { Setting } from "../../settings/setting";

const types = ["aws_flow_log"];

/** Amazon VPC User Guide, "Logging IP traffic using VPC Flow Logs". */
export const flowLogSettings: readonly Setting[] = [
  {
    rule: "flow-log-traffic",
    consequence: "guard lost",
    types,
    attribute: "traffic_type",
    part: "recorded traffic",
    scale: ranks({ REJECT: 0, ACCEPT: 0, ALL: 1 }, "ALL"),
    weaker: "Part of the traffic leaves no trace any more.",
    stronger: "Accepted and refused traffic is recorded.",
  },
  {
    rule: "flow-log-interval",
    consequence: "guard lost",
    types,
    attribute: "max_aggregation_interval",
    part: "aggregation interval",
    scale: amount({ unit: "second", stronger: "less", absent: 600 }),
    weaker: "Records of traffic are coarser and come later.",
    stronger: "Records of traffic are finer and come earlier.",
  },
];

export const flowLogDestinations: readonly Destination[] = [
  ...["log_destination", "log_group_name"].map((attribute) => ({
    rule: "flow-log-destination",
    types,
    attribute,
    part: "destination",
    lost: "Records of traffic no longer go there.",
    added: "Records of traffic go there.",
    elsewhere: "Records of traffic go elsewhere: who watches the old place sees nothing any more.",
  })),
  {
    rule: "flow-log-role",
    types,
    attribute: "iam_role_arn",
    part: "role that writes",
    lost: "No role writes the records to CloudWatch Logs, and without one there are none.",
    added: "A role writes the records to CloudWatch Logs.",
    elsewhere: "Another role writes the records: there are none if that role is not allowed to.",
  },
];

/** What a record contains where the format is not set (Amazon VPC User Guide, "Default format"). */
const defaultFormat =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

export const flowLogFields: readonly Members[] = [
  {
    rule: "flow-log-fields",
    types,
    attribute: "log_format",
    part: "fields",
    membersOf: (value: Normal | undefined) =>
      (value === undefined ? defaultFormat : wordOf(value)).match(/\$\{[^}]*\}/g)?.map((one) => one.slice(2, -1)) ?? [],
    weaker: "A record of traffic no longer says this.",
    stronger: "A record of traffic says this too.",
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
