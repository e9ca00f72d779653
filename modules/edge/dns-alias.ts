import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface DnsAliasProps {
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  /** An AAAA record too: only for a target that has an IPv6 address, since else the name leads nowhere. @default false */
  readonly ipv6?: boolean;
}

/** The application's name, as an alias that follows its target's addresses. */
export class DnsAlias extends Construct {
  constructor(scope: Construct, id: string, props: DnsAliasProps) {
    super(scope, id);
    const { hostedZoneId, domainName, target, ipv6 = false } = props;

    for (const type of ipv6 ? (["A", "AAAA"] as const) : (["A"] as const)) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: hostedZoneId,
        name: domainName,
        type,
        alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: true },
      });
    }
  }
}
