import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";

export interface LoadBalancerProps {
  readonly name: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** The bucket of access and connection logs, each under a prefix of its own. @default nothing is logged */
  readonly logBucketName?: string;
  /** Has private addresses alone: for what is reached through CloudFront. @default false */
  readonly internal?: boolean;
  /** Refuses to delete the load balancer. @default true */
  readonly deletionProtection?: boolean;
  /** Also an IPv6 address; its subnets must have one. @default false */
  readonly dualStack?: boolean;
  /**
   * Seconds that a connection may be silent, 1 to 4,000. The web server's own time must be longer, or now and then a
   * request meets a connection that it has just closed, and is answered 502 (Elastic Load Balancing User Guide,
   * "Connection idle timeout").
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Seconds for which a viewer's connection is kept, also one that is in use, 60 to 604,800 (Elastic Load Balancing User
   * Guide, "HTTP client keepalive duration").
   *
   * @default 3600
   */
  readonly clientKeepAliveSeconds?: number;
}

/**
 * The one address of the application that viewers, or CloudFront for them, reach. It refuses requests whose framing is ambiguous
 * and drops header names that are not valid, so that it and the web server never read one request differently; and it
 * answers 500 rather than forward what AWS WAF could not judge.
 */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** The dimension `LoadBalancer` of its metrics. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { name, subnetIds, securityGroupId, logBucketName, deletionProtection = true, dualStack = false } = props;

    const loadBalancer = new Lb(this, "load_balancer", {
      name,
      loadBalancerType: "application",
      internal: props.internal ?? false,
      ipAddressType: dualStack ? "dualstack" : "ipv4",
      subnets: subnetIds,
      securityGroups: [securityGroupId],
      enableDeletionProtection: deletionProtection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      enableWafFailOpen: false,
      enableHttp2: true,
      enableCrossZoneLoadBalancing: true,
      preserveHostHeader: true,
      xffHeaderProcessingMode: "append",
      idleTimeout: props.idleTimeoutSeconds ?? 60,
      clientKeepAlive: props.clientKeepAliveSeconds ?? 3600,
      ...(logBucketName !== undefined && {
        accessLogs: { bucket: logBucketName, prefix: "access", enabled: true },
        connectionLogs: { bucket: logBucketName, prefix: "connections", enabled: true },
      }),
      // A VPC origin is made before its predecessor goes, and so is a load balancer that it leaves: else Terraform ends in
      // "Error: Cycle" where an internal load balancer becomes public.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
  }
}
