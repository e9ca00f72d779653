import { type Resource, attribute, blocksOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { cannotTell, neutral, ranked, saferOff, saferOn, weakerWithout } from "../../settings/judges";
import { headsOf, valueAt } from "../../settings/paths";
import { type Setting, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";

const plain = (path: string, part: string, changed: string, standard?: string): Setting => ({
  rule: "distribution-setting",
  consequence: "other",
  path,
  part,
  judge: neutral,
  ...(standard !== undefined && { standard }),
  changed,
});

/** CloudFront Developer Guide, "Distribution settings" and "Standard logging (access logs)". */
const settings: readonly Setting[] = [
  {
    rule: "distribution-log",
    consequence: "guard lost",
    path: "logging_config.bucket",
    part: "access log",
    judge: weakerWithout,
    weaker: "Nobody can see later who asked for what.",
    stronger: "Who asked for what is kept in the access log.",
    changed: "The access log goes to another bucket: whoever reads the old one sees nothing new.",
  },
  {
    rule: "distribution-log-cookies",
    consequence: "guard lost",
    path: "logging_config.include_cookies",
    part: "cookies in the access log",
    judge: saferOff,
    standard: false,
    weaker: "Cookies stand in the log: whoever reads the log can use the sessions of users.",
    stronger: "Cookies no longer stand in the log.",
  },
  plain("logging_config.prefix", "access log prefix", "The access log goes to another folder."),
  {
    rule: "root-object",
    consequence: "downtime",
    path: "default_root_object",
    part: "default root object",
    judge: cannotTell,
    changed: "Who asks for / gets another object, or what the origin answers to /.",
  },
  {
    rule: "ipv6",
    consequence: "downtime",
    path: "is_ipv6_enabled",
    part: "IPv6",
    judge: saferOn,
    standard: false,
    weaker: "Viewers who have IPv6 alone are not answered.",
    stronger: "Viewers who have IPv6 alone are answered.",
  },
  {
    rule: "price-class",
    consequence: "other",
    path: "price_class",
    part: "price class",
    judge: ranked({ PriceClass_100: 0, PriceClass_200: 0, PriceClass_All: 0 }),
    standard: "PriceClass_All",
    changed: "Viewers are answered from other places: some wait longer or less, and the price differs.",
  },
  {
    rule: "staging",
    consequence: "downtime",
    path: "staging",
    part: "staging",
    judge: cannotTell,
    standard: "false",
    changed: "The distribution takes the viewers' requests, or only those that continuous deployment gives to it.",
  },
  {
    rule: "continuous-deployment",
    consequence: "downtime",
    path: "continuous_deployment_policy_id",
    part: "continuous deployment",
    judge: cannotTell,
    changed: "Some viewers get the answers of a staging distribution, or no longer.",
  },
  plain("http_version", "HTTP version", "Viewers connect by other versions of HTTP.", "http2"),
  plain(
    "retain_on_delete",
    "retain on delete",
    "Terraform disables or deletes the distribution when it is removed.",
    "false",
  ),
];

const ofLog = ["logging_config.include_cookies", "logging_config.prefix"];

export const distributionAttributes: readonly string[] = [
  ...headsOf(settings),
  "aliases",
  "enabled",
  "default_cache_behavior",
  "ordered_cache_behavior",
  "origin",
  "origin_group",
  "viewer_certificate",
  "restrictions",
  "custom_error_response",
];

/** The settings of a distribution as a whole. */
export function distributionSettingFindings(distribution: Resource): Finding[] {
  const { before, after } = distribution;
  if (before === undefined || after === undefined) return [];
  // What a log has is said only where there is a log before and after.
  const isLogged = [before, after].every((value) => valueAt(value, "logging_config.bucket") !== undefined);
  const judged = isLogged ? settings : settings.filter(({ path }) => !ofLog.includes(path));
  const found = settingFindings(judged, { place: distribution, before, after });
  // A log that comes or goes says all that the log had.
  const said = found.map((one) => (one.rule === "distribution-log" ? { ...one, says: ["logging_config"] } : one));
  return [...said, ...errorFindings(distribution)];
}

/** What viewers get in the place of an error (CloudFront Developer Guide, "Generate custom error responses"). */
function errorFindings(distribution: Resource): Finding[] {
  const name = "custom_error_response";
  const states = statesOf(distribution);
  if (attribute(states.after, name) === unknown) return [unknownFinding(states, "custom error responses", [name])];
  const [had, has] = [states.before, states.after].map(
    (value) => new Map(blocksOf(value, name).map((one) => [scalar(attribute(one, "error_code")), one])),
  );
  const codes = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort();
  return codes
    .filter((code) => keyOf(had?.get(code)) !== keyOf(has?.get(code)))
    .map((code) => ({
      rule: "error-response",
      consequence: "other",
      direction: "neutral",
      place: distribution,
      part: `error ${code}`,
      before: errorWords(had?.get(code)),
      after: errorWords(has?.get(code)),
      meaning: `Viewers get another answer in the place of error ${code}.`,
      says: [name],
    }));
}

function errorWords(response: Resource["before"]): string {
  if (response === undefined) return "the error itself";
  const [code, page, seconds] = ["response_code", "response_page_path", "error_caching_min_ttl"].map((name) =>
    scalar(attribute(response, name)),
  );
  const kept = seconds === "" ? "" : `, kept for ${seconds ?? ""} seconds`;
  return `${code === "0" || code === "" ? "the same code" : (code ?? "")} ${page ?? ""}`.trim() + kept;
}
