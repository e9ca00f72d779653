import { NetworkAcls } from "../../../modules/network/network-acls";
import { planSubnets } from "../../../modules/network/subnet-plan";
import { synthesizeModule, type Block } from "../../support/synthesize";

type Props = ConstructorParameters<typeof NetworkAcls>[2];

function rulesOf(ipv6 = false, loadBalancerTier?: "app", others: Partial<Props> = {}) {
  const { resource } = synthesizeModule((stack) => {
    new NetworkAcls(stack, "network_acl", {
      name: (role) => `prod-network-${role}`,
      vpcId: "vpc-1",
      vpcCidrBlock: "10.0.0.0/16",
      plan: planSubnets("10.0.0.0/16", 2),
      subnetIds: { public: ["pub-0", "pub-1"], app: ["app-0", "app-1"], data: ["data-0", "data-1"] },
      ipv6,
      ...(loadBalancerTier && { loadBalancerTier }),
      ...others,
    });
  });
  const acls = Object.entries(resource["aws_network_acl"] ?? {}) as [string, Block][];
  const rules = Object.values(resource["aws_network_acl_rule"] ?? {}) as Block[];
  return {
    numbers: Object.fromEntries(
      Object.entries(resource["aws_network_acl_rule"] ?? {}).map(([address, { network_acl_id, rule_number }]) => [
        address,
        { acl: network_acl_id as string, number: rule_number as number },
      ]),
    ),
    subnets: acls.map(([address, { subnet_ids }]) => [address, subnet_ids]),
    of: (tier: string, direction: "in" | "out") =>
      rules
        .filter(
          (rule) => (rule.network_acl_id as string).includes(`_${tier}.`) && rule.egress === (direction === "out"),
        )
        .map((rule) => [
          rule.rule_number,
          rule.rule_action,
          rule.icmp_type === undefined
            ? `${rule.protocol as string} ${rule.from_port as number}-${rule.to_port as number}`
            : `${rule.protocol as string} type ${rule.icmp_type as number} code ${rule.icmp_code as number}`,
          rule.cidr_block ?? rule.ipv6_cidr_block,
        ]),
  };
}

test("lets routers say to the tiers that talk beyond the VPC that a packet is too large", () => {
  const paths = (tier: string) =>
    rulesOf(true)
      .of(tier, "in")
      .filter(([number]) => (number as number) >= 900);
  expect(paths("public")).toEqual(paths("app"));
  expect(paths("data")).toEqual([]);
});

test("fences each tier with an ACL of its own", () => {
  expect(rulesOf().subnets).toEqual([
    ["network_acl_public", ["pub-0", "pub-1"]],
    ["network_acl_app", ["app-0", "app-1"]],
    ["network_acl_data", ["data-0", "data-1"]],
  ]);
});

test("admits viewers to the public tier on ports 80 and 443, and answers to any port but Remote Desktop's", () => {
  expect(rulesOf().of("public", "in")).toEqual([
    [100, "allow", "tcp 80-80", "0.0.0.0/0"],
    [110, "allow", "tcp 443-443", "0.0.0.0/0"],
    [120, "allow", "tcp 1024-65535", "10.0.0.0/16"],
    [130, "allow", "tcp 1024-3388", "0.0.0.0/0"],
    [140, "allow", "tcp 3390-65535", "0.0.0.0/0"],
    [900, "allow", "icmp type 3 code 4", "0.0.0.0/0"],
  ]);
  expect(rulesOf().of("public", "out")).toEqual([
    [150, "allow", "tcp 80-80", "10.0.0.0/16"],
    [160, "allow", "tcp 443-443", "0.0.0.0/0"],
    [170, "allow", "tcp 1024-65535", "0.0.0.0/0"],
  ]);
});

test("admits the public tier alone to the app tier's port 80, and the VPC to its endpoints", () => {
  expect(rulesOf().of("app", "in")).toEqual([
    [100, "allow", "tcp 80-80", "10.0.128.0/18"],
    [110, "allow", "tcp 443-443", "10.0.0.0/16"],
    [120, "allow", "tcp 1024-65535", "10.0.0.0/16"],
    [130, "allow", "tcp 1024-3388", "0.0.0.0/0"],
    [140, "allow", "tcp 3390-65535", "0.0.0.0/0"],
    [900, "allow", "icmp type 3 code 4", "0.0.0.0/0"],
  ]);
  expect(rulesOf().of("app", "out")).toEqual([
    [150, "allow", "tcp 443-443", "0.0.0.0/0"],
    [160, "allow", "tcp 3306-3306", "10.0.192.0/18"],
    [170, "allow", "tcp 1024-65535", "10.0.0.0/16"],
  ]);
});

test("admits the app tier alone to the data tier, on MySQL's port", () => {
  expect(rulesOf().of("data", "in")).toEqual([[100, "allow", "tcp 3306-3306", "10.0.0.0/17"]]);
  expect(rulesOf().of("data", "out")).toEqual([[110, "allow", "tcp 1024-65535", "10.0.0.0/17"]]);
});

test("says the same for IPv6 wherever a rule is for any address, and nowhere else", () => {
  expect(rulesOf(true).of("public", "in")).toEqual([
    [100, "allow", "tcp 80-80", "0.0.0.0/0"],
    [105, "allow", "tcp 80-80", "::/0"],
    [110, "allow", "tcp 443-443", "0.0.0.0/0"],
    [115, "allow", "tcp 443-443", "::/0"],
    [120, "allow", "tcp 1024-65535", "10.0.0.0/16"],
    [130, "allow", "tcp 1024-3388", "0.0.0.0/0"],
    [135, "allow", "tcp 1024-3388", "::/0"],
    [140, "allow", "tcp 3390-65535", "0.0.0.0/0"],
    [145, "allow", "tcp 3390-65535", "::/0"],
    [900, "allow", "icmp type 3 code 4", "0.0.0.0/0"],
    [905, "allow", "58 type 2 code 0", "::/0"],
  ]);
  expect(rulesOf(true).of("data", "in")).toEqual([[100, "allow", "tcp 3306-3306", "10.0.0.0/17"]]);
});

test("beside an internal load balancer, the app tier talks HTTP with itself and with no other", () => {
  const plain = (direction: "in" | "out") =>
    rulesOf(false, "app")
      .of("app", direction)
      .filter(([, , ports]) => ports === "tcp 80-80")
      .map(([, action, , peer]) => [action, peer]);
  const { cidrBlock } = planSubnets("10.0.0.0/16", 2).app;
  expect(plain("in")).toEqual([["allow", cidrBlock]]);
  expect(plain("out")).toEqual([["allow", cidrBlock]]);
});

test("beside an internal load balancer, lets answers out to any IPv4 address, since CloudFront is not of the VPC", () => {
  const beyond = (ipv6: boolean) => {
    const known = rulesOf(ipv6)
      .of("app", "out")
      .map((rule) => String(rule));
    return rulesOf(ipv6, "app")
      .of("app", "out")
      .filter((rule) => !known.includes(String(rule)));
  };
  const added = [
    [180, "allow", "tcp 80-80", "10.0.0.0/17"],
    [200, "allow", "tcp 1024-65535", "0.0.0.0/0"],
  ];
  expect(beyond(false)).toEqual(added);
  expect(beyond(true)).toEqual(added);
});

test("lets an internal load balancer reach instances in the public tier, where they are", () => {
  const plain = (fleetTier: "app" | "public", loadBalancerTier?: "app") =>
    rulesOf(false, loadBalancerTier, { fleetTier })
      .of("app", "out")
      .filter(([, , ports]) => ports === "tcp 80-80")
      .map(([number, , , peer]) => [number, peer]);
  expect(plain("public", "app")).toEqual([
    [180, "10.0.0.0/17"],
    [210, "10.0.128.0/18"],
  ]);
  expect(plain("app", "app")).toEqual([[180, "10.0.0.0/17"]]);
  expect(plain("public")).toEqual([]);
});

test("admits answers to port 3389 where something calls from it, over TCP and IPv4, and nowhere else", () => {
  const remoteDesktop = (tier: string, callersOnEveryPort: NonNullable<Props["callersOnEveryPort"]>) =>
    rulesOf(true, undefined, { callersOnEveryPort })
      .of(tier, "in")
      .filter(([, , ports, peer]) => String(ports).includes("3389") && peer !== "10.0.0.0/16");
  const entry = [[190, "allow", "tcp 3389-3389", "0.0.0.0/0"]];
  expect(remoteDesktop("public", ["public"])).toEqual(entry);
  expect(remoteDesktop("app", ["public"])).toEqual([]);
  expect(remoteDesktop("app", ["public", "app"])).toEqual(entry);
  expect(remoteDesktop("public", [])).toEqual([]);
  expect(remoteDesktop("data", ["public", "app"])).toEqual([]);
});

test("gives no two rules of an ACL one number, and each rule the same number whatever other rules there are", () => {
  const most = rulesOf(true, "app", { fleetTier: "public", callersOnEveryPort: ["public", "app"] }).numbers;
  const places = Object.values(most).map(({ acl, number }) => `${acl} ${number}`);
  expect(places).toHaveLength(36);
  expect(new Set(places).size).toBe(places.length);
  expect(most).toMatchObject(rulesOf().numbers);
});
