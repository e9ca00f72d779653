import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { configuredWebAcl, type ConfiguredWebAclProps } from "./configured-web-acl";
import type { WebAcl } from "./web-acl";

/** The log group, its key and its delivery policy are in us-east-1. */
export interface EdgeWebAclProps extends ConfiguredWebAclProps {
  /** Of us-east-1, where web ACLs of CloudFront are made. */
  readonly provider: TerraformProvider;
}

/**
 * Makes the web ACL of a distribution. Only this web ACL sees the viewer's own address, so it has all rules on addresses;
 * the web ACLs of the origins behind it have none.
 *
 * @param role begins the addresses: `<role>_web_acl`
 */
export function edgeWebAcl(scope: Construct, role: string, props: EdgeWebAclProps): WebAcl {
  const { settings, provider } = props;
  const { apiGateway, cloudFront } = settings.bodyInspectionLimits;
  const kilobytes = cloudFront ?? apiGateway;
  return configuredWebAcl(scope, role, props, {
    placement: { scope: "CLOUDFRONT", protects: ["cloudFront"], provider },
    sees: "viewer",
    bodyInspectionLimits: kilobytes === undefined ? {} : { cloudFront: kilobytes },
  });
}
