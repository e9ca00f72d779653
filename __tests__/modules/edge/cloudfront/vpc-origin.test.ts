import { VpcOrigin, type VpcOriginProps } from "../../../../modules/edge/cloudfront/vpc-origin";
import { synthesizeModule } from "../../../support/synthesize";

const loadBalancerArn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/test-edge-web/1";

const synthesized = (props: Partial<VpcOriginProps> = {}) =>
  synthesizeModule((stack) => {
    new VpcOrigin(stack, "web", {
      namePrefix: "test-edge-web",
      loadBalancerArn,
      securityGroupId: "sg-load-balancer",
      vpcId: "vpc-1",
      ...props,
    });
  });

test("a VPC origin for another load balancer is made before the old VPC origin is destroyed, under another name, with a timeout of half an hour", () => {
  const { resource } = synthesized();
  expect(resource["terraform_data"]).toEqual({
    web_vpc_origin_generation: {
      triggers_replace: { loadBalancerArn, protocol: "https" },
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(resource["aws_cloudfront_vpc_origin"]).toEqual({
    web_vpc_origin: {
      vpc_origin_endpoint_config: [
        {
          name: '${join("-", ["test-edge-web", substr(terraform_data.web_vpc_origin_generation.id, 0, 8)])}',
          arn: loadBalancerArn,
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: "https-only",
          origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
      timeouts: { create: "30m", update: "30m", delete: "30m" },
      lifecycle: { create_before_destroy: true, replace_triggered_by: ["terraform_data.web_vpc_origin_generation"] },
    },
  });
});

test("the load balancer admits CloudFront's own security group, looked up after the VPC origin exists, on port 443 alone", () => {
  const { resource, data } = synthesized();
  expect(data["aws_security_group"]).toEqual({
    web_cloudfront_group: {
      name: "CloudFront-VPCOrigins-Service-SG",
      vpc_id: "vpc-1",
      depends_on: ["aws_cloudfront_vpc_origin.web_vpc_origin"],
    },
  });
  expect(resource["aws_vpc_security_group_ingress_rule"]).toEqual({
    web_cloudfront_ingress: {
      security_group_id: "sg-load-balancer",
      referenced_security_group_id: "${data.aws_security_group.web_cloudfront_group.id}",
      description: "Requests that come through CloudFront",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    },
  });
});

test("CloudFront connects to a load balancer without a certificate on port 80", () => {
  const { resource } = synthesized({ protocol: "http" });
  expect(resource["aws_cloudfront_vpc_origin"]?.["web_vpc_origin"].vpc_origin_endpoint_config[0]).toMatchObject({
    origin_protocol_policy: "http-only",
  });
  expect(resource["aws_vpc_security_group_ingress_rule"]?.["web_cloudfront_ingress"]).toMatchObject({
    from_port: 80,
    to_port: 80,
  });
});
