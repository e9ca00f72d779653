import type { Behavior } from "../../modules/edge/cloudfront/behavior";
import type { Origin } from "../../modules/edge/cloudfront/origin";
import { nearestOriginShieldRegion } from "../../modules/edge/cloudfront/origin-shield";
import type { AskedEndpointSettings } from "../environments/schema/edge/cloudfront/cloudfront";
import type { HeaderSender } from "./origin-header/header-sender";

/** An origin of a distribution, and how CloudFront requests it. */
export interface DistributionOrigin {
  readonly origin: Origin;
  readonly settings: AskedEndpointSettings;
  /** What adds the header that the origin requires. @default the origin requires none */
  readonly header?: HeaderSender | undefined;
  /** Forwards the viewer's Host, for an origin whose certificate is not for its host name. @default false */
  readonly viewerHost?: boolean;
}

/** The origin with its settings. */
export function distributionOrigin({ origin, settings, header }: DistributionOrigin, region: string): Origin {
  const originShieldRegion = shieldRegion(settings, region);
  return {
    ...origin,
    ...(header?.by === "terraform" && { headers: header.headers }),
    readTimeoutSeconds: settings.readTimeoutSeconds,
    ...(originShieldRegion !== undefined && { originShieldRegion }),
  };
}

/** The behavior for cached paths, and the behavior for all other paths. */
export function behaviorsOf({ origin, header, viewerHost = false }: DistributionOrigin): {
  cached: Behavior;
  plain: Behavior;
} {
  const edgeFunction = header?.by === "function" ? header : undefined;
  const asked = { originId: origin.id, ...(edgeFunction && { viewerRequestFunctionArn: edgeFunction.functionArn }) };
  const handedOn = viewerHost ? edgeFunction?.headerAndHostPolicyId : edgeFunction?.headerOnlyPolicyId;
  return {
    plain: { kind: "dynamic", viewerHost, ...asked },
    cached: { kind: "static", ...asked, ...(handedOn !== undefined && { originRequestPolicyId: handedOn }) },
  };
}

function shieldRegion({ originShield }: AskedEndpointSettings, region: string) {
  if (originShield === "off") return undefined;
  return originShield === "nearest" ? nearestOriginShieldRegion(region) : originShield;
}
