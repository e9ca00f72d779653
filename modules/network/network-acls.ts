import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Construct } from "constructs";
import { tiers, type SubnetPlan, type Tier } from "./subnet-plan";

export interface NetworkAclsProps {
  readonly name: (role: string) => string;
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly plan: SubnetPlan;
  readonly subnetIds: Readonly<Record<Tier, readonly string[]>>;
  /** The same rules for IPv6 wherever they are for any address. @default false */
  readonly ipv6?: boolean;
  /** Where the load balancer is: `app` for an internal one, beside the instances. @default "public" */
  readonly loadBalancerTier?: "app" | "public";
}

interface AclRule {
  readonly role: string;
  readonly direction: "ingress" | "egress";
  readonly ports: readonly [from: number, to: number];
  /** `internet` is any address, of IPv6 too where the VPC has it. */
  readonly peer: "internet" | { readonly cidrBlock: string };
}

/** Ports from which clients, NAT gateways and load balancers call (Amazon VPC User Guide, "Ephemeral ports"). */
const ephemeral = [1024, 65535] as const;
/**
 * The same without 3389, Remote Desktop's, which no tier admits from the internet. The one connection in 64,000 that a NAT
 * gateway opens from that port gets no answer, and its client opens another.
 */
const belowRemoteDesktop = [1024, 3388] as const;
const aboveRemoteDesktop = [3390, 65535] as const;
const http = [80, 80] as const;
const https = [443, 443] as const;
const mysql = [3306, 3306] as const;

/**
 * A network ACL for each tier (row C30). It is stateless: every conversation is admitted in both directions. It is the
 * second fence behind the security groups, and the one that holds when a group is attached by mistake: no tier admits
 * the ports of SSH and Remote Desktop, the app tier only port 80 of the load balancer and 443 within the VPC, the data
 * tier only MySQL from the app tier.
 */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    const { name, vpcId, vpcCidrBlock, plan, subnetIds, ipv6 = false, loadBalancerTier = "public" } = props;

    const vpc = { cidrBlock: vpcCidrBlock };
    const app = { cidrBlock: plan.app.cidrBlock };
    const data = { cidrBlock: plan.data.cidrBlock };
    const publicTier = { cidrBlock: plan.public.cidrBlock };
    const rules: Readonly<Record<Tier, readonly AclRule[]>> = {
      public: [
        { role: "http_in", direction: "ingress", ports: http, peer: "internet" },
        { role: "https_in", direction: "ingress", ports: https, peer: "internet" },
        { role: "vpc_answers_in", direction: "ingress", ports: ephemeral, peer: vpc },
        { role: "low_answers_in", direction: "ingress", ports: belowRemoteDesktop, peer: "internet" },
        { role: "high_answers_in", direction: "ingress", ports: aboveRemoteDesktop, peer: "internet" },
        { role: "http_out", direction: "egress", ports: http, peer: vpc },
        { role: "https_out", direction: "egress", ports: https, peer: "internet" },
        { role: "answers_out", direction: "egress", ports: ephemeral, peer: "internet" },
      ],
      app: [
        { role: "http_in", direction: "ingress", ports: http, peer: loadBalancerTier === "app" ? app : publicTier },
        { role: "https_in", direction: "ingress", ports: https, peer: vpc },
        { role: "vpc_answers_in", direction: "ingress", ports: ephemeral, peer: vpc },
        { role: "low_answers_in", direction: "ingress", ports: belowRemoteDesktop, peer: "internet" },
        { role: "high_answers_in", direction: "ingress", ports: aboveRemoteDesktop, peer: "internet" },
        { role: "https_out", direction: "egress", ports: https, peer: "internet" },
        { role: "mysql_out", direction: "egress", ports: mysql, peer: data },
        { role: "answers_out", direction: "egress", ports: ephemeral, peer: vpc },
        ...(loadBalancerTier === "app"
          ? [{ role: "http_out", direction: "egress", ports: http, peer: app } as const]
          : []),
      ],
      data: [
        { role: "mysql_in", direction: "ingress", ports: mysql, peer: app },
        { role: "answers_out", direction: "egress", ports: ephemeral, peer: app },
      ],
    };

    for (const tier of tiers) {
      const acl = new NetworkAcl(this, tier, { vpcId, subnetIds: [...subnetIds[tier]], tags: { Name: name(tier) } });
      rules[tier].forEach(({ role, direction, ports: [fromPort, toPort], peer }, index) => {
        const rule = {
          networkAclId: acl.id,
          egress: direction === "egress",
          ruleAction: "allow",
          protocol: "tcp",
          fromPort,
          toPort,
        };
        const ruleNumber = 100 + index * 10;
        const cidrBlock = peer === "internet" ? "0.0.0.0/0" : peer.cidrBlock;
        new NetworkAclRule(this, `${tier}_${role}`, { ...rule, ruleNumber, cidrBlock });
        if (ipv6 && peer === "internet") {
          new NetworkAclRule(this, `${tier}_${role}_ipv6`, {
            ...rule,
            ruleNumber: ruleNumber + 5,
            ipv6CidrBlock: "::/0",
          });
        }
      });
      if (tier !== "data") this.admitPathMtuDiscovery(tier, acl.id, ipv6);
    }
  }

  /**
   * Lets routers on the way say that a packet is too large; without it a connection over a narrow path hangs (Amazon EC2
   * User Guide, "Path MTU Discovery": type 3 code 4, for IPv6 type 2). The data tier talks inside the VPC alone.
   */
  private admitPathMtuDiscovery(tier: Tier, networkAclId: string, ipv6: boolean): void {
    const rule = { networkAclId, egress: false, ruleAction: "allow", fromPort: 0, toPort: 0 };
    new NetworkAclRule(this, `${tier}_path_mtu_in`, {
      ...rule,
      ruleNumber: 900,
      protocol: "icmp",
      icmpType: 3,
      icmpCode: 4,
      cidrBlock: "0.0.0.0/0",
    });
    if (ipv6) {
      new NetworkAclRule(this, `${tier}_path_mtu_in_ipv6`, {
        ...rule,
        ruleNumber: 905,
        protocol: "58",
        icmpType: 2,
        icmpCode: 0,
        ipv6CidrBlock: "::/0",
      });
    }
  }
}
