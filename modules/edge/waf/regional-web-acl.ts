import type { Construct } from "constructs";
import { configuredWebAcl, type ConfiguredWebAclProps } from "./configured-web-acl";
import type { BodyInspectionLimits } from "./body-inspection";
import type { ProtectedResource } from "./managed-rule-groups";
import type { WebApplicationSurroundings } from "./web-application-rules";
import type { WebAcl } from "./web-acl";

export interface RegionalWebAclProps extends ConfiguredWebAclProps {
  /** The resource that the web ACL protects. */
  readonly protects: Exclude<ProtectedResource, "cloudFront">;
  /**
   * Given where requests come through CloudFront: the rules on viewers' addresses are in the web ACL that `edgeWebAcl` makes
   * of the same settings. A request without an accepted header, if one is given, is blocked first.
   *
   * @default viewers reach the resource themselves
   */
  readonly behindEdge?: Pick<WebApplicationSurroundings, "originVerification">;
}

/**
 * Makes the web ACL of one regional resource, with its IP lists and its log of requests.
 *
 * @param role begins the addresses: `<role>_web_acl`
 */
export function regionalWebAcl(scope: Construct, role: string, props: RegionalWebAclProps): WebAcl {
  const { protects, settings, behindEdge } = props;
  const { bodyInspectionLimits } = settings;
  const { originVerification } = behindEdge ?? {};
  return configuredWebAcl(scope, role, props, {
    placement: { scope: "REGIONAL", protects: [protects] },
    sees: behindEdge === undefined ? "viewer" : "edge",
    ...(originVerification && { originVerification }),
    bodyInspectionLimits: behindEdge === undefined ? bodyInspectionLimits : limitOf(protects, bodyInspectionLimits),
  });
}

/** Keeps the resource's own limit: behind an edge the settings also have the edge's. */
function limitOf(protects: RegionalWebAclProps["protects"], limits: BodyInspectionLimits): BodyInspectionLimits {
  const kilobytes = limits[protects];
  return kilobytes === undefined ? {} : { [protects]: kilobytes };
}
