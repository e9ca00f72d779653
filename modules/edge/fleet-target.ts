import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

export interface FleetTargetProps {
  /** Start of the name, 6 characters at most. Terraform makes it unique, so that a group is replaced by one made first. */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** The Auto Scaling group whose instances answer. */
  readonly fleetName: string;
  /** The path at which a healthy instance answers 200. */
  readonly healthPath: string;
}

/**
 * The fleet's target group. It attaches itself to the Auto Scaling group, which does not refer to it: without this construct
 * no request reaches an instance.
 */
export class FleetTarget extends Construct {
  readonly targetGroupArn: string;
  /** The dimension `TargetGroup` of its metrics. */
  readonly arnSuffix: string;

  constructor(scope: Construct, id: string, props: FleetTargetProps) {
    super(scope, id);
    const { namePrefix, vpcId, fleetName, healthPath } = props;

    const group = new LbTargetGroup(this, "target_group", {
      namePrefix,
      vpcId,
      targetType: "instance",
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      port: 80,
      deregistrationDelay: "30",
      loadBalancingAlgorithmType: "least_outstanding_requests",
      loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
      healthCheck: {
        enabled: true,
        path: healthPath,
        port: "traffic-port",
        protocol: "HTTP",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
    });
    new AutoscalingAttachment(this, "attachment", { autoscalingGroupName: fleetName, lbTargetGroupArn: group.arn });
    this.targetGroupArn = group.arn;
    this.arnSuffix = group.arnSuffix;
  }
}
