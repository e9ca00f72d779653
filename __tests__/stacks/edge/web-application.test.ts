import { layerOf } from "../../support/environments";
import { publicProduction, webByPrefixList, webByVpcOrigin } from "../../support/records";
import { blocksOf, type Block, type TerraformJson } from "../../support/synthesize";

const edge = layerOf(webByVpcOrigin, "edge");
const network = layerOf(webByVpcOrigin, "network");
const outputOf = (layer: string, name: string) => `\${data.terraform_remote_state.${layer}.outputs.${name}}`;

test("the load balancer is internal, in the app tier, and admits nobody from the internet", () => {
  expect(edge.resource["aws_lb"]?.["public_load_balancer"]).toMatchObject({
    name: "it-edge-internal",
    internal: true,
    subnets: outputOf("network", "app_subnet_ids"),
  });
  const admitted = blocksOf(network, "aws_vpc_security_group_ingress_rule").filter(
    ([, rule]) => rule.cidr_ipv4 === "0.0.0.0/0" || rule.cidr_ipv6 === "::/0",
  );
  expect(admitted).toEqual([]);
  expect(blocksOf(edge, "aws_vpc_security_group_ingress_rule").map(([, rule]) => rule)).toEqual([
    {
      security_group_id: outputOf("network", "load_balancer_security_group_id"),
      referenced_security_group_id: "${data.aws_security_group.load_balancer_cloudfront_group.id}",
      description: "Requests that come through CloudFront",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    },
  ]);
});

test("switching CloudFront on changes the target of the application's one name, and no other name (trap of one name)", () => {
  const without = layerOf(publicProduction, "edge");
  const records = (json: TerraformJson) =>
    blocksOf(json, "aws_route53_record").filter(([address]) => address.startsWith("public_alias"));
  const [[address, before] = ["", {}]] = records(without);
  const [[sameAddress, after] = ["", {}], [, ipv6] = ["", {}]] = records(edge);
  expect(sameAddress).toBe(address);
  expect({ ...after, alias: undefined }).toEqual({ ...before, alias: undefined });
  const distribution = "aws_cloudfront_distribution.edge_web_distribution";
  expect(after.alias).toEqual({
    name: `\${${distribution}.domain_name}`,
    zone_id: `\${${distribution}.hosted_zone_id}`,
    evaluate_target_health: false,
  });
  expect(ipv6).toEqual({ ...after, type: "AAAA" });
});

test("rules on viewers' addresses are at the edge alone (trap of addresses)", () => {
  const names = (address: string) =>
    (edge.resource["aws_wafv2_web_acl"]?.[address].rule as { name: string }[]).map(({ name }) => name);
  expect(names("web_distribution_web_acl")).toEqual([
    "ip-reputation",
    "rate-limit",
    "common",
    "known-bad-inputs",
    "sql-database",
    "linux",
    "bot-control",
  ]);
  expect(names("regional_web_acl")).toEqual(["common", "known-bad-inputs", "sql-database", "linux"]);
});

describe("by CloudFront's prefix list", () => {
  const listed = layerOf(webByPrefixList, "edge");

  test("the load balancer is public, and admits CloudFront's servers alone, over IPv4", () => {
    expect(listed.resource["aws_lb"]?.["public_load_balancer"]).toMatchObject({
      // Another than that of an internal one, which stands beside it while one takes the other's place.
      name: "it-edge-web",
      internal: false,
      ip_address_type: "ipv4",
      subnets: outputOf("network", "public_subnet_ids"),
    });
    const group = "${aws_security_group.security_group_load_balancer.id}";
    const admitted = blocksOf(layerOf(webByPrefixList, "network"), "aws_vpc_security_group_ingress_rule");
    expect(admitted.filter(([, rule]) => rule.security_group_id === group).map(([, rule]) => rule)).toEqual([
      {
        security_group_id: group,
        prefix_list_id: "${data.aws_ec2_managed_prefix_list.security_group_cloudfront.id}",
        description: "Requests that come through CloudFront, whoever sends them",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      },
    ]);
    expect(listed.resource["aws_vpc_security_group_ingress_rule"]).toBeUndefined();
  });

  test("its firewall first blocks requests without the header, and lets no request skip its other rules", () => {
    const { rule } = listed.resource["aws_wafv2_web_acl"]?.["regional_web_acl"] as { rule: Block[] };
    expect(rule.map(({ name, priority }) => [name, priority] as unknown)).toEqual([
      ["origin-verification", 0],
      ["common", 1000],
      ["known-bad-inputs", 1100],
      ["sql-database", 1200],
      ["linux", 1300],
    ]);
    expect(rule[0]?.action).toEqual({ block: {} });
  });

  test("the rotation requests the load balancer through CloudFront, after the name leads to CloudFront: the load balancer is closed to the function too", () => {
    const lambda = listed.resource["aws_lambda_function"]?.["rotate_origin_secret_lambda"] as Block;
    expect(lambda.environment.variables).toMatchObject({
      PATTERN_SET_ID: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.id}",
      ORIGIN_URLS: "https://app.example.com/health",
    });
    expect(listed.resource["aws_secretsmanager_secret_rotation"]?.["origin_header_rotation"]).toMatchObject({
      depends_on: [
        "aws_lambda_permission.origin_header_permission",
        "aws_lambda_invocation.origin_value_first_copy",
        "aws_cloudfront_distribution.edge_web_distribution",
        "aws_wafv2_web_acl_association.regional_web_acl_association",
        "aws_route53_record.public_alias_a",
        "aws_route53_record.public_alias_aaaa",
      ],
    });
  });
});
