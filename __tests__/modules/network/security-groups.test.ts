import { SecurityGroups } from "../../../modules/network/security-groups";
import { synthesizeModule, type Block } from "../../support/synthesize";

type Props = ConstructorParameters<typeof SecurityGroups>[2];

const usual: Props = {
  namePrefix: (role) => `prod-network-${role}`,
  vpcId: "vpc-1",
  internetPorts: [80, 443],
  egress: "endpoints",
  s3PrefixListId: "pl-1",
};

function rulesOf(props: Partial<Props> = {}) {
  const { resource } = synthesizeModule((stack) => {
    new SecurityGroups(stack, "security_group", { ...usual, ...props });
  });
  const group = (id: string) => /security_group_(\w+)\.id/.exec(id)?.[1];
  const rules = (type: string) =>
    (Object.values(resource[type] ?? {}) as Block[]).map((rule) => [
      group(rule.security_group_id as string),
      `${rule.ip_protocol as string} ${rule.from_port as number}-${rule.to_port as number}`,
      rule.cidr_ipv4 ?? rule.cidr_ipv6 ?? rule.prefix_list_id ?? group(rule.referenced_security_group_id as string),
    ]);
  return {
    groups: resource["aws_security_group"] as Record<string, Block>,
    ingress: rules("aws_vpc_security_group_ingress_rule"),
    egress: rules("aws_vpc_security_group_egress_rule"),
    descriptions: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"].flatMap((type) =>
      (Object.values(resource[type] ?? {}) as Block[]).map(({ description }) => description as string),
    ),
  };
}

test("admits the internet to the load balancer on ports 80 and 443, and to nothing else", () => {
  expect(rulesOf().ingress).toEqual([
    ["load_balancer", "tcp 80-80", "0.0.0.0/0"],
    ["load_balancer", "tcp 443-443", "0.0.0.0/0"],
    ["app", "tcp 80-80", "load_balancer"],
    ["endpoint", "tcp 443-443", "app"],
  ]);
});

test("admits CloudFront's servers on one port, since their list fills a group, and no other address of the internet", () => {
  expect(rulesOf({ internetPorts: [], cloudFrontPort: 443, ipv6: true }).ingress).toEqual([
    ["load_balancer", "tcp 443-443", "${data.aws_ec2_managed_prefix_list.security_group_cloudfront.id}"],
    ["app", "tcp 80-80", "load_balancer"],
    ["endpoint", "tcp 443-443", "app"],
  ]);
  const { data } = synthesizeModule((stack) => {
    new SecurityGroups(stack, "security_group", { ...usual, internetPorts: [], cloudFrontPort: 443 });
  });
  expect(data["aws_ec2_managed_prefix_list"]).toEqual({
    security_group_cloudfront: { name: "com.amazonaws.global.cloudfront.origin-facing" },
  });
});

test("lets instances out to the endpoints and to S3 alone", () => {
  expect(rulesOf().egress).toEqual([
    ["load_balancer", "tcp 80-80", "app"],
    ["app", "tcp 443-443", "endpoint"],
    ["app", "tcp 443-443", "pl-1"],
  ]);
});

test("lets instances out to port 443 of anywhere where that is asked for", () => {
  expect(rulesOf({ egress: "anywhere", internetPorts: [80] })).toMatchObject({
    ingress: [
      ["load_balancer", "tcp 80-80", "0.0.0.0/0"],
      ["app", "tcp 80-80", "load_balancer"],
      ["endpoint", "tcp 443-443", "app"],
    ],
    egress: [
      ["load_balancer", "tcp 80-80", "app"],
      ["app", "tcp 443-443", "0.0.0.0/0"],
    ],
  });
});

test("says the same for IPv6 where the VPC has it", () => {
  expect(rulesOf({ ipv6: true, egress: "anywhere" })).toMatchObject({
    ingress: [
      ["load_balancer", "tcp 80-80", "0.0.0.0/0"],
      ["load_balancer", "tcp 80-80", "::/0"],
      ["load_balancer", "tcp 443-443", "0.0.0.0/0"],
      ["load_balancer", "tcp 443-443", "::/0"],
      ["app", "tcp 80-80", "load_balancer"],
      ["endpoint", "tcp 443-443", "app"],
    ],
    egress: [
      ["load_balancer", "tcp 80-80", "app"],
      ["app", "tcp 443-443", "0.0.0.0/0"],
      ["app", "tcp 443-443", "::/0"],
    ],
  });
});

describe("with a database", () => {
  const added = (props: Partial<Props>) => {
    const [without, having] = [rulesOf(props), rulesOf({ ...props, database: true })];
    const beyond = (direction: "ingress" | "egress") =>
      having[direction].filter((rule) => !without[direction].some((known) => String(known) === String(rule)));
    return { ingress: beyond("ingress"), egress: beyond("egress") };
  };

  test("admits the functions to it on port 3306 and nobody else, and lets it open no connection", () => {
    expect(added({})).toEqual({
      ingress: [
        ["database", "tcp 3306-3306", "functions"],
        ["endpoint", "tcp 443-443", "functions"],
      ],
      egress: [
        ["functions", "tcp 3306-3306", "database"],
        ["functions", "tcp 443-443", "endpoint"],
        ["functions", "tcp 443-443", "pl-1"],
      ],
    });
  });

  test("lets the functions out to port 443 of anywhere where instances have no other way either", () => {
    expect(added({ egress: "anywhere", ipv6: true }).egress).toEqual([
      ["functions", "tcp 3306-3306", "database"],
      ["functions", "tcp 443-443", "0.0.0.0/0"],
      ["functions", "tcp 443-443", "::/0"],
    ]);
  });

  test("has neither group without one", () => {
    expect(Object.keys(rulesOf().groups)).toEqual(
      ["load_balancer", "app", "endpoint"].map((id) => `security_group_${id}`),
    );
  });
});

test("has no group for endpoints, and no rule of one, where there are none", () => {
  const without = rulesOf({ endpoints: false, egress: "anywhere", database: true });
  expect(Object.keys(without.groups)).toEqual(
    ["load_balancer", "app", "database", "functions"].map((id) => `security_group_${id}`),
  );
  expect([...without.ingress, ...without.egress].flat().filter((end) => end === "endpoint")).toEqual([]);
});

test("describes every rule, and replaces a group before it removes the old one", () => {
  const { groups, descriptions } = rulesOf({ database: true });
  expect(descriptions.filter((text) => text.length < 10)).toEqual([]);
  for (const group of Object.values(groups)) {
    expect(group).toMatchObject({ lifecycle: { create_before_destroy: true } });
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
    expect(group.name_prefix).toMatch(/^prod-network-[a-z-]+-$/);
  }
});
