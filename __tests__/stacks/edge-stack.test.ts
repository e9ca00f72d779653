import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { layerOf, synthesizeEnvironments } from "../support/environments";
import { publicProduction as production, restApiBehindCloudFront, trial } from "../support/records";
import type { Block } from "../support/synthesize";

const edgeOf = (record: EnvironmentRecord) => {
  const stack = synthesizeEnvironments({ it: record })["it-edge"];
  if (stack === undefined) throw new Error("an environment has an edge");
  return stack;
};
const withDomain = (certificate: string): EnvironmentRecord => ({
  ...production,
  edge: { ...production.edge, domain: { name: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate } },
});

test("stands in front of compute's fleet, in network's subnets and security group", () => {
  const { resource } = edgeOf(production);
  const remote = (output: string) => `\${data.terraform_remote_state.${output}}`;
  expect(resource["aws_lb"]?.["public_load_balancer"]).toMatchObject({
    subnets: remote("network.outputs.public_subnet_ids"),
    security_groups: [remote("network.outputs.load_balancer_security_group_id")],
    access_logs: { bucket: remote("network.outputs.access_log_bucket_name"), enabled: true },
  });
  expect(resource["aws_autoscaling_attachment"]?.["web_attachment"]).toMatchObject({
    autoscaling_group_name: remote("compute.outputs.web_fleet_name"),
  });
});

test("has its web ACL on the load balancer before a listener accepts the first request", () => {
  const { resource } = edgeOf(production);
  expect(resource["aws_wafv2_web_acl_association"]?.["regional_web_acl_association"]).toEqual({
    resource_arn: "${aws_lb.public_load_balancer.arn}",
    web_acl_arn: "${aws_wafv2_web_acl.regional_web_acl.arn}",
  });
  for (const listener of Object.values(resource["aws_lb_listener"] ?? {}) as Block[]) {
    expect(listener.depends_on).toEqual(["aws_wafv2_web_acl_association.regional_web_acl_association"]);
  }
});

test("answers under its domain with an issued certificate, or with a given certificate", () => {
  expect(edgeOf(withDomain("issued")).resource["aws_lb_listener"]?.["public_listener_https"]).toMatchObject({
    certificate_arn: "${aws_acm_certificate_validation.domain_validation.certificate_arn}",
  });
  const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
  const given = edgeOf(withDomain(arn));
  expect(given.resource["aws_lb_listener"]?.["public_listener_https"]).toMatchObject({ certificate_arn: arn });
  expect(given.resource).not.toHaveProperty("aws_acm_certificate");
  expect(given.output["web_url"]).toMatchObject({ value: "https://app.example.com" });
});

test("serves plain HTTP by demo's departure alone, without a name or a certificate", () => {
  const { resource, output } = edgeOf(trial);
  expect(Object.keys(resource["aws_lb_listener"] ?? {})).toEqual(["public_listener_http"]);
  expect(resource).not.toHaveProperty("aws_acm_certificate");
  expect(resource).not.toHaveProperty("aws_route53_record");
  expect(output["web_url"]).toMatchObject({ value: "http://${aws_lb.public_load_balancer.dns_name}" });
});

test("declares the provider of us-east-1 also without resources there, so that Terraform can destroy earlier resources", () => {
  expect(edgeOf(production).provider["aws"]?.map(({ alias, region }) => [alias, region])).toEqual([
    [undefined, "eu-west-1"],
    ["us_east_1", "us-east-1"],
  ]);
});

test("has no alarm and no dashboard without a topic", () => {
  const { resource } = edgeOf(trial);
  expect(resource).not.toHaveProperty("aws_cloudwatch_metric_alarm");
  expect(resource).not.toHaveProperty("aws_cloudwatch_dashboard");
});

test("logs AWS WAF's matches to a log group that identity's key and the delivery policy admit by name", () => {
  const { resource } = edgeOf(production);
  expect(resource["aws_cloudwatch_log_group"]?.["regional_web_acl_requests_log_group"]).toEqual({
    name: "aws-waf-logs-it_web",
    retention_in_days: 365,
    kms_key_id: "${data.terraform_remote_state.identity.outputs.logs_key_arn}",
    skip_destroy: true,
  });
  const policy = resource["aws_cloudwatch_log_resource_policy"]?.["logs_delivery_policy"] as Block;
  const { Statement } = JSON.parse(policy.policy_document as string) as { Statement: Block[] };
  expect(Statement.map((statement) => statement.Resource)).toEqual([
    [
      "arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-it_*:log-stream:*",
      "arn:aws:logs:eu-west-1:123456789012:log-group:/palisade/it/edge/*:log-stream:*",
    ],
  ]);
  const logging = resource["aws_wafv2_web_acl_logging_configuration"]?.["regional_web_acl_logging"];
  expect(logging).toMatchObject({
    resource_arn: "${aws_wafv2_web_acl.regional_web_acl.arn}",
    log_destination_configs: ["${aws_cloudwatch_log_group.regional_web_acl_requests_log_group.arn}"],
  });
  expect(edgeOf(trial).resource).not.toHaveProperty("aws_wafv2_web_acl_logging_configuration");
});

test("has an IPv6 address and an AAAA record only where the network has IPv6", () => {
  const recordsOf = ({ resource }: ReturnType<typeof edgeOf>) =>
    Object.keys(resource["aws_route53_record"] ?? {}).filter((name) => name.startsWith("public_alias"));
  const addressType = (type: string) => ({ public_load_balancer: { ip_address_type: type } });
  const dualStack = edgeOf({ ...production, network: { ...production.network, ipv6: true } });
  expect(dualStack.resource["aws_lb"]).toMatchObject(addressType("dualstack"));
  expect(recordsOf(dualStack)).toEqual(["public_alias_a", "public_alias_aaaa"]);
  expect(edgeOf(production).resource["aws_lb"]).toMatchObject(addressType("ipv4"));
  expect(recordsOf(edgeOf(production))).toEqual(["public_alias_a"]);
});

test("lists of addresses become IP sets, and their rules come before all others", () => {
  const { resource } = edgeOf({
    ...production,
    edge: { ...production.edge, waf: { ipLists: { allow: ["198.41.0.0/24"], deny: ["2606:4700::/32"] } } },
  });
  expect(Object.keys(resource["aws_wafv2_ip_set"] ?? {}).sort()).toEqual([
    "regional_ip_list_allow_ipv4",
    "regional_ip_list_allow_ipv6",
    "regional_ip_list_deny_ipv4",
    "regional_ip_list_deny_ipv6",
  ]);
  const { rule } = resource["aws_wafv2_web_acl"]?.["regional_web_acl"] as { rule: Block[] };
  expect(rule.map(({ name }) => name as string).slice(0, 2)).toEqual(["ip-allow-list", "ip-deny-list"]);
});

test("scales on requests only a fleet that may grow", () => {
  expect(edgeOf(trial).resource).not.toHaveProperty("aws_autoscaling_policy");
  expect(Object.keys(edgeOf(production).resource["aws_autoscaling_policy"] ?? {})).toEqual([
    "web_request_scaling_policy",
  ]);
});

test("has deletion protection in production; teardown lifts the protection and changes nothing else", () => {
  const before = edgeOf(production).resource;
  const after = edgeOf({ ...production, teardown: { reason: "the product is retired" } }).resource;
  expect(before["aws_lb"]?.["public_load_balancer"]).toMatchObject({ enable_deletion_protection: true });
  const changed = Object.entries(before).flatMap(([type, blocks]) =>
    Object.keys(blocks).flatMap((address) => {
      const [old, now] = [before, after].map((resource) => resource[type]?.[address] as Block);
      return Object.keys({ ...old, ...now })
        .filter((key) => JSON.stringify(old?.[key]) !== JSON.stringify(now?.[key]))
        .map((key) => `${type}.${address}.${key}`);
    }),
  );
  expect(changed.sort()).toEqual([
    "aws_cloudwatch_log_group.regional_web_acl_requests_log_group.skip_destroy",
    "aws_kms_key.us_east_1_logs_key.deletion_window_in_days",
    "aws_kms_key.us_east_1_logs_key.lifecycle",
    "aws_lb.public_load_balancer.enable_deletion_protection",
  ]);
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
});

test("keeps the role of API Gateway's logs if the record does not set a role, except in a teardown", () => {
  const left = [
    "aws_api_gateway_account.api_gateway_account",
    "aws_iam_role_policy_attachment.api_gateway_push_to_cloudwatch_logs",
    "aws_iam_role.api_gateway_role",
  ].map((from) => ({ from, lifecycle: { destroy: false } }));
  const leftBy = (record: EnvironmentRecord) => {
    const { removed = [] } = layerOf(record, "edge");
    return removed.filter(({ from }) => !(from as string).startsWith("aws_route53_record."));
  };
  const withApi = (accountLogging: "create" | "existing"): EnvironmentRecord => ({
    ...restApiBehindCloudFront,
    edge: { ...restApiBehindCloudFront.edge, restApi: { ...restApiBehindCloudFront.edge.restApi, accountLogging } },
  });
  expect(leftBy(production)).toEqual(left);
  expect(leftBy(withApi("existing"))).toEqual(left);
  expect(leftBy(withApi("create"))).toEqual([]);
  expect(leftBy({ ...production, teardown: { reason: "the environment goes" } })).toEqual([]);
});

test("publishes its URL and the resources behind it", () => {
  expect(Object.keys(edgeOf(production).output).sort()).toEqual([
    "load_balancer_arn",
    "load_balancer_dns_name",
    "web_acl_arn",
    "web_url",
  ]);
});
