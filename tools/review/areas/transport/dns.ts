import { type Estate, type Resource, type Side, attribute, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { saferOn, weakerWithout } from "../../settings/judges";
import { type Setting, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { type Pointed, type Pointing, isOpen, isSame, pointedWords } from "./pointing";
import { aliasOf, danglingFindings } from "./dangling";

const always = (): "cannot tell" => "cannot tell";
const routing = ["weighted", "failover", "latency", "geolocation", "geoproximity", "cidr"];

/** Amazon Route 53 Developer Guide, "Values that you specify" and "Choosing a routing policy". */
const settings: readonly Setting[] = [
  {
    rule: "dns-health",
    consequence: "downtime",
    path: "alias.evaluate_target_health",
    part: "evaluate target health",
    judge: saferOn,
    standard: false,
    weaker: "The name goes on leading to a target that does not answer.",
    stronger: "The name no longer leads to a target that does not answer.",
  },
  {
    rule: "dns-health",
    consequence: "downtime",
    path: "health_check_id",
    part: "health check",
    judge: weakerWithout,
    weaker: "The name goes on leading to a target that does not answer.",
    stronger: "The name no longer leads to a target that does not answer.",
    changed: "Another health check decides whether the name leads to the target.",
  },
  ...[...routing.map((name) => `${name}_routing_policy`), "multivalue_answer_routing_policy", "set_identifier"].map(
    (path): Setting => ({
      rule: "dns-routing",
      consequence: "downtime",
      path,
      part: path.replaceAll("_", " "),
      judge: (before, after) => (keyOf(before ?? false) === keyOf(after ?? false) ? undefined : always()),
      changed: "Other clients are led to this target than before.",
    }),
  ),
];

export const recordAttributes: readonly string[] = [
  "name",
  "type",
  "zone_id",
  "alias",
  "records",
  "ttl",
  ...settings.filter(({ path }) => !path.startsWith("alias")).map(({ path }) => path),
];

/** Where names lead, and names that lead nowhere. */
export function dnsFindings(estate: Estate, pointing: Pointing): Finding[] {
  const changed = estate.changed("aws_route53_record");
  const remaining = new Set(
    estate.ofType("aws_route53_record").flatMap(({ after }) => (after === undefined ? [] : [nameKey(after)])),
  );
  const standing = new Set(
    estate.ofType("aws_route53_record").flatMap(({ before }) => (before === undefined ? [] : [nameKey(before)])),
  );
  return [
    ...changed.flatMap((record) => {
      const { before, after } = record;
      const moved = before !== undefined && after !== undefined && nameKey(before) !== nameKey(after);
      if (before !== undefined && after !== undefined && attribute(after, "name") === unknown) return renamed(record);
      return [
        ...(before !== undefined && (after === undefined || moved) && !remaining.has(nameKey(before))
          ? [existence(record, "before", moved)]
          : []),
        ...(after !== undefined && (before === undefined || moved) && !standing.has(nameKey(after))
          ? [existence(record, "after", moved)]
          : []),
        ...(before === undefined || after === undefined ? [] : changes(pointing, record)),
      ];
    }),
    ...danglingFindings(estate, pointing),
  ];
}

const nameKey = (value: Resource["before"]): string =>
  ["zone_id", "name", "type", "set_identifier"].map((name) => keyOf(attribute(value, name))).join();

/** The record of a certificate's validation is named by AWS: the name is known after apply. */
function renamed(record: Resource): Finding[] {
  return [unknownFinding(statesOf(record), "name", ["name", "records"])];
}

function existence(record: Resource, side: Side, moved: boolean): Finding {
  const isRemoved = side === "before";
  const value = record[side];
  const name = `${textOf(value, "name") ?? "a name known after apply"} ${textOf(value, "type") ?? ""}`.trim();
  const validates = textsOf(value, "records").some((one) => /\.acm-validations\.aws\.?$/.test(one));
  return {
    rule: "dns-name",
    consequence: "downtime",
    direction: isRemoved ? "weaker" : "stronger",
    place: record,
    part: name,
    ...(isRemoved ? { before: "leads somewhere" } : { after: "leads somewhere" }),
    meaning: validates
      ? isRemoved
        ? "AWS cannot renew the certificate that the record validates."
        : "AWS renews the certificate that the record validates."
      : isRemoved
        ? `Nobody finds ${textOf(value, "name") ?? "the name"} any more by this type of record.`
        : `Clients find ${textOf(value, "name") ?? "the name"} by this type of record.`,
    ...(moved && { says: ["name", "type", "zone_id", "set_identifier"] }),
  };
}

function changes(pointing: Pointing, record: Resource): Finding[] {
  const states = statesOf(record);
  return [...targetFindings(pointing, record), ...ttlFindings(record), ...settingFindings(settings, states)];
}

function targetFindings(pointing: Pointing, record: Resource): Finding[] {
  const [before, after] = [aliasOf(pointing, record, "before"), aliasOf(pointing, record, "after")];
  const recordsChange = keyOf(attribute(record.before, "records")) !== keyOf(attribute(record.after, "records"));
  const same = isSame(before, after);
  if (same === true && !recordsChange) return [];
  const says = ["alias", "records"];
  const states = statesOf(record);
  if (attribute(record.after, "records") === unknown || isOpen(after)) return [unknownFinding(states, "target", says)];
  const bypasses = isCloudFront(before) && !isCloudFront(after);
  const hides = !isCloudFront(before) && isCloudFront(after);
  return [
    {
      rule: "dns-target",
      consequence: bypasses || hides ? "exposure" : "downtime",
      direction: bypasses ? "weaker" : hides ? "stronger" : "cannot tell",
      place: record,
      part: "target",
      before: wordsOf(record.before, before),
      after: wordsOf(record.after, after),
      meaning: bypasses
        ? "Clients no longer come through CloudFront and its firewall."
        : hides
          ? "Clients come through CloudFront and its firewall."
          : "Clients of the name are answered by somebody else.",
      says,
    },
  ];
}

const isCloudFront = (pointed: Pointed | undefined): boolean =>
  pointed?.resource?.type === "aws_cloudfront_distribution" || /\.cloudfront\.net\.?$/i.test(pointed?.value ?? "");

const wordsOf = (value: Resource["before"], alias: Pointed | undefined): string =>
  alias === undefined ? textsOf(value, "records").join(", ") || "none" : pointedWords(alias);

/** An alias has the time to live of its target, and state has 0 for the alias (Developer Guide, "Values for alias records"). */
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
