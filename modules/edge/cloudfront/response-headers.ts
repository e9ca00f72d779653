import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

export interface ResponseHeadersProps {
  readonly name: string;
  readonly description: string;
  /**
   * Seconds for which a browser uses TLS alone for the name and its subdomains; 0 makes the browser forget.
   *
   * @default 31536000
   */
  readonly hstsSeconds?: number;
  /** Whether pages may be shown in a frame, and in whose. @default "DENY" */
  readonly frames?: "DENY" | "SAMEORIGIN";
  /** What a browser tells of the page that links to another. @default "strict-origin-when-cross-origin" */
  readonly referrer?: ReferrerPolicy;
  /** What a page may load and run: the application decides. @default none is sent */
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
 * Headers that a distribution adds to every answer, its own errors and AWS WAF's blocks included. They override the
 * origin's, except a content security policy, which an application may know better page by page.
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
      // A distribution drops it before it is deleted: CloudFront refuses to delete one in use.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
