import type { WebAclProps } from "./web-acl-props";
import { bodyInspectionFault } from "./body-inspection";
import type { ProtectedResource } from "./managed-rule-groups";
import { managedRuleGroup } from "./managed-rule-groups";
import { protectedHeaderFaults } from "./redaction";
import { responseBodyFaults } from "./response-body";
import type { Rule } from "./rule";
import { immunityFaults, ruleFaults } from "./rule";

/** WAF Developer Guide, "AWS WAF quotas". */
export const webAclQuotas = { rateBasedRules: 10, references: 50, tokenDomains: 10 };

/** Lists what AWS or its provider would refuse in a web ACL, each as a sentence. */
export function webAclFaults(props: WebAclProps & { readonly place: string }): string[] {
  const { place, name, placement, rules, responseBodies = {}, bodyInspectionLimits = {}, tokenDomains = [] } = props;
  const { captchaImmunitySeconds, challengeImmunitySeconds, protectedHeaders = [], countOnly, defaultAction } = props;
  const faults = [
    ...ruleFaults(rules, place, Object.keys(responseBodies)),
    ...responseBodyFaults(responseBodies, place),
    ...Object.entries(bodyInspectionLimits).flatMap(([resource, kilobytes]: [string, number]) => {
      const fault = bodyInspectionFault(resource as ProtectedResource, kilobytes, placement.protects);
      return fault === undefined ? [] : [`${place} inspects ${kilobytes} KB of a body at ${resource}; ${fault}`];
    }),
    ...protectedHeaderFaults(protectedHeaders, place),
    ...tokenDomainFaults(tokenDomains, place),
    ...rules.flatMap((rule) => placementFaults(rule, placement.protects, place)),
  ];
  if (!/^[\w-]{1,128}$/.test(name))
    faults.push(`${place} has a name that AWS refuses; give 1 to 128 letters, digits, - or _`);
  if (captchaImmunitySeconds !== undefined) faults.push(...immunityFaults("captcha", captchaImmunitySeconds, place));
  if (challengeImmunitySeconds !== undefined)
    faults.push(...immunityFaults("challenge", challengeImmunitySeconds, place));
  if (countOnly === true && defaultAction === "block") {
    faults.push(
      `${place} only counts, but blocks by default; give the default action allow while the web ACL only counts`,
    );
  }
  const rates = rules.filter(({ statement }) => statement.kind === "rate_based").length;
  if (rates > webAclQuotas.rateBasedRules)
    faults.push(`${place} has ${rates} rate-based rules; AWS allows ${webAclQuotas.rateBasedRules}`);
  return faults;
}

/** Refuses groups that AWS does not accept there (WAF Developer Guide: ATP and ACFP never on a user pool). */
function placementFaults(rule: Rule, protects: readonly ProtectedResource[], place: string): string[] {
  const { statement } = rule;
  if (statement.kind !== "managed_rule_group") return [];
  const { name, neverOn = [] } = managedRuleGroup(statement.group);
  const faults = protects
    .filter((resource) => neverOn.includes(resource))
    .map(
      (resource) =>
        `${place}: rule "${rule.name}" runs ${name}; AWS refuses this rule group on a ${resource}; give the ${resource} a web ACL of its own`,
    );
  const answers =
    (statement.group === "accountTakeover" || statement.group === "accountCreationFraud") &&
    statement.configuration.responseInspection !== undefined;
  if (answers && protects.some((resource) => resource !== "cloudFront")) {
    faults.push(`${place}: rule "${rule.name}" inspects answers; AWS WAF sees answers at CloudFront alone`);
  }
  return faults;
}

function tokenDomainFaults(domains: readonly string[], place: string): string[] {
  const faults = domains
    .filter((domain) => !isTokenDomain(domain))
    .map(
      (domain) => `${place} accepts tokens of the domain "${domain}"; give a domain such as example.com, in lower case`,
    );
  if (domains.length > webAclQuotas.tokenDomains) {
    faults.push(`${place} accepts tokens of ${domains.length} domains; AWS allows ${webAclQuotas.tokenDomains}`);
  }
  return faults;
}

export function isTokenDomain(domain: string): boolean {
  return domain.length <= 253 && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain);
}
