import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { configuredWebAcl, type ConfiguredWebAclProps } from "./configured-web-acl";
import type { WebAcl } from "./web-acl";

/** The log group, its key and what lets AWS deliver to it are in us-east-1. */
export interface EdgeWebAclProps extends ConfiguredWebAclProps {
  /** Of us-east-1, where web ACLs of CloudFront are made. */
  readonly provider: TerraformProvider;
}

/**
 * The web ACL of a distribution. It alone sees the viewer's own address, so that every rule on addresses stands here, and
 * no web ACL of an origin behind it has one.
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
