import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";

/**
 * Policies that AWS maintains, by the id that each has in every account (CloudFront Developer Guide, "Use managed cache
 * policies" and "Use managed origin request policies").
 */
const managedPolicies = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

interface SharedBehaviorProps {
  /** Of one of the distribution's origins. */
  readonly originId: string;
  /** A published CloudFront function that gets each request first. @default none */
  readonly viewerRequestFunctionArn?: string;
}

/**
 * How requests are handled.
 *
 * `dynamic`: every method, nothing cached, and everything forwarded that the viewer sent, except Host. The origin's own name
 * replaces Host: API Gateway answers 403 to any other (CloudFront Developer Guide, AllViewerExceptHostHeader). With
 * `viewerHost` Host is forwarded too, and the origin's certificate must cover it (CloudFront Developer Guide, AllViewer).
 *
 * `static`: GET and HEAD, cached without regard to cookies, query or Authorization. None of them is forwarded, so that the
 * answer is the same for everybody. Never for a path with an authorizer: a later viewer would get the answer to an earlier
 * one.
 */
export type Behavior = SharedBehaviorProps &
  (
    | {
        readonly kind: "dynamic";
        /** @default false */
        readonly viewerHost?: boolean;
      }
    | {
        readonly kind: "static";
        /** The policy that says what of the request is forwarded. @default nothing */
        readonly originRequestPolicyId?: string;
      }
  );

export interface PathBehavior {
  /** Such as `/static/*`; upper and lower case differ (CloudFront Developer Guide, "Path pattern"). */
  readonly pathPattern: string;
}

interface RenderedPolicies {
  readonly responseHeadersPolicyId: string;
  /** The origin's id in the distribution. */
  readonly targetOriginId: string;
}

export function behaviorConfig(
  behavior: Behavior,
  policies: RenderedPolicies,
): CloudfrontDistributionDefaultCacheBehavior {
  const { viewerRequestFunctionArn } = behavior;
  return {
    ...policies,
    viewerProtocolPolicy: "redirect-to-https",
    ...(behavior.kind === "dynamic" ? dynamic(behavior.viewerHost) : fixed(behavior.originRequestPolicyId)),
    ...(viewerRequestFunctionArn !== undefined && {
      functionAssociation: [{ eventType: "viewer-request", functionArn: viewerRequestFunctionArn }],
    }),
  };
}

/** CloudFront compresses only what it caches. Here the origin compresses, since it sees the viewer's Accept-Encoding. */
function dynamic(viewerHost = false) {
  return {
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: managedPolicies.cachingDisabled,
    originRequestPolicyId: viewerHost ? managedPolicies.allViewer : managedPolicies.allViewerExceptHostHeader,
    compress: false,
  };
}

function fixed(originRequestPolicyId: string | undefined) {
  return {
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: managedPolicies.cachingOptimized,
    ...(originRequestPolicyId !== undefined && { originRequestPolicyId }),
    compress: true,
  };
}

/** At most 255 of these characters (CloudFront Developer Guide, "Path pattern"). */
export function pathPatternFault(pattern: string): string | undefined {
  return /^\/[\w*?.$/~"'@:+&-]{0,254}$/.test(pattern)
    ? undefined
    : "begin the pattern with /, and use at most 255 letters, digits and _ - . * ? $ / ~ \" ' @ : & +";
}
