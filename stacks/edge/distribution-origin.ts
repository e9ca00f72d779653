import type { Behavior } from "../../modules/edge/cloudfront/behavior";
import type { Origin } from "../../modules/edge/cloudfront/origin";
import { nearestOriginShieldRegion } from "../../modules/edge/cloudfront/origin-shield";
import type { AskedEndpointSettings } from "../environments/schema/cloudfront";
import type { HeaderSender } from "./origin-header/header-sender";

/** An origin of a distribution, and how it is asked. */
export interface DistributionOrigin {
  readonly origin: Origin;
  readonly settings: AskedEndpointSettings;
  /** What gives each of its requests the header that it asks for. @default it asks for none */
  readonly header?: HeaderSender | undefined;
  /** Hands the viewer's Host on: for an origin that is found by another name than its certificate has. @default false */
  readonly viewerHost?: boolean;
}

/** The origin with what the settings say of it. */
export function distributionOrigin({ origin, settings, header }: DistributionOrigin, region: string): Origin {
  const originShieldRegion = shieldRegion(settings, region);
  return {
    ...origin,
    ...(header?.by === "terraform" && { headers: header.headers }),
    readTimeoutSeconds: settings.readTimeoutSeconds,
    ...(originShieldRegion !== undefined && { originShieldRegion }),
  };
}

/** How it is asked for what is cached, and for everything else. */
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
