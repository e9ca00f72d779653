import type { TerraformProvider } from "cdktf";
import type { BodyInspectionLimits } from "./body-inspection";
import type { ProtectedResource } from "./managed-rule-groups";
import type { ResponseBodies } from "./response-body";
import type { Rule } from "./rule";
import type { WebAclScope } from "./web-acl-scope";

/** Where a web ACL stands: one for CloudFront is made in us-east-1, whatever the environment's region. */
type WebAclPlacement =
  | {
      readonly scope: Extract<WebAclScope, "CLOUDFRONT">;
      readonly protects: readonly ["cloudFront"];
      readonly provider: TerraformProvider;
    }
  | {
      readonly scope: Extract<WebAclScope, "REGIONAL">;
      readonly protects: readonly Exclude<ProtectedResource, "cloudFront">[];
      readonly provider?: TerraformProvider;
    };

export interface WebAclProps {
  readonly name: string;
  readonly description: string;
  readonly placement: WebAclPlacement;
  readonly rules: readonly Rule[];
  /** What happens to a request that no rule decided. @default "allow" */
  readonly defaultAction?: "allow" | "block";
  /** Makes every rule only count what it would have stopped, for a rollout. @default false */
  readonly countOnly?: boolean;
  /** Bodies that rules answer with, by key. @default none */
  readonly responseBodies?: ResponseBodies;
  /** Kilobytes of a body that AWS WAF sees, by resource. @default AWS's own: 8 KB at a load balancer, 16 KB elsewhere */
  readonly bodyInspectionLimits?: BodyInspectionLimits;
  /** Seconds for which a solved CAPTCHA counts, 60 to 259,200. @default 300 */
  readonly captchaImmunitySeconds?: number;
  /** Seconds for which a solved challenge counts, 300 to 259,200. @default 300 */
  readonly challengeImmunitySeconds?: number;
  /** Other domains whose tokens count, up to 10: for applications that share sign-in. @default the resource's own */
  readonly tokenDomains?: readonly string[];
  /** Headers whose values AWS WAF never stores, in lower case. @default `secretHeaders` */
  readonly protectedHeaders?: readonly string[];
  /** Accepts the price of more than 1,500 capacity units. @default false */
  readonly surchargeAccepted?: boolean;
}
