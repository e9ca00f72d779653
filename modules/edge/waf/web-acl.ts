import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { associationConfig } from "./body-inspection";
import { capacityFaults, capacityOf } from "./capacity";
import { dataProtectionConfig, secretHeaders } from "./redaction";
import { customResponseBodies } from "./response-body";
import { countingOnly, ruleConfig } from "./rule";
import { webAclFaults } from "./web-acl-faults";
import type { WebAclProps } from "./web-acl-props";

/** A web ACL with metrics and samples on itself and on every rule. */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Dimension `WebACL` of its metrics in AWS/WAFV2; a rule's dimension is the rule's name. */
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
