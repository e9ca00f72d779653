import type { Construct } from "constructs";
import type { ProtectedResource } from "./waf/managed-rule-groups";
import { IpLists, type IpListsProps } from "./waf/ip-lists";
import type { WebApplicationSettings } from "./waf/web-application-settings";
import { webApplicationRules } from "./waf/web-application-rules";
import { WebAcl } from "./web-acl";
import { WebAclLogging, type WebAclLoggingProps } from "./web-acl-logging";

export interface RegionalWebAclProps {
  readonly name: string;
  readonly description: string;
  /** What it is to stand in front of. */
  readonly protects: Exclude<ProtectedResource, "cloudFront">;
  /** How messages call its settings. */
  readonly place: string;
  readonly settings: WebApplicationSettings & {
    readonly countOnly: boolean;
    readonly captchaImmunitySeconds: number;
    readonly challengeImmunitySeconds: number;
    readonly tokenDomains: readonly string[];
    readonly capacitySurcharge: boolean;
  };
  readonly ipSetNames: IpListsProps["names"];
  /** @default no record of requests */
  readonly logging?: Omit<WebAclLoggingProps, "provider" | "redactedHeaders" | "webAclArn">;
}

/**
 * The web ACL of one regional resource that viewers reach themselves, so that its rules see the viewer's own address, with
 * its IP lists and its record of requests.
 *
 * @param role begins the addresses: `<role>_web_acl`
 */
export function regionalWebAcl(scope: Construct, role: string, props: RegionalWebAclProps): WebAcl {
  const { name, description, protects, place, settings, logging } = props;
  const { countOnly, captchaImmunitySeconds, challengeImmunitySeconds, tokenDomains } = settings;

  const lists = new IpLists(scope, `${role}_ip_list`, {
    place: `${place}.ipLists`,
    scope: "REGIONAL",
    ...settings.ipLists,
    reservedAccepted: true,
    names: props.ipSetNames,
  });
  const { rules, responseBodies } = webApplicationRules(settings, { sees: "viewer", ipSets: lists.arns });
  const webAcl = new WebAcl(scope, role, {
    name,
    description,
    placement: { scope: "REGIONAL", protects: [protects] },
    rules,
    responseBodies,
    countOnly,
    bodyInspectionLimits: settings.bodyInspectionLimits,
    captchaImmunitySeconds,
    challengeImmunitySeconds,
    tokenDomains,
    surchargeAccepted: settings.capacitySurcharge,
  });
  if (logging !== undefined) new WebAclLogging(scope, `${role}_web_acl`, { webAclArn: webAcl.arn, ...logging });
  return webAcl;
}
