import { type Estate, type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { danglingFindings } from "./dangling";
import { existenceFindings } from "./dns-existence";
import { recordSettings } from "./dns-settings";
import { targetFindings } from "./dns-targets";
import type { Pointing } from "./pointing";

export const recordAttributes: readonly string[] = [
  "name",
  "type",
  "zone_id",
  "alias",
  "records",
  "ttl",
  ...recordSettings.filter(({ path }) => !path.startsWith("alias")).map(({ path }) => path),
];

/** Where names lead, and names that lead nowhere. */
export function dnsFindings(estate: Estate, pointing: Pointing): Finding[] {
  const changed = estate.changed("aws_route53_record");
  const remaining = new Set(
    estate.ofType("aws_route53_record").flatMap(({ after }) => (after === undefined ? [] : [nameKey(after)])),
  );
  const standing = new Map(
    estate
      .ofType("aws_route53_record")
      .flatMap((record) => (record.before === undefined ? [] : [[nameKey(record.before), record] as const])),
  );
  return [
    ...changed.flatMap((record) => {
      const { before, after } = record;
      const moved = before !== undefined && after !== undefined && nameKey(before) !== nameKey(after);
      if (before !== undefined && after !== undefined && attribute(after, "name") === unknown) return renamed(record);
      return [
        ...(before !== undefined && (after === undefined || moved) && !remaining.has(nameKey(before))
          ? existenceFindings(pointing, record, "before", moved)
          : []),
        ...(after !== undefined && (before === undefined || moved)
          ? beginning(pointing, record, standing.get(nameKey(after)), moved)
          : []),
        ...(before === undefined || after === undefined ? [] : changes(pointing, record, moved)),
      ];
    }),
    ...danglingFindings(estate, pointing),
  ];
}

/** A name that is new, or that another record has had. */
const beginning = (
  pointing: Pointing,
  record: Resource,
  former: Resource | undefined,
  moved: boolean,
): readonly Finding[] =>
  former === undefined ? existenceFindings(pointing, record, "after", moved) : targetFindings(pointing, record, former);

const nameKey = (value: Resource["before"]): string =>
  ["zone_id", "name", "type", "set_identifier"].map((name) => keyOf(attribute(value, name))).join();

/** The record of a certificate's validation is named by AWS: the name is known after apply. */
function renamed(record: Resource): Finding[] {
  return [unknownFinding(statesOf(record), "name", ["name", "records"])];
}

function changes(pointing: Pointing, record: Resource, moved: boolean): Finding[] {
  const states = statesOf(record);
  // What another name leads to is said with the name.
  return [
    ...(moved ? [] : targetFindings(pointing, record)),
    ...ttlFindings(record),
    ...settingFindings(recordSettings, states),
  ];
}

/**
 * An alias has the time to live of its target, and state has 0 for the alias (Amazon Route 53 Developer Guide, "Choosing between
 * alias and non-alias records").
 */
function ttlFindings(record: Resource): Finding[] {
  const [was, is] = [record.before, record.after].map((value) => {
    const ttl = attribute(value, "ttl");
    return ttl === unknown ? "known after apply" : String(ttl === undefined ? 0 : Number(ttl));
  });
  if (was === is || attribute(record.after, "alias") !== undefined || attribute(record.before, "alias") !== undefined)
    return [];
  return [
    {
      rule: "dns-ttl",
      consequence: "other",
      direction: "neutral",
      place: record,
      part: "time to live",
      before: `${was ?? ""} seconds`,
      after: `${is ?? ""} seconds`,
      meaning: "Clients keep to an old answer for another time than before.",
      says: ["ttl"],
    },
  ];
}
