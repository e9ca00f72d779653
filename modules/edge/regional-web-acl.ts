import type { Construct } from "constructs";
import type { BodyInspectionLimits } from "./waf/body-inspection";
import type { ProtectedResource } from "./waf/managed-rule-groups";
import { IpLists, type IpListsProps } from "./waf/ip-lists";
import { secretHeaders } from "./waf/redaction";
import type { WebApplicationSettings } from "./waf/web-application-settings";
import { webApplicationRules, type WebApplicationSurroundings } from "./waf/web-application-rules";
import { WebAcl } from "./web-acl";
import { WebAclLogging, type WebAclLoggingProps } from "./web-acl-logging";

export interface RegionalWebAclProps {
  readonly name: string;
  readonly description: string;
  /** What it is to stand in front of. */
  readonly protects: Exclude<ProtectedResource, "cloudFront">;
  /** How messages call its settings. */
  readonly place: string;
  readonly settings: WebAclSettings;
  readonly ipSetNames: IpListsProps["names"];
  /**
   * Requests come through CloudFront, so that the rules that judge viewers by address are its web ACL's, made of the same
   * settings by `edgeWebAcl`. With a header, what does not carry it is blocked first of all.
   *
   * @default viewers reach the resource themselves
   */
  readonly behindEdge?: Pick<WebApplicationSurroundings, "originVerification">;
  /** @default no record of requests */
  readonly logging?: Omit<WebAclLoggingProps, "provider" | "redactedHeaders" | "webAclArn">;
}

/** What decides a web ACL, in plain values. */
export type WebAclSettings = WebApplicationSettings & {
  readonly countOnly: boolean;
  readonly captchaImmunitySeconds: number;
  readonly challengeImmunitySeconds: number;
  readonly tokenDomains: readonly string[];
  readonly capacitySurcharge: boolean;
};

/**
 * The web ACL of one regional resource, with its IP lists and its record of requests.
 *
 * @param role begins the addresses: `<role>_web_acl`
 */
export function regionalWebAcl(scope: Construct, role: string, props: RegionalWebAclProps): WebAcl {
  const { name, description, protects, place, settings, behindEdge, logging } = props;
  const { countOnly, captchaImmunitySeconds, challengeImmunitySeconds, tokenDomains } = settings;
  const { originVerification } = behindEdge ?? {};
  const protectedHeaders = [
    ...new Set([...secretHeaders, ...(originVerification ? [originVerification.headerName] : [])]),
  ];

  const lists =
    behindEdge === undefined
      ? new IpLists(scope, `${role}_ip_list`, {
          place: `${place}.ipLists`,
          scope: "REGIONAL",
          ...settings.ipLists,
          reservedAccepted: true,
          names: props.ipSetNames,
        }).arns
      : {};
  const { rules, responseBodies } = webApplicationRules(settings, {
    sees: behindEdge === undefined ? "viewer" : "edge",
    ipSets: lists,
    ...(originVerification && { originVerification }),
  });
  const webAcl = new WebAcl(scope, role, {
    name,
    description,
    placement: { scope: "REGIONAL", protects: [protects] },
    rules,
    responseBodies,
    countOnly,
    bodyInspectionLimits:
      behindEdge === undefined ? settings.bodyInspectionLimits : limitOf(protects, settings.bodyInspectionLimits),
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
      ...logging,
    });
  }
  return webAcl;
}

/** Behind an edge the same settings also have the limit of the edge's web ACL. */
function limitOf(protects: RegionalWebAclProps["protects"], limits: BodyInspectionLimits): BodyInspectionLimits {
  const kilobytes = limits[protects];
  return kilobytes === undefined ? {} : { [protects]: kilobytes };
}
