import { Wafv2RuleGroup } from "@cdktf/provider-aws/lib/wafv2-rule-group";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { capacityLimits, capacityOf } from "./capacity";
import { customResponseBodies, responseBodyFaults } from "./response-body";
import type { ResponseBodies } from "./response-body";
import { ownRuleConfig, ruleFaults } from "./rule";
import type { OwnRule } from "./rule";
import type { WebAclScope } from "./web-acl-scope";

export interface RuleGroupProps {
  readonly name: string;
  readonly description: string;
  readonly scope: WebAclScope;
  /** The provider of us-east-1 for CLOUDFRONT. @default the stack's own */
  readonly provider?: TerraformProvider;
  readonly rules: readonly OwnRule[];
  /**
   * Capacity units to reserve. They can never be changed: a group that needs more is replaced, so leave room.
   *
   * @default what the rules take
   */
  readonly capacity?: number;
  /** @default none */
  readonly responseBodies?: ResponseBodies;
}

/** Rules of our own that several web ACLs can run. */
export class RuleGroup extends Construct {
  readonly arn: string;
  readonly capacity: number;

  constructor(scope: Construct, id: string, props: RuleGroupProps) {
    super(scope, id);
    const { name, description, rules, responseBodies = {}, provider } = props;
    const needed = capacityOf(rules);
    const capacity = props.capacity ?? needed;
    ConfigurationError.throwIfAny(ruleGroupFaults({ ...props, capacity, responseBodies }, needed));

    const group = new Wafv2RuleGroup(this, "rule_group", {
      // A new capacity makes a new group, before the web ACL drops the old one. AWS WAF refuses to delete a group in use,
      // and to make two of one name: so the name has the capacity.
      name: `${name}-${capacity}`,
      lifecycle: { createBeforeDestroy: true },
      description,
      scope: props.scope,
      capacity,
      rule: rules.map(ownRuleConfig),
      customResponseBody: customResponseBodies(responseBodies),
      visibilityConfig: { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
      provider,
    });
    this.arn = group.arn;
    this.capacity = capacity;
  }
}

/** WAF Developer Guide, "AWS WAF quotas": rate-based rules for each rule group. */
const mostRateBasedRules = 4;

function ruleGroupFaults(
  { name, rules, capacity, responseBodies }: RuleGroupProps & { capacity: number; responseBodies: ResponseBodies },
  needed: number,
): string[] {
  const place = `rule group ${name}`;
  const faults = [
    ...ruleFaults(rules, place, Object.keys(responseBodies)),
    ...responseBodyFaults(responseBodies, place),
  ];
  if (capacity < needed) faults.push(`${place} reserves ${capacity} capacity units; its rules take ${needed}`);
  if (capacity > capacityLimits.most)
    faults.push(`${place} reserves ${capacity} capacity units; AWS allows ${capacityLimits.most}`);
  if (capacity < 1) faults.push(`${place} has no rule; give one at least`);
  const rates = rules.filter(({ statement }) => statement.kind === "rate_based").length;
  if (rates > mostRateBasedRules)
    faults.push(`${place} has ${rates} rate-based rules; AWS allows ${mostRateBasedRules}`);
  for (const rule of rules.filter(
    ({ action, immunitySeconds }) => action === "challenge" && immunitySeconds !== undefined,
  )) {
    faults.push(
      `${place}: rule "${rule.name}" has an immunity time for a challenge; the provider accepts an immunity time in a web ACL alone`,
    );
  }
  return faults;
}
