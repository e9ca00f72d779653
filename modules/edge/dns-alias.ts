import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DnsAliasProps {
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  /** Adds an AAAA record. Only for a target that has an IPv6 address: otherwise the record leads nowhere. @default false */
  readonly ipv6?: boolean;
  /** Must be false for a CloudFront distribution (Route 53 API Reference, AliasTarget). @default true */
  readonly evaluateTargetHealth?: boolean;
  /** What must exist before the name leads to the target. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  /**
   * Makes a new name before it deletes the old one. Never for a distribution: Terraform would replace it in the same order,
   * and CloudFront gives one alias to one distribution (Amazon CloudFront API Reference, CNAMEAlreadyExists).
   *
   * @default false
   */
  readonly createBeforeDestroy?: boolean;
}

/** A DNS name, as an alias that follows the addresses of its target. */
export class DnsAlias extends Construct {
  /** A dependency of what may come only once the name leads somewhere. */
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
