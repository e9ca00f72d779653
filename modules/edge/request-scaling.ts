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
  /** The listener or rule that forwards to the target group: before it exists, AWS refuses the policy. */
  readonly forwarding: ITerraformDependable;
}

/** Scales the fleet by its request count, which rises before the load of its processors does. */
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
