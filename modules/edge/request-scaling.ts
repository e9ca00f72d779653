import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface RequestScalingProps {
  readonly policyName: string;
  readonly fleetName: string;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
  /** Requests a minute that scaling keeps each instance at. */
  readonly requestsPerInstance: number;
  /** What makes the load balancer send requests to the target group: before that, AWS refuses the policy. */
  readonly forwarding: ITerraformDependable;
}

/** Grows and shrinks the fleet with what it is asked, which tells sooner than its processors do. */
export class RequestScaling extends Construct {
  constructor(scope: Construct, id: string, props: RequestScalingProps) {
    super(scope, id);
    const { policyName, fleetName, loadBalancerArnSuffix, targetGroupArnSuffix, requestsPerInstance, forwarding } =
      props;

    new AutoscalingPolicy(this, "policy", {
      name: policyName,
      autoscalingGroupName: fleetName,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        targetValue: requestsPerInstance,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: `${loadBalancerArnSuffix}/${targetGroupArnSuffix}`,
        },
      },
      dependsOn: [forwarding],
    });
  }
}
