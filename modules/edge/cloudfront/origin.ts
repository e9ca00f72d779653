import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Fn, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import type { OriginShieldRegion } from "./origin-shield";

interface SharedOriginProps {
  /** The id by which behaviours refer to the origin. */
  readonly id: string;
  /**
   * The name that CloudFront asks for. The origin's certificate must cover it (CloudFront Developer Guide, "Requirements for
   * using SSL/TLS certificates with CloudFront"). A VPC origin is reached by its ARN, so that its name needs no record.
   */
  readonly domainName: string;
  /** A prefix of each path, such as a stage: `/Dev`, without a `/` at the end. @default nothing */
  readonly path?: string;
  /** One more cache in front of the origin: useful only for what is cached. @default none */
  readonly originShieldRegion?: OriginShieldRegion;
  /**
   * Seconds that CloudFront waits for an answer, 1 to 60 (CloudFront Developer Guide, "Response timeout").
   *
   * @default 30
   */
  readonly readTimeoutSeconds?: number;
  /**
   * Seconds that an idle connection to the origin is kept, 1 to 60; less than the origin keeps it, or some requests meet a
   * connection that the origin has just closed (CloudFront Developer Guide, "Keep-alive timeout").
   *
   * @default 5
   */
  readonly keepAliveSeconds?: number;
}

/** Where CloudFront gets what it has not cached. */
export type Origin =
  | (SharedOriginProps & {
      readonly kind: "vpc-origin";
      /** The id of a `VpcOrigin`. */
      readonly vpcOriginId: string;
    })
  | (SharedOriginProps & {
      /** A public server: TLS 1.2 on port 443. */
      readonly kind: "custom";
      /** Headers for every request; they replace what a viewer sends under the same name. @default none */
      readonly headers?: Readonly<Record<string, string>>;
    });

/** Renders an origin as the distribution writes it, without the id by which behaviours refer to it. */
export function originConfig(origin: Origin): Omit<CloudfrontDistributionOrigin, "originId"> {
  const { domainName, path, originShieldRegion, readTimeoutSeconds = 30, keepAliveSeconds = 5 } = origin;
  const timeouts = { originReadTimeout: readTimeoutSeconds, originKeepaliveTimeout: keepAliveSeconds };
  const headers = Object.entries((origin.kind === "custom" && origin.headers) || {});
  return {
    domainName,
    ...(path !== undefined && { originPath: path }),
    connectionAttempts: 3,
    connectionTimeout: 10,
    ...(headers.length > 0 && { customHeader: headers.map(([name, value]) => ({ name, value })) }),
    ...(originShieldRegion !== undefined && { originShield: { enabled: true, originShieldRegion } }),
    ...(origin.kind === "vpc-origin"
      ? { vpcOriginConfig: { vpcOriginId: origin.vpcOriginId, ...timeouts } }
      : {
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
            ...timeouts,
          },
        }),
  };
}

/**
 * Makes an id with a hash of what Terraform writes of the origin: every edit changes the id. Terraform computes the hash, so
 * that it covers values that are known only at apply.
 */
export function originIdByContent(scope: Construct, origin: Origin): string {
  const address = origin.id.replaceAll("-", "_");
  // In a local of its own: CDKTF warns of a function whose argument mixes text and a reference.
  const content = new TerraformLocal(scope, `${address}_origin`, originConfig(origin));
  const id = Fn.join("-", [origin.id, Fn.substr(Fn.sha256(Fn.jsonencode(content.expression)), 0, 12)]);
  return new TerraformLocal(scope, `${address}_id`, id).asString;
}

/** How long CloudFront may wait for an answer, and keep an idle connection. */
export const originSeconds = { least: 1, most: 60 };

/** Lists what AWS would refuse, each as a sentence. */
export function originFaults(origin: Origin, place: string): string[] {
  const { id, path, readTimeoutSeconds = 30, keepAliveSeconds = 5 } = origin;
  const at = `${place}: origin "${id}"`;
  const faults: string[] = [];
  if (path !== undefined && !/^(\/[^/?#\s]+)+$/.test(path)) {
    faults.push(`${at} has the path "${path}"; begin the path with /, and do not end the path with /`);
  }
  for (const [what, seconds] of [
    ["waits for an answer", readTimeoutSeconds],
    ["keeps an idle connection", keepAliveSeconds],
  ] as const) {
    const { least, most } = originSeconds;
    if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
      faults.push(`${at} ${what} for ${seconds} seconds; give ${least} to ${most}`);
    }
  }
  return faults;
}
