import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { RegionalWebAclProps, WebAclSettings } from "./regional-web-acl";
import { IpLists } from "./waf/ip-lists";
import { secretHeaders } from "./waf/redaction";
import { webApplicationRules } from "./waf/web-application-rules";
import { WebAcl } from "./web-acl";
import { WebAclLogging } from "./web-acl-logging";

export interface EdgeWebAclProps {
  readonly name: string;
  readonly description: string;
  /** How messages call its settings. */
  readonly place: string;
  readonly settings: WebAclSettings;
  readonly ipSetNames: RegionalWebAclProps["ipSetNames"];
  /** Of us-east-1, where web ACLs of CloudFront are made (row B13). */
  readonly provider: TerraformProvider;
  /** Another header whose value is never kept. @default authorization, cookie, x-api-key, x-origin-verify alone */
  readonly secretHeader?: string;
  /** The group, its key and what lets AWS deliver to it are in us-east-1. @default no record of requests */
  readonly logging?: RegionalWebAclProps["logging"];
}

/**
 * The web ACL of a distribution. It alone sees the viewer's own address, so that every rule on addresses stands here, and
 * no web ACL of an origin behind it has one (rows A54, A71, B7, M27).
 *
 * @param role begins the addresses: `<role>_web_acl`
 */
export function edgeWebAcl(scope: Construct, role: string, props: EdgeWebAclProps): WebAcl {
  const { name, description, place, settings, provider, secretHeader, logging } = props;
  const { countOnly, captchaImmunitySeconds, challengeImmunitySeconds, tokenDomains } = settings;
  const { apiGateway, cloudFront } = settings.bodyInspectionLimits;
  const kilobytes = cloudFront ?? apiGateway;
  const protectedHeaders = [...new Set([...secretHeaders, ...(secretHeader === undefined ? [] : [secretHeader])])];

  const lists = new IpLists(scope, `${role}_ip_list`, {
    place: `${place}.ipLists`,
    scope: "CLOUDFRONT",
    ...settings.ipLists,
    reservedAccepted: true,
    names: props.ipSetNames,
    provider,
  });
  const { rules, responseBodies } = webApplicationRules(settings, { sees: "viewer", ipSets: lists.arns });
  const webAcl = new WebAcl(scope, role, {
    name,
    description,
    placement: { scope: "CLOUDFRONT", protects: ["cloudFront"], provider },
    rules,
    responseBodies,
    countOnly,
    ...(kilobytes !== undefined && { bodyInspectionLimits: { cloudFront: kilobytes } }),
    captchaImmunitySeconds,
    challengeImmunitySeconds,
    tokenDomains,
    protectedHeaders,
    surchargeAccepted: settings.capacitySurcharge,
  });
  if (logging !== undefined) {
    new WebAclLogging(scope, `${role}_web_acl`, {
      webAclArn: webAcl.arn,
      redactedHeaders: protectedHeaders,
      provider,
      ...logging,
    });
  }
  return webAcl;
}
