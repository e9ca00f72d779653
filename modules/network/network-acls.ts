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
  /** Repeats for IPv6 the rules for any address. @default false */
  readonly ipv6?: boolean;
  /** The load balancer's tier: `app` for an internal one, beside the instances. @default "public" */
  readonly loadBalancerTier?: "app" | "public";
  /** The tier of the instances. @default "app" */
  readonly fleetTier?: "app" | "public";
  /**
   * Tiers in which something calls the internet over IPv4 from any of the ports 1024 to 65535, as NAT gateways and
   * functions do (Amazon VPC User Guide, "Ephemeral ports"). These tiers also admit answers to port 3389 over TCP. A
   * network ACL looks at each packet alone: against other packets to Remote Desktop's port stand the security groups, none
   * of which admits it, and NAT gateways, which let in answers alone.
   *
   * @default none: no tier admits port 3389 from the internet
   */
  readonly callersOnEveryPort?: readonly ("app" | "public")[];
}

interface AclRule {
  readonly role: string;
  /**
   * The rule's number in its ACL. A number is never given to another rule, because Terraform takes another number for
   * another rule.
   */
  readonly number: number;
  readonly direction: "ingress" | "egress";
  readonly ports: readonly [from: number, to: number];
  /** `internet` is any address, also of IPv6 where the VPC has it. */
  readonly peer: "internet" | { readonly cidrBlock: string };
}

/** Ports from which clients, NAT gateways and load balancers call (Amazon VPC User Guide, "Ephemeral ports"). */
const ephemeral = [1024, 65535] as const;
/** The ephemeral ports around Remote Desktop's port. */
const belowRemoteDesktop = [1024, 3388] as const;
const remoteDesktop = [3389, 3389] as const;
const aboveRemoteDesktop = [3390, 65535] as const;
const http = [80, 80] as const;
const https = [443, 443] as const;
const mysql = [3306, 3306] as const;
const anyIpv4 = { cidrBlock: "0.0.0.0/0" };

/**
 * A network ACL for each tier. It is stateless: every connection needs a rule in both directions. It is the second fence
 * behind the security groups, and holds when a wrong group is attached. No tier admits the port of SSH, and Remote
 * Desktop's port only for answers. The app tier admits only port 80 of the load balancer and 443 within the VPC, the data
 * tier only MySQL from the app tier.
 */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    const { name, vpcId, subnetIds, ipv6 = false } = props;
    const rules = rulesOf(props);

    for (const tier of tiers) {
      const acl = new NetworkAcl(this, tier, { vpcId, subnetIds: [...subnetIds[tier]], tags: { Name: name(tier) } });
      for (const { role, number: ruleNumber, direction, ports, peer } of rules[tier]) {
        const [fromPort, toPort] = ports;
        const rule = {
          networkAclId: acl.id,
          egress: direction === "egress",
          ruleAction: "allow",
          protocol: "tcp",
          fromPort,
          toPort,
        };
        const cidrBlock = peer === "internet" ? "0.0.0.0/0" : peer.cidrBlock;
        new NetworkAclRule(this, `${tier}_${role}`, { ...rule, ruleNumber, cidrBlock });
        if (ipv6 && peer === "internet") {
          new NetworkAclRule(this, `${tier}_${role}_ipv6`, {
            ...rule,
            ruleNumber: ruleNumber + 5,
            ipv6CidrBlock: "::/0",
          });
        }
      }
      if (tier !== "data") this.admitPathMtuDiscovery(tier, acl.id, ipv6);
    }
  }

  /**
   * Admits the message of a router that a packet is too large: without it a connection over a narrow path hangs (Amazon EC2
   * User Guide, "Path MTU Discovery": type 3 code 4, for IPv6 type 2). The data tier has connections inside the VPC alone.
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

function rulesOf(props: NetworkAclsProps): Readonly<Record<Tier, readonly AclRule[]>> {
  const { vpcCidrBlock, plan, loadBalancerTier = "public", fleetTier = "app", callersOnEveryPort = [] } = props;
  const vpc = { cidrBlock: vpcCidrBlock };
  const app = { cidrBlock: plan.app.cidrBlock };
  const data = { cidrBlock: plan.data.cidrBlock };
  const publicTier = { cidrBlock: plan.public.cidrBlock };
  const where = (condition: boolean, ...rules: readonly AclRule[]) => (condition ? rules : []);
  const answersToEveryPort = (tier: "app" | "public") =>
    where(callersOnEveryPort.includes(tier), {
      role: "remaining_answers_in",
      number: 190,
      direction: "ingress",
      ports: remoteDesktop,
      peer: anyIpv4,
    });
  const internal = loadBalancerTier === "app";

  return {
    public: [
      { role: "http_in", number: 100, direction: "ingress", ports: http, peer: "internet" },
      { role: "https_in", number: 110, direction: "ingress", ports: https, peer: "internet" },
      { role: "vpc_answers_in", number: 120, direction: "ingress", ports: ephemeral, peer: vpc },
      { role: "low_answers_in", number: 130, direction: "ingress", ports: belowRemoteDesktop, peer: "internet" },
      { role: "high_answers_in", number: 140, direction: "ingress", ports: aboveRemoteDesktop, peer: "internet" },
      { role: "http_out", number: 150, direction: "egress", ports: http, peer: vpc },
      { role: "https_out", number: 160, direction: "egress", ports: https, peer: "internet" },
      { role: "answers_out", number: 170, direction: "egress", ports: ephemeral, peer: "internet" },
      ...answersToEveryPort("public"),
    ],
    app: [
      { role: "http_in", number: 100, direction: "ingress", ports: http, peer: internal ? app : publicTier },
      { role: "https_in", number: 110, direction: "ingress", ports: https, peer: vpc },
      { role: "vpc_answers_in", number: 120, direction: "ingress", ports: ephemeral, peer: vpc },
      { role: "low_answers_in", number: 130, direction: "ingress", ports: belowRemoteDesktop, peer: "internet" },
      { role: "high_answers_in", number: 140, direction: "ingress", ports: aboveRemoteDesktop, peer: "internet" },
      { role: "https_out", number: 150, direction: "egress", ports: https, peer: "internet" },
      { role: "mysql_out", number: 160, direction: "egress", ports: mysql, peer: data },
      { role: "answers_out", number: 170, direction: "egress", ports: ephemeral, peer: vpc },
      ...where(internal, { role: "http_out", number: 180, direction: "egress", ports: http, peer: app }),
      ...answersToEveryPort("app"),
      // A VPC origin's requests meet no inbound rule, but their answers meet the outbound ones. The answers go to
      // CloudFront's own addresses: "0.0.0.0/0 or the CloudFront origin-facing IP ranges" (CloudFront Developer Guide,
      // "Restrict access with VPC origins"). The ranges change.
      ...where(internal, {
        role: "cloudfront_answers_out",
        number: 200,
        direction: "egress",
        ports: ephemeral,
        peer: anyIpv4,
      }),
      ...where(internal && fleetTier === "public", {
        role: "public_http_out",
        number: 210,
        direction: "egress",
        ports: http,
        peer: publicTier,
      }),
    ],
    data: [
      { role: "mysql_in", number: 100, direction: "ingress", ports: mysql, peer: app },
      { role: "answers_out", number: 110, direction: "egress", ports: ephemeral, peer: app },
    ],
  };
}
