import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DnsAliasProps {
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  /** An AAAA record too: only for a target that has an IPv6 address, since else the name leads nowhere. @default false */
  readonly ipv6?: boolean;
  /** Must be false for a CloudFront distribution (Route 53 API Reference, AliasTarget). @default true */
  readonly evaluateTargetHealth?: boolean;
  /** What has to be there before the name leads to the target. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  /**
   * Whether another name is there before the old one goes. Never for a distribution, which Terraform would then make anew in
   * the same way, and CloudFront gives one alias to one distribution (Amazon CloudFront API Reference, CNAMEAlreadyExists).
   *
   * @default false
   */
  readonly createBeforeDestroy?: boolean;
}

/** The application's name, as an alias that follows its target's addresses. */
export class DnsAlias extends Construct {
  /** For what may come only once the name leads somewhere. */
  readonly records: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DnsAliasProps) {
    super(scope, id);
    const { hostedZoneId, domainName, target, ipv6 = false, evaluateTargetHealth = true } = props;
    const { after = [], createBeforeDestroy = false } = props;

    const types = ipv6 ? (["A", "AAAA"] as const) : (["A"] as const);
    this.records = types.map(
      (type) =>
        new Route53Record(this, type.toLowerCase(), {
          zoneId: hostedZoneId,
          name: domainName,
          type,
          alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth },
          ...(after.length > 0 && { dependsOn: [...after] }),
          ...(createBeforeDestroy && { lifecycle: { createBeforeDestroy } }),
        }),
    );
  }
}
