import { Lb } from "@cdktf/provider-aws/lib/lb";
import { RequestScaling } from "../../../modules/edge/request-scaling";
import { synthesizeModule } from "../../support/synthesize";

test("keeps each instance at its number of requests, after the load balancer sends requests", () => {
  const { resource } = synthesizeModule((stack) => {
    new RequestScaling(stack, "web_request_scaling", {
      policyName: "prod-edge-web-requests",
      fleetName: "prod-compute-web",
      loadBalancerArnSuffix: "app/prod-edge-web/50dc6c495c0c9188",
      targetGroupArnSuffix: "targetgroup/web-1/73e2d6bc24d8a067",
      requestsPerInstance: 1000,
      forwarding: new Lb(stack, "listener", {}),
    });
  });
  expect(resource["aws_autoscaling_policy"]?.["web_request_scaling_policy"]).toEqual({
    name: "prod-edge-web-requests",
    autoscaling_group_name: "prod-compute-web",
    policy_type: "TargetTrackingScaling",
    target_tracking_configuration: {
      target_value: 1000,
      predefined_metric_specification: {
        predefined_metric_type: "ALBRequestCountPerTarget",
        resource_label: "app/prod-edge-web/50dc6c495c0c9188/targetgroup/web-1/73e2d6bc24d8a067",
      },
    },
    depends_on: ["aws_lb.listener"],
  });
});
