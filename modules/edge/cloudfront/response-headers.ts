import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

export interface ResponseHeadersProps {
  readonly name: string;
  readonly description: string;
  /**
   * Seconds for which a browser asks for the name by TLS alone, its subdomains included; 0 makes it forget.
   *
   * @default 31536000
   */
  readonly hstsSeconds?: number;
  /** Whether pages may be shown in a frame, and of whom. @default "DENY" */
  readonly frames?: "DENY" | "SAMEORIGIN";
  /** What a browser says, of the page that a link was on. @default "strict-origin-when-cross-origin" */
  readonly referrer?: ReferrerPolicy;
  /** What a page may load and run: the application's own affair. @default none is sent */
  readonly contentSecurityPolicy?: string;
}

export const referrerPolicies = [
  "no-referrer",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
] as const;

type ReferrerPolicy = (typeof referrerPolicies)[number];

/**
 * What a distribution says to browsers with every answer, an error of its own and a block of AWS WAF's included; in place
 * of what the origin says, but for a content security policy, which an application may know better page by page.
 */
export class ResponseHeaders extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: ResponseHeadersProps) {
    super(scope, id);
    const { name, description, hstsSeconds = 31_536_000, frames = "DENY", contentSecurityPolicy } = props;

    this.policyId = new CloudfrontResponseHeadersPolicy(this, "policy", {
      name,
      comment: description,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: hstsSeconds,
          includeSubdomains: true,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: frames, override: true },
        referrerPolicy: { referrerPolicy: props.referrer ?? "strict-origin-when-cross-origin", override: true },
        ...(contentSecurityPolicy !== undefined && {
          contentSecurityPolicy: { contentSecurityPolicy, override: false },
        }),
      },
      // A distribution lets go of it before it is deleted: CloudFront refuses that while one refers to it.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
