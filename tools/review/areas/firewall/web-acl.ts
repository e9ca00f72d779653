import { type Resource, attribute, blockOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { canOf, directionOf, directionOfEffects, effectOf } from "./effect";
import { bodySizeFindings } from "./body-size";
import { dataProtectionFindings } from "./data-protection";
import type { Firewall } from "./firewall";
import { immunityFindings } from "./immunity";
import { isUnknown, unknownFindings } from "./unknown-parts";
import { holderVisibility } from "./visibility";

/** The attributes of a web ACL that are judged, but for its rules. */
export const webAclAttributes = [
  "association_config",
  "captcha_config",
  "challenge_config",
  "custom_response_body",
  "data_protection_config",
  "default_action",
  "rule_json",
  "scope",
  "token_domains",
  "visibility_config",
];

/** What a web ACL does beside its rules. */
export function webAclFindings(firewall: Firewall, webAcl: Resource): readonly Finding[] {
  const at = (said: Omit<Finding, "place">): Finding => ({ ...said, place: webAcl });
  const judged: readonly (readonly [string, () => readonly Finding[]])[] = [
    ["default_action", () => defaultActionFindings(webAcl)],
    ["token_domains", () => tokenDomainFindings(webAcl)],
    ["custom_response_body", () => bodyFindings(webAcl)],
    ["association_config", () => bodySizeFindings(webAcl)],
    ["data_protection_config", () => dataProtectionFindings(webAcl)],
    ["visibility_config", () => holderVisibility(firewall, webAcl)],
    ["captcha_config", () => immunityFindings(webAcl.before, webAcl.after).map(at)],
  ];
  return [
    ...unknownFindings(webAcl, webAclAttributes),
    ...judged.flatMap(([name, find]) => (isUnknown(webAcl, name) ? [] : find())),
    ...rewrittenFindings(webAcl),
  ];
}

/** What happens to a request that no rule ends. */
function defaultActionFindings(webAcl: Resource): readonly Finding[] {
  const [was, is] = [webAcl.before, webAcl.after].map((side) => Object.keys(blockOf(side, "default_action") ?? {})[0]);
  if (was === is) return detailFindings(webAcl);
  const direction = directionOfEffects(effectOf(was), effectOf(is));
  return [
    {
      rule: "waf-default-action",
      consequence: "exposure",
      direction,
      place: webAcl,
      part: "default action",
      before: was,
      after: is,
      meaning:
        direction === "weaker"
          ? "A request that no rule stops now passes; before, only what a rule allowed did."
          : "A request that no rule allows is now stopped: users whom no rule names are shut out.",
      says: ["default_action"],
    },
  ];
}

function detailFindings(webAcl: Resource): readonly Finding[] {
  const { before, after } = webAcl;
  if (keyOf(attribute(before, "default_action")) === keyOf(attribute(after, "default_action"))) return [];
  return [
    {
      rule: "waf-default-action-details",
      consequence: "contract",
      direction: "cannot tell",
      place: webAcl,
      part: "default action",
      meaning: "As many pass as before; what they are answered, or the headers that the application gets, is another.",
      says: ["default_action"],
    },
  ];
}

/**
 * The domains whose tokens count as a solved CAPTCHA or challenge (WAF Developer Guide, "Specifying token domains and domain lists
 * in AWS WAF").
 */
function tokenDomainFindings(webAcl: Resource): readonly Finding[] {
  const [was, is] = [textsOf(webAcl.before, "token_domains"), textsOf(webAcl.after, "token_domains")];
  const [added, removed] = [is.filter((one) => !was.includes(one)), was.filter((one) => !is.includes(one))];
  const finding = (names: readonly string[], isAdded: boolean): readonly Finding[] =>
    names.length === 0
      ? []
      : [
          {
            rule: "waf-token-domains",
            consequence: "guard lost",
            direction: directionOf(isAdded ? "narrower" : "wider", canOf("challenge"), canOf("challenge")),
            place: webAcl,
            part: "token domains",
            ...(isAdded ? { after: names.join(", ") } : { before: names.join(", ") }),
            meaning: isAdded
              ? "A CAPTCHA or challenge that was solved at these domains counts here as well."
              : "A CAPTCHA or challenge that was solved at these domains no longer counts here.",
            says: ["token_domains"],
          },
        ];
  return [...finding(added, true), ...finding(removed, false)];
}

function bodyFindings(webAcl: Resource): readonly Finding[] {
  const [was, is] = [webAcl.before, webAcl.after].map((side) => attribute(side, "custom_response_body"));
  if (keyOf(was) === keyOf(is)) return [];
  return [
    {
      rule: "waf-response-body",
      consequence: "other",
      direction: "neutral",
      place: webAcl,
      part: "response bodies",
      meaning: "Who is blocked reads another text; as many are blocked as before.",
      says: ["custom_response_body"],
    },
  ];
}

/** What makes a web ACL or a rule group another one, or its rules unreadable. */
export const rewrittenFindings = (holder: Resource): readonly Finding[] =>
  (["scope", "rule_json"] as const)
    .filter((name) => keyOf(attribute(holder.before, name)) !== keyOf(attribute(holder.after, name)))
    .filter((name) => !isUnknown(holder, name))
    .map((name) => ({
      rule: name === "scope" ? "waf-scope" : "waf-rule-json",
      consequence: "not reviewable",
      direction: "cannot tell",
      place: holder,
      part: name,
      meaning:
        name === "scope"
          ? "The scope changes between CloudFront and a region: none of what was guarded can stay so."
          : "The rules are written as one text in JSON, which this review does not read: compare them by hand.",
      says: [name],
    }));
