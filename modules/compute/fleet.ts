import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";

export interface FleetProps {
  readonly name: string;
  /**
   * The version is a number: with `$Latest` a changed template would start no instance refresh, and could not be rolled
   * back.
   */
  readonly launchTemplate: { readonly id: string; readonly version: string };
  readonly subnetIds: string[];
  readonly size: FleetSize;
  /** Tags of the group, and of each instance from its launch. */
  readonly tags: Readonly<Record<string, string>>;
  /** Needed where `min` and `max` differ. */
  readonly scalingPolicyName: string;
  /** Average CPU use that scaling keeps the fleet at. @default 50 */
  readonly cpuTargetPercent?: number;
  /**
   * Seconds in which a new instance's health checks by the load balancer do not count: longer than its boot. @default 300
   */
  readonly healthCheckGracePeriodSeconds?: number;
  /** Seconds after which a new instance counts as sharing the load. @default 180 */
  readonly instanceWarmupSeconds?: number;
  /** Days after which an instance is replaced, 1 to 365. @default 30 */
  readonly maximumInstanceLifetimeDays?: number;
  /**
   * Rolls back to the version before when an instance refresh fails. AWS refuses it for a launch template whose image comes
   * from a Systems Manager parameter (Amazon EC2 Auto Scaling User Guide, "Undo changes with a rollback").
   *
   * @default false
   */
  readonly automaticRollback?: boolean;
}

interface FleetSize {
  readonly min: number;
  /** The size at the start; scaling changes it from then on. */
  readonly desired: number;
  readonly max: number;
}

/**
 * An Auto Scaling group over all the zones of its subnets. It follows the load, and replaces instances that are unhealthy,
 * old or out of date, the new instance first.
 *
 * The load balancer's layer attaches its target groups. `target_group_arns` and `load_balancers` stay unset here: an empty
 * list would detach them at each apply.
 */
export class Fleet extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: FleetProps) {
    super(scope, id);
    const { name, launchTemplate, subnetIds, size, tags, scalingPolicyName } = props;
    const { cpuTargetPercent = 50, healthCheckGracePeriodSeconds = 300, instanceWarmupSeconds = 180 } = props;
    const { maximumInstanceLifetimeDays = 30, automaticRollback = false } = props;

    const group = new AutoscalingGroup(this, "autoscaling_group", {
      name,
      vpcZoneIdentifier: subnetIds,
      launchTemplate: { id: launchTemplate.id, version: launchTemplate.version },
      minSize: size.min,
      maxSize: size.max,
      desiredCapacity: size.desired,
      // Until a load balancer is attached, EC2's own checks are used.
      healthCheckType: "ELB",
      healthCheckGracePeriod: healthCheckGracePeriodSeconds,
      defaultInstanceWarmup: instanceWarmupSeconds,
      maxInstanceLifetime: maximumInstanceLifetimeDays * 86_400,
      terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          // At least the grace period, in which a new version that does not answer still passes as healthy.
          instanceWarmup: String(Math.max(instanceWarmupSeconds, healthCheckGracePeriodSeconds)),
          autoRollback: automaticRollback,
          scaleInProtectedInstances: "Ignore",
          standbyInstances: "Ignore",
        },
      },
      metricsGranularity: "1Minute",
      enabledMetrics: [...groupMetrics],
      // An instance that cannot start fails the apply with EC2's reason. The apply waits for "in service", which comes
      // before any check by a load balancer: the first apply ends although there is no load balancer yet.
      waitForCapacityTimeout: "10m",
      tag: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      // Scaling owns the number from the first day: an apply that set it would end instances under load, or start idle
      // ones.
      lifecycle: { ignoreChanges: ["desired_capacity"] },
    });

    if (size.min < size.max) {
      new AutoscalingPolicy(this, "cpu_target", {
        name: scalingPolicyName,
        autoscalingGroupName: group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: cpuTargetPercent,
          disableScaleIn: false,
        },
      });
    }
    this.name = group.name;
  }
}

/** The group's own one-minute metrics, which are free (Amazon EC2 Auto Scaling User Guide, "CloudWatch metrics"). */
const groupMetrics = [
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
] as const;
