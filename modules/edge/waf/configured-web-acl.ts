import type { Construct } from "constructs";
import { IpLists, type IpListsProps } from "./ip-lists";
import { secretHeaders } from "./redaction";
import { webApplicationRules, type WebApplicationSurroundings } from "./web-application-rules";
import type { WebApplicationSettings } from "./web-application-settings";
import { WebAcl } from "./web-acl";
import type { WebAclProps } from "./web-acl-props";
import { WebAclLogging, type WebAclLoggingProps } from "./web-acl-logging";

export interface ConfiguredWebAclProps {
  readonly name: string;
  readonly description: string;
  /** What messages call the settings. */
  readonly place: string;
  readonly settings: WebAclSettings;
  readonly ipSetNames: IpListsProps["names"];
  /**
   * The environment's own credential headers, besides `secretHeaders`: AWS WAF stores none of their values.
   *
   * @default none
   */
  readonly credentialHeaders?: readonly string[];
  /** @default no record of requests */
  readonly logging?: Omit<WebAclLoggingProps, "provider" | "redactedHeaders" | "webAclArn">;
}

/** The settings of a web ACL, in plain values. */
type WebAclSettings = WebApplicationSettings & {
  readonly countOnly: boolean;
  readonly captchaImmunitySeconds: number;
  readonly challengeImmunitySeconds: number;
  readonly tokenDomains: readonly string[];
  readonly capacitySurcharge: boolean;
};

/** Where the web ACL stands. */
interface Stand
  extends Pick<WebApplicationSurroundings, "originVerification" | "sees">, Pick<WebAclProps, "placement"> {
  readonly bodyInspectionLimits: NonNullable<WebAclProps["bodyInspectionLimits"]>;
}

/** Makes a web ACL from settings, with its log, if any, and, where it sees viewers, its IP lists. */
export function configuredWebAcl(scope: Construct, role: string, props: ConfiguredWebAclProps, stand: Stand): WebAcl {
  const { name, description, place, settings, credentialHeaders = [], logging } = props;
  const { countOnly, captchaImmunitySeconds, challengeImmunitySeconds, tokenDomains } = settings;
  const { placement, sees, originVerification, bodyInspectionLimits } = stand;
  const provider = placement.provider && { provider: placement.provider };
  const protectedHeaders = [...new Set([...secretHeaders, ...credentialHeaders])];

  const ipSets =
    sees === "viewer"
      ? new IpLists(scope, `${role}_ip_list`, {
          place: `${place}.ipLists`,
          scope: placement.scope,
          ...settings.ipLists,
          reservedAccepted: true,
          names: props.ipSetNames,
          ...provider,
        }).arns
      : {};
  const { rules, responseBodies } = webApplicationRules(settings, {
    sees,
    ipSets,
    ...(originVerification && { originVerification }),
  });
  const webAcl = new WebAcl(scope, role, {
    name,
    description,
    placement,
    rules,
    responseBodies,
    countOnly,
    bodyInspectionLimits,
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
      ...provider,
      ...logging,
    });
  }
  return webAcl;
}
