import { type Estate, type Resource, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { setOf, unknown } from "../../plan/normal";
import { isUpdate, isWhole } from "../../settings/changed";
import { saferOff } from "../../settings/judges";
import { type Members, memberFindings } from "../../settings/members";
import { type Value, valueAt } from "../../settings/paths";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";

const type = "aws_route53_zone";
export const zoneAttributes: readonly string[] = ["name", "force_destroy", "vpc"];

/** Terraform registry, "aws_route53_zone". */
const settings: readonly Setting[] = [
  {
    rule: "dns-zone-deletion",
    consequence: "guard lost",
    path: "force_destroy",
    part: "deletion with all its records",
    judge: saferOff,
    standard: false,
    weaker: "A deletion of the zone takes the records with it that Terraform does not have.",
    stronger: "A zone with records that Terraform does not have cannot be deleted.",
  },
];

/** Amazon Route 53 Developer Guide, "Working with private hosted zones". */
const vpcs: readonly Members[] = [
  {
    rule: "dns-zone-reach",
    consequence: "exposure",
    path: "vpc",
    part: "VPCs",
    more: "weaker",
    added: "Whoever is in the VPC finds the names of the zone.",
    removed: "Nobody in the VPC finds the names of the zone.",
    membersIn,
  },
  {
    rule: "dns-zone-names",
    consequence: "downtime",
    path: "vpc",
    part: "VPCs",
    more: "stronger",
    added: "Programs in the VPC find the names of the zone.",
    removed: "Programs in the VPC no longer find the names of the zone.",
    membersIn,
  },
];

function membersIn(value: Value): Value {
  const ids = blocksOf({ vpc: value ?? [] }, "vpc").map((block) => valueAt(block, "vpc_id") ?? unknown);
  return setOf(ids);
}

/** Zones of names: those that end, that begin, and who finds their names. */
export const zoneFindings = (estate: Estate): readonly Finding[] =>
  estate.changed(type).flatMap((zone): readonly Finding[] => {
    if (isWhole(zone)) return [existence(zone)];
    if (!isUpdate(zone)) return [];
    return [
      ...(textOf(zone.before, "name") === textOf(zone.after, "name") ? [] : [renamed(zone)]),
      ...settingFindings(settings, statesOf(zone)),
      ...memberFindings(zone, vpcs),
    ];
  });

const isPrivate = (zone: Resource): boolean => blocksOf(zone.after ?? zone.before, "vpc").length > 0;

/** Amazon Route 53 Developer Guide, "Protection from dangling delegation records in Route 53". */
function existence(zone: Resource): Finding {
  const isGone = zone.after === undefined;
  return {
    rule: "dns-zone",
    consequence: isPrivate(zone) ? "downtime" : "exposure",
    direction: isGone ? "weaker" : "stronger",
    place: zone,
    ...(isGone ? { before: "answers" } : { after: "answers" }),
    meaning: !isGone
      ? "The zone answers for its names."
      : isPrivate(zone)
        ? "Nobody finds the names of the zone any more."
        : "Nobody finds the names of the zone any more; as long as the domain above still names its name servers, whoever gets them answers in its place.",
  };
}

const renamed = (zone: Resource): Finding => ({
  rule: "dns-zone",
  consequence: "exposure",
  direction: "cannot tell",
  place: zone,
  part: "name",
  before: textOf(zone.before, "name") ?? "none",
  after: textOf(zone.after, "name") ?? "none",
  meaning:
    "Nobody finds the old names any more; as long as the domain above still names their name servers, whoever gets them answers.",
  says: ["name"],
});
