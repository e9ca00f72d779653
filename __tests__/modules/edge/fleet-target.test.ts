import { FleetTarget } from "../../../modules/edge/fleet-target";
import { synthesizeModule } from "../../support/synthesize";

const { resource } = synthesizeModule((stack) => {
  new FleetTarget(stack, "web", {
    namePrefix: "web-",
    vpcId: "vpc-1",
    fleetName: "prod-compute-web",
    healthPath: "/health",
  });
});

test("forwards to port 80 of instances that answer 200 at the health path, and makes a new target group before it removes the old target group", () => {
  expect(resource["aws_lb_target_group"]?.["web_target_group"]).toEqual({
    name_prefix: "web-",
    vpc_id: "vpc-1",
    target_type: "instance",
    protocol: "HTTP",
    protocol_version: "HTTP1",
    port: 80,
    deregistration_delay: "30",
    load_balancing_algorithm_type: "least_outstanding_requests",
    load_balancing_cross_zone_enabled: "use_load_balancer_configuration",
    health_check: {
      enabled: true,
      path: "/health",
      port: "traffic-port",
      protocol: "HTTP",
      matcher: "200",
      interval: 15,
      timeout: 5,
      healthy_threshold: 2,
      unhealthy_threshold: 3,
    },
    lifecycle: { create_before_destroy: true },
  });
});

test("attaches itself to the fleet, which has no reference to the target group", () => {
  expect(resource["aws_autoscaling_attachment"]).toEqual({
    web_attachment: {
      autoscaling_group_name: "prod-compute-web",
      lb_target_group_arn: "${aws_lb_target_group.web_target_group.arn}",
    },
  });
});
