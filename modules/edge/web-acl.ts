import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../shared/configuration-error";
import type { BodyInspectionLimits } from "./waf/body-inspection";
import { associationConfig } from "./waf/body-inspection";
import { capacityFaults, capacityOf } from "./waf/capacity";
import type { ProtectedResource } from "./waf/managed-rule-groups";
import { dataProtectionConfig, secretHeaders } from "./waf/redaction";
import type { ResponseBodies } from "./waf/response-body";
import { customResponseBodies } from "./waf/response-body";
import type { Rule } from "./waf/rule";
import { countingOnly, ruleConfig } from "./waf/rule";
import { webAclFaults } from "./waf/web-acl-faults";
import type { WebAclScope } from "./waf/web-acl-scope";

/** Where a web ACL stands: CloudFront's is made in us-east-1, whatever the environment's region. */
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
  /** Lets every rule count what it would have stopped, for a rollout. @default false */
  readonly countOnly?: boolean;
  /** Bodies that rules answer with, by key. @default none */
  readonly responseBodies?: ResponseBodies;
  /** Bytes of a body that AWS WAF sees, by resource. @default AWS's own: 8 KB at a load balancer, 16 KB elsewhere */
  readonly bodyInspectionLimits?: BodyInspectionLimits;
  /** Seconds for which a solved CAPTCHA counts, 60 to 259,200. @default 300 */
  readonly captchaImmunitySeconds?: number;
  /** Seconds for which a solved challenge counts, 300 to 259,200. @default 300 */
  readonly challengeImmunitySeconds?: number;
  /** Domains whose tokens count too, up to 10: for applications that share sign-in. @default the resource's own */
  readonly tokenDomains?: readonly string[];
  /** Headers whose values AWS WAF never stores, in lower case. @default `secretHeaders` */
  readonly protectedHeaders?: readonly string[];
  /** Agrees to the price of more than 1,500 capacity units. @default false */
  readonly surchargeAccepted?: boolean;
}

/** A web ACL with metrics and samples on itself and on every rule (rows C8, C15). */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly name: string;
  /** The dimension `WebACL` of its metrics in AWS/WAFV2; a rule's is its name. */
  readonly metricName: string;
  readonly ruleMetricNames: readonly string[];
  /** Capacity units, an upper bound. */
  readonly capacity: number;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, description, placement, responseBodies = {}, defaultAction = "allow", countOnly = false } = props;
    const { captchaImmunitySeconds = 300, challengeImmunitySeconds = 300, surchargeAccepted = false } = props;
    const { bodyInspectionLimits = {}, tokenDomains = [], protectedHeaders = secretHeaders } = props;
    const rules = countOnly ? props.rules.map(countingOnly) : props.rules;
    const place = `web ACL ${name}`;
    this.capacity = capacityOf(rules);
    ConfigurationError.throwIfAny([
      ...webAclFaults({ ...props, rules, place }),
      ...capacityFaults(this.capacity, { surchargeAccepted }).map((fault) => `${place} ${fault}`),
    ]);

    const webAcl = new Wafv2WebAcl(this, "web_acl", {
      name,
      description,
      scope: placement.scope,
      defaultAction: { [defaultAction]: {} },
      rule: rules.map(ruleConfig),
      customResponseBody: customResponseBodies(responseBodies),
      associationConfig: associationConfig(bodyInspectionLimits),
      captchaConfig: { immunityTimeProperty: { immunityTime: captchaImmunitySeconds } },
      challengeConfig: { immunityTimeProperty: { immunityTime: challengeImmunitySeconds } },
      tokenDomains: tokenDomains.length > 0 ? [...tokenDomains] : undefined,
      dataProtectionConfig: dataProtectionConfig(protectedHeaders),
      visibilityConfig: { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
      provider: placement.provider,
    });
    this.arn = webAcl.arn;
    this.name = name;
    this.metricName = name;
    this.ruleMetricNames = rules.map((rule) => rule.name);
  }
}
