import { blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { loadBalancersAreReached as control } from "../../controls/rules/load-balancer-reachability";

type Copy = Parameters<typeof remove>[0];

const zones = [0, 1, 2];
const others = (zone: number) => zones.filter((one) => one !== zone);

holdsInEveryEnvironment(control);

describe("by CloudFront through a VPC origin", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found);
  };

  finds(
    "an ACL that lets answers out to the VPC alone",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_cloudfront_answers_out");
    },
    zones.map((zone) => `cannot answer CloudFront: the network ACL of subnet_app_${zone} does not let answers out`),
  );
  finds(
    "an ACL that lets out a part of the ports of answers",
    (stacks) => {
      blockOf(stacks, "aws_network_acl_rule", "app_cloudfront_answers_out").from_port = 32768;
    },
    zones.map((zone) => `cannot answer CloudFront: the network ACL of subnet_app_${zone} does not let answers out`),
  );
  finds(
    "a group that does not admit CloudFront's",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_ingress_rule", "cloudfront_ingress");
    },
    ["does not admit CloudFront on port 443"],
  );
  finds(
    "an origin on a port on which the load balancer does not listen",
    (stacks) => {
      blockOf(stacks, "aws_cloudfront_vpc_origin").vpc_origin_endpoint_config[0].https_port = 8443;
    },
    ["does not listen on CloudFront's port 8443", "does not admit CloudFront on port 8443"],
  );
  finds(
    "an internal load balancer to which no origin leads",
    (stacks) => {
      remove(stacks, "aws_cloudfront_vpc_origin");
    },
    ["is internal, and no VPC origin leads to it"],
  );
});

describe("from the internet", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found, "public-web");
  };
  const cutOff = (what: string) =>
    zones.map((zone) => `is cut off from the internet: the network ACL of subnet_public_${zone} ${what}`);

  finds(
    "an ACL that refuses requests",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "public_https_in");
    },
    cutOff("does not admit requests on port 443"),
  );
  finds(
    "an ACL that refuses answers",
    (stacks) => {
      blockOf(stacks, "aws_network_acl_rule", "public_answers_out").cidr_block = "10.20.0.0/16";
    },
    cutOff("does not let answers out"),
  );
  finds(
    "subnets without a route to the internet",
    (stacks) => {
      remove(stacks, "aws_route", "public_internet");
    },
    zones.map((zone) => `cannot answer the internet: subnet_public_${zone} has no route to an internet gateway`),
  );
  finds(
    "a group that admits nobody",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_ingress_rule", "load_balancer_443_ipv4");
      remove(stacks, "aws_vpc_security_group_ingress_rule", "load_balancer_80_ipv4");
    },
    ["listens on no port that its security groups admit"],
  );
});

describe("on to the fleet", () => {
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found);
  };

  finds(
    "a group that may not call it, and a fleet that does not admit it",
    (stacks) => {
      remove(stacks, "aws_vpc_security_group_egress_rule", "load_balancer_app");
      remove(stacks, "aws_vpc_security_group_ingress_rule", "app_load_balancer");
    },
    ["has no security group rule for requests to the fleet", "is not admitted by the security group of the fleet"],
  );
  finds(
    "an ACL that refuses the fleet's answers",
    (stacks) => {
      remove(stacks, "aws_network_acl_rule", "app_vpc_answers_in");
    },
    zones.flatMap((zone) =>
      others(zone).map(
        (to) =>
          `cannot reach subnet_app_${to} from subnet_app_${zone}: the network ACL of subnet_app_${zone} refuses its ingress`,
      ),
    ),
  );
  finds(
    "a target group to which no fleet is attached",
    (stacks) => {
      remove(stacks, "aws_autoscaling_attachment");
    },
    ["forwards to production-edge/aws_lb_target_group.web_target_group, to which no fleet is attached"],
  );
});
