import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";

export interface LoadBalancerProps {
  readonly name: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** The bucket of access and connection logs, each under a prefix of its own. @default nothing is logged */
  readonly logBucketName?: string;
  /** Has only private addresses: for a load balancer behind CloudFront. @default false */
  readonly internal?: boolean;
  /** Refuses to delete the load balancer. @default true */
  readonly deletionProtection?: boolean;
  /** Adds an IPv6 address; the subnets must have IPv6 too. @default false */
  readonly dualStack?: boolean;
  /**
   * Seconds that a connection may be idle, 1 to 4,000. The web server's own timeout must be longer: otherwise some requests
   * meet a connection that the web server has just closed, and are answered 502 (Elastic Load Balancing User Guide,
   * "Connection idle timeout").
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Seconds for which a viewer's connection is kept, even in use, 60 to 604,800 (Elastic Load Balancing User Guide, "HTTP
   * client keepalive duration").
   *
   * @default 3600
   */
  readonly clientKeepAliveSeconds?: number;
}

/**
 * The load balancer that viewers, or CloudFront for them, reach. It refuses requests with ambiguous framing and drops
 * invalid header names, so that it and the web server read every request alike. It answers 500 rather than forward a request
 * that AWS WAF could not judge.
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
      // A VPC origin is made before its predecessor is destroyed, and so must its load balancer be: otherwise Terraform ends
      // in "Error: Cycle" where an internal load balancer becomes public.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
  }
}
