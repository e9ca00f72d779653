import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { onlyLoadBalancersAdmitTheInternet as control } from "../../controls/rules/internet-facing";

holdsInEveryEnvironment(control);

/** Whose load balancer is the internet's to reach. */
const environment = "public-web";
const app = "public-web-network/aws_security_group.security_group_app";
const loadBalancer = "${aws_security_group.security_group_load_balancer.id}";
const ingress = "aws_vpc_security_group_ingress_rule";

test.each([
  ["everywhere", { cidr_ipv4: "0.0.0.0/0" }, "0.0.0.0/0"],
  ["everywhere in IPv6", { cidr_ipv6: "::/0" }, "::/0"],
  ["half of everywhere", { cidr_ipv4: "128.0.0.0/1" }, "128.0.0.0/1"],
  ["a wide block around a private one", { cidr_ipv4: "8.0.0.0/5" }, "8.0.0.0/5"],
  ["one public address", { cidr_ipv4: "198.51.100.1/32" }, "198.51.100.1/32"],
  ["what somebody else decides", { cidr_ipv4: "${var.office}" }, "${var.office}"],
])("a fixture for %s is a public source", (_, peer, source) => {
  const stacks = {
    only: {
      terraform: {},
      provider: {},
      data: {},
      output: {},
      resource: { [ingress]: { rule: { ...peer, security_group_id: "sg-1" } } },
    },
  };
  expect(control(stacks)).toEqual([{ where: `only/${ingress}.rule`, what: `admits ${source} to sg-1` }]);
});

test("private sources, and other groups, are not the internet", () => {
  const rule = (peer: object) => ({ ...peer, security_group_id: "sg-1", ip_protocol: "-1" });
  const resource = {
    [ingress]: {
      vpc: rule({ cidr_ipv4: "10.0.0.0/8" }),
      carrier: rule({ cidr_ipv4: "100.64.0.0/10" }),
      group: rule({ referenced_security_group_id: "sg-2" }),
    },
  };
  expect(control({ only: { terraform: {}, provider: {}, data: {}, output: {}, resource } })).toEqual([]);
});

findsWhen(
  control,
  "the internet at the instances",
  (stacks) => {
    const rule = blockOf(stacks, ingress, "app_load_balancer");
    delete rule.referenced_security_group_id;
    rule.cidr_ipv4 = "0.0.0.0/0";
  },
  [`admits 0.0.0.0/0 to ${app}`],
  environment,
);
findsWhen(
  control,
  "an inline rule of a group",
  (stacks) => {
    blockOf(stacks, "aws_security_group", "app").ingress = [
      { protocol: "tcp", from_port: 80, to_port: 80, cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] },
    ];
  },
  [`admits 0.0.0.0/1, 128.0.0.0/1 to ${app}`],
  environment,
);
findsWhen(
  control,
  "more ports than a viewer needs",
  (stacks) => {
    blockOf(stacks, ingress, "load_balancer_443").from_port = 80;
  },
  ["admits 0.0.0.0/0 on 80-443"],
  environment,
);
findsWhen(
  control,
  "every protocol",
  (stacks) => {
    const rule = blockOf(stacks, ingress, "load_balancer_443");
    rule.ip_protocol = "-1";
    delete rule.from_port;
    delete rule.to_port;
  },
  ["admits 0.0.0.0/0 on 0-65535"],
  environment,
);
findsWhen(
  control,
  "a rule without ports",
  (stacks) => {
    delete blockOf(stacks, ingress, "load_balancer_443").from_port;
  },
  ["admits 0.0.0.0/0 on 0-65535"],
  environment,
);
findsWhen(
  control,
  "a prefix list, whatever its entries are",
  (stacks) => {
    add(stacks, "public-web-network", ingress, "list", {
      security_group_id: loadBalancer,
      prefix_list_id: "pl-1",
      ip_protocol: "tcp",
    });
  },
  ["admits the prefix list pl-1"],
  environment,
);
findsWhen(
  control,
  "CloudFront's list at the instances",
  (stacks) => {
    const rule = blockOf(stacks, ingress, "app_load_balancer");
    delete rule.referenced_security_group_id;
    rule.prefix_list_id = "${data.aws_ec2_managed_prefix_list.security_group_cloudfront.id}";
  },
  [expect.stringMatching(/^admits the prefix list .*cloudfront$/) as unknown as string],
  "cloudfront-list",
);
findsWhen(
  control,
  "CloudFront's list on every port",
  (stacks) => {
    blockOf(stacks, ingress, "load_balancer_cloudfront").from_port = 0;
  },
  [expect.stringMatching(/^admits the prefix list .*cloudfront$/) as unknown as string],
  "cloudfront-list",
);
findsWhen(
  control,
  "instances in the load balancer's group",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").network_interfaces[0].security_groups = [
      "${data.terraform_remote_state.network.outputs.load_balancer_security_group_id}",
    ];
  },
  [
    "admits 0.0.0.0/0 to public-web-network/aws_security_group.security_group_load_balancer, which other resources than load balancers have",
  ],
  environment,
);
findsWhen(
  control,
  "a group that admits the internet, but that no load balancer has yet",
  (stacks) => {
    blockOf(stacks, "aws_lb").internal = true;
  },
  ["admits 0.0.0.0/0 to public-web-network/aws_security_group.security_group_load_balancer"],
  environment,
);
