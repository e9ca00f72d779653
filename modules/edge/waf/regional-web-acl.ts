import type { Construct } from "constructs";
import { configuredWebAcl, type ConfiguredWebAclProps } from "./configured-web-acl";
import type { BodyInspectionLimits } from "./body-inspection";
import type { ProtectedResource } from "./managed-rule-groups";
import type { WebApplicationSurroundings } from "./web-application-rules";
import type { WebAcl } from "./web-acl";

export interface RegionalWebAclProps extends ConfiguredWebAclProps {
  /** What it is to stand in front of. */
  readonly protects: Exclude<ProtectedResource, "cloudFront">;
  /**
   * Requests come through CloudFront, so that the rules that judge viewers by address are its web ACL's, made of the same
   * settings by `edgeWebAcl`. With a header, what does not carry it is blocked first of all.
   *
   * @default viewers reach the resource themselves
   */
  readonly behindEdge?: Pick<WebApplicationSurroundings, "originVerification">;
}

/**
 * The web ACL of one regional resource, with its IP lists and its record of requests.
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

/** Behind an edge the same settings also have the limit of the edge's web ACL. */
function limitOf(protects: RegionalWebAclProps["protects"], limits: BodyInspectionLimits): BodyInspectionLimits {
  const kilobytes = limits[protects];
  return kilobytes === undefined ? {} : { [protects]: kilobytes };
}
