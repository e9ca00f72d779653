import { Fleet, type FleetProps } from "../../../modules/compute/fleet";
import { synthesizeModule } from "../../support/synthesize";

const props: FleetProps = {
  name: "prod-compute-web",
  launchTemplate: { id: "lt-1", version: "7" },
  subnetIds: ["subnet-a", "subnet-b"],
  size: { min: 2, desired: 3, max: 6 },
  tags: { Environment: "prod", Owner: "platform" },
  scalingPolicyName: "prod-compute-web-cpu",
};

const synthesized = (changed: Partial<FleetProps> = {}) =>
  synthesizeModule((stack) => new Fleet(stack, "web_fleet", { ...props, ...changed })).resource;

const groupWith = (changed: Partial<FleetProps> = {}) =>
  synthesized(changed)["aws_autoscaling_group"]?.["web_fleet_autoscaling_group"] as Record<string, unknown>;

test("is all of this and nothing else: no list of load balancers that would detach what edge attaches", () => {
  expect(groupWith()).toEqual({
    name: "prod-compute-web",
    vpc_zone_identifier: ["subnet-a", "subnet-b"],
    launch_template: { id: "lt-1", version: "7" },
    min_size: 2,
    max_size: 6,
    desired_capacity: 3,
    health_check_type: "ELB",
    health_check_grace_period: 300,
    default_instance_warmup: 180,
    max_instance_lifetime: 2_592_000,
    termination_policies: ["OldestLaunchTemplate", "OldestInstance"],
    instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 200 },
    instance_refresh: {
      strategy: "Rolling",
      preferences: {
        min_healthy_percentage: 100,
        max_healthy_percentage: 200,
        instance_warmup: "300",
        auto_rollback: false,
        scale_in_protected_instances: "Ignore",
        standby_instances: "Ignore",
      },
    },
    metrics_granularity: "1Minute",
    enabled_metrics: [
      "GroupDesiredCapacity",
      "GroupInServiceInstances",
      "GroupMaxSize",
      "GroupMinSize",
      "GroupPendingInstances",
      "GroupStandbyInstances",
      "GroupTerminatingInstances",
      "GroupTotalInstances",
    ],
    wait_for_capacity_timeout: "10m",
    tag: [
      { key: "Environment", value: "prod", propagate_at_launch: true },
      { key: "Owner", value: "platform", propagate_at_launch: true },
    ],
    lifecycle: { ignore_changes: ["desired_capacity"] },
  });
});

test("follows the processors' load between its smallest and its largest size", () => {
  expect(synthesized({ cpuTargetPercent: 60 })["aws_autoscaling_policy"]).toEqual({
    web_fleet_cpu_target: {
      name: "prod-compute-web-cpu",
      autoscaling_group_name: "${aws_autoscaling_group.web_fleet_autoscaling_group.name}",
      policy_type: "TargetTrackingScaling",
      target_tracking_configuration: {
        predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
        target_value: 60,
        disable_scale_in: false,
      },
    },
  });
});

test("a fleet of one size has no policy, and none of its alarms to pay for", () => {
  expect(synthesized({ size: { min: 1, desired: 1, max: 1 } })["aws_autoscaling_policy"]).toBeUndefined();
});

test("a refresh does not pass a new version before the load balancer's checks have counted", () => {
  const warmup = (healthCheckGracePeriodSeconds: number) =>
    groupWith({ healthCheckGracePeriodSeconds, instanceWarmupSeconds: 180 })["instance_refresh"];
  expect(warmup(600)).toMatchObject({ preferences: { instance_warmup: "600" } });
  expect(warmup(120)).toMatchObject({ preferences: { instance_warmup: "180" } });
});

test("rolls back where it is asked to", () => {
  expect(groupWith({ automaticRollback: true })["instance_refresh"]).toMatchObject({
    preferences: { auto_rollback: true },
  });
});
