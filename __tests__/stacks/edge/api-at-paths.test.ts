import { merge } from "../../../stacks/environments/tree";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { appliedToRotation, grantsOf, variablesOf } from "../../support/functions";
import { apisAtPaths } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const reason = "the reason of a departure";
const edgeWith = (changes: object) => layerOf(merge(apisAtPaths, { edge: changes }) as EnvironmentRecord, "edge");
const headers = (mode: string) => edgeWith({ originProtection: { restApi: mode, httpApi: mode } });
const edge = edgeWith({});
const [written, applied] = [headers("header-lambda"), headers("header-apply")];

const blockOf = ({ resource }: TerraformJson, type: string, address: string) => resource[type]?.[address] as Block;
const distributionOf = (json: TerraformJson) => blockOf(json, "aws_cloudfront_distribution", "edge_web_distribution");

const distribution = "aws_cloudfront_distribution.edge_web_distribution";
const copy = "aws_lambda_invocation.origin_value_first_copy";
const copyIntoOrigins = "aws_lambda_invocation.sent_value_first_copy";
const admitted = "aws_vpc_security_group_ingress_rule.load_balancer_cloudfront_ingress";
const mappings = [
  "aws_api_gateway_base_path_mapping.rest_api_public_mapping",
  "aws_apigatewayv2_api_mapping.http_api_public_mapping",
];
const setHeader = "${aws_cloudfront_function.sent_header_set_header.arn}";
const [cached, never] = ["658327ea-f89d-4fab-a63d-7e88639e58f6", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"];

/** Of each behaviour: its paths, what is asked, by which cache policy, and whether the function adds the header. */
const behaviorsOf = (json: TerraformJson) => {
  const { default_cache_behavior: first, ordered_cache_behavior: others } = distributionOf(json);
  return [...(others as Block[]), first as Block].map((behavior): unknown[] => [
    behavior.path_pattern ?? "*",
    behavior.target_origin_id,
    behavior.cache_policy_id,
    (behavior.function_association as Block[] | undefined)?.map((one) => one.function_arn as string) ?? [],
  ]);
};

describe("one distribution with some paths for the APIs", () => {
  test("each path of an API leads to the API, all others to the web application, and only cachedPaths are cached", () => {
    expect(behaviorsOf(edge)).toEqual([
      ["/static/*", "web", cached, []],
      ["/orders/*/lines", "rest-api", never, [setHeader]],
      ["/orders/*", "rest-api", never, [setHeader]],
      ["/docs/*", "rest-api", cached, [setHeader]],
      ["/secure", "http-api", never, [setHeader]],
      ["*", "web", never, []],
    ]);
  });

  test("an API gets every method, OPTIONS too, and the viewer's whole request but the Host header; its path is not rewritten", () => {
    const { ordered_cache_behavior: behaviors, origin: origins } = distributionOf(edge);
    for (const behavior of (behaviors as Block[]).filter(({ cache_policy_id: policy }) => policy === never)) {
      expect(behavior).toMatchObject({
        allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        viewer_protocol_policy: "redirect-to-https",
      });
    }
    for (const origin of origins as Block[]) expect(origin).not.toHaveProperty("origin_path");
  });

  test("each API is requested as its own settings say, by its own name", () => {
    const origins = distributionOf(edge).origin as Block[];
    expect(origins.map(({ domain_name: name }) => name as string)).toEqual([
      "app.example.com",
      "origin-api.example.com",
      "origin-http-api.example.com",
    ]);
    expect(origins.map(({ origin_shield: shield }) => shield as unknown)).toEqual([
      undefined,
      { enabled: true, origin_shield_region: "eu-west-1" },
      undefined,
    ]);
    expect(origins.map((origin) => (origin.custom_origin_config ?? origin.vpc_origin_config) as Block)).toEqual([
      expect.objectContaining({ origin_read_timeout: 30, vpc_origin_id: expect.any(String) as string }),
      expect.objectContaining({ origin_read_timeout: 30, origin_protocol_policy: "https-only" }),
      expect.objectContaining({ origin_read_timeout: 10, origin_protocol_policy: "https-only" }),
    ]);
  });

  test("without domain names the APIs are requested at their default endpoints, the REST API below its stage", () => {
    const { restApi, httpApi } = apisAtPaths.edge;
    const nameless = { restApi: { routes: restApi.routes }, httpApi: { routes: httpApi.routes } };
    const json = layerOf({ ...apisAtPaths, edge: { ...apisAtPaths.edge, ...nameless } }, "edge");
    const [, rest, http] = distributionOf(json).origin as Block[];
    expect(rest).toMatchObject({
      domain_name: "${aws_api_gateway_rest_api.rest_api_api.id}.execute-api.eu-west-1.amazonaws.com",
      origin_path: "/${aws_api_gateway_stage.rest_api_stage_stage.stage_name}",
    });
    expect(http).toMatchObject({
      domain_name: "${aws_apigatewayv2_api.http_api_api.id}.execute-api.eu-west-1.amazonaws.com",
    });
    expect(json.output["rest_api_url"]).toMatchObject({ value: "https://app.example.com" });
  });

  test("the distribution has the web application's web ACL; behind it the REST API's web ACL first requires the header", () => {
    expect(Object.keys(edge.resource["aws_wafv2_web_acl"] ?? {}).sort()).toEqual([
      "api_stage_web_acl",
      "regional_web_acl",
      "user_pool_web_acl",
      "web_distribution_web_acl",
    ]);
    const rules = (address: string) =>
      (blockOf(edge, "aws_wafv2_web_acl", address).rule as Block[]).map(({ name }) => name as string);
    expect(rules("api_stage_web_acl")).toEqual([
      "origin-verification",
      "common",
      "known-bad-inputs",
      "sql-database",
      "linux",
    ]);
    expect(rules("web_distribution_web_acl")).toContain("rate-limit");
  });

  test("publishes that both APIs answer under the web application's name, and the names by which CloudFront requests them", () => {
    const values = Object.entries(edge.output)
      .filter(([name]) => /^(rest|http)_api_/.test(name))
      .map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual({
      http_api_id: "${aws_apigatewayv2_api.http_api_api.id}",
      http_api_url: "https://app.example.com",
      http_api_origin_url: "https://origin-http-api.example.com",
      rest_api_id: "${aws_api_gateway_rest_api.rest_api_api.id}",
      rest_api_url: "https://app.example.com",
      rest_api_origin_url: "https://origin-api.example.com",
      rest_api_web_acl_arn: "${aws_wafv2_web_acl.api_stage_web_acl.arn}",
    });
  });
});

describe("the header goes to the origins that ask for it, and to no other:", () => {
  test("by a function of their behaviours; one apply makes the value, its copy, the distribution, then the rotation", () => {
    expect(distributionOf(edge)).toMatchObject({ depends_on: [admitted, copy, ...mappings] });
    expect(blockOf(edge, "aws_secretsmanager_secret_rotation", "origin_header_rotation").depends_on).toEqual([
      "aws_lambda_permission.origin_header_permission",
      copy,
      distribution,
      "aws_wafv2_web_acl_association.api_stage_web_acl_association",
    ]);
    expect(blockOf(edge, "aws_route53_record", "public_alias_a")).not.toHaveProperty("depends_on");
  });

  test("an API that is left open gets no header", () => {
    const json = edgeWith({ originProtection: { restApi: { value: "none", reason } } });
    expect(behaviorsOf(json).map(([pattern, , , functions]) => [pattern, functions])).toEqual([
      ["/static/*", []],
      ["/orders/*/lines", []],
      ["/orders/*", []],
      ["/docs/*", []],
      ["/secure", [setHeader]],
      ["*", []],
    ]);
    expect(json.resource).not.toHaveProperty("aws_wafv2_regex_pattern_set");
  });

  test("by the rotation, which writes the header into both origins of the distribution before the name leads there", () => {
    const { origin: origins, lifecycle, depends_on: after } = distributionOf(written);
    expect((origins as Block[]).map((origin) => origin.custom_header as unknown)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect((lifecycle as Block).ignore_changes).toEqual(["origin"]);
    expect(after).toEqual([admitted, ...mappings]);
    const variables = variablesOf(written, "rotate_origin_secret");
    const of = (origin: string) => `\${${distribution}.id}/\${local.edge_web_${origin}_id}`;
    expect(variables["DISTRIBUTION_ORIGINS"]).toBe(`${of("rest_api")},${of("http_api")}`);
    const { applied, read } = appliedToRotation(variables);
    expect(read).toEqual(applied);
    expect(
      grantsOf(written, "rotate_origin_secret")
        .slice(-3)
        .map(({ Resource }) => Resource as unknown),
    ).toEqual([
      `\${${distribution}.arn}`,
      "${aws_wafv2_web_acl.web_distribution_web_acl.arn}",
      "arn:aws:cloudfront::123456789012:vpcorigin/*",
    ]);
    for (const type of ["a", "aaaa"]) {
      expect(blockOf(written, "aws_route53_record", `public_alias_${type}`).depends_on).toEqual([copyIntoOrigins]);
    }
    expect(blockOf(written, "aws_secretsmanager_secret_rotation", "origin_header_rotation").depends_on).toEqual([
      "aws_lambda_permission.origin_header_permission",
      copyIntoOrigins,
      distribution,
      "aws_wafv2_web_acl_association.api_stage_web_acl_association",
    ]);
  });

  test("by Terraform, with which origins accept a value before CloudFront sends the value", () => {
    const { origin: origins, depends_on: after } = distributionOf(applied);
    const custom = [{ name: "x-origin-verify", value: "${sensitive(terraform_data.origin_value_a.output)}" }];
    expect((origins as Block[]).map((origin) => origin.custom_header as unknown)).toEqual([undefined, custom, custom]);
    expect(after).toEqual([
      admitted,
      "aws_wafv2_regex_pattern_set.accepted_header_patterns",
      "aws_secretsmanager_secret_version.accepted_values",
      ...mappings,
    ]);
  });

  test("beside a load balancer that requires the header too and gets the viewer's Host; the one name is the web application's", () => {
    const json = edgeWith({ exposure: "cloudfront-prefix-list" });
    expect(behaviorsOf(json).map(([, , , functions]) => functions)).toEqual(Array(6).fill([setHeader]));
    const policies = (distributionOf(json).ordered_cache_behavior as Block[]).map(
      ({ path_pattern: pattern, origin_request_policy_id: policy }) => [pattern, policy] as unknown,
    );
    expect(policies).toEqual([
      ["/static/*", "${aws_cloudfront_origin_request_policy.sent_header_header_and_host.id}"],
      ["/orders/*/lines", "b689b0a8-53d0-40ab-baf2-68738e2966ac"],
      ["/orders/*", "b689b0a8-53d0-40ab-baf2-68738e2966ac"],
      ["/docs/*", "${aws_cloudfront_origin_request_policy.sent_header_header_only.id}"],
      ["/secure", "b689b0a8-53d0-40ab-baf2-68738e2966ac"],
    ]);
    expect(blockOf(json, "aws_cloudfront_function", "sent_header_set_header").code).toContain(
      'if (!["app.example.com"].includes(host',
    );
    expect(variablesOf(json, "rotate_origin_secret")["ORIGIN_URLS"]).toBe(
      "https://origin-api.example.com/origin-check,https://app.example.com/health",
    );
  });
});

describe("from distributions of their own to paths of one distribution", () => {
  const { restApi, httpApi } = apisAtPaths.edge;
  const withOrigin = <D extends { readonly publicName: string }>(domain: D, publicName: string) => ({
    ...domain,
    publicName,
    originName: domain.publicName,
  });
  const apart = layerOf(
    {
      ...apisAtPaths,
      edge: {
        ...apisAtPaths.edge,
        cloudFront: { web: { cachedPaths: ["/static/*"] }, restApi: {}, httpApi: {} },
        restApi: { ...restApi, domain: withOrigin(restApi.domain, "api.example.com") },
        httpApi: { ...httpApi, domain: withOrigin(httpApi.domain, "http-api.example.com") },
      },
    },
    "edge",
  );
  const kept = edgeWith({
    restApi: { domain: { publicName: "api.example.com" } },
    httpApi: { domain: { publicName: "http-api.example.com" } },
  });

  /** By the role of the distribution, and by that of the API. */
  const goneOf = (role: string, api: string) => [
    `aws_cloudfront_distribution.edge_${role}_distribution`,
    `aws_cloudfront_response_headers_policy.edge_${role}_response_headers_policy`,
    `aws_cloudwatch_log_delivery_source.edge_${role}_logs_source`,
    `aws_cloudwatch_log_delivery_destination.edge_${role}_logs_destination`,
    `aws_cloudwatch_log_delivery.edge_${role}_logs_delivery`,
    `aws_cloudwatch_log_group.edge_${role}_logs_access_log_group`,
    `aws_cloudwatch_metric_alarm.edge_${role}_alarms_distribution_errors_alarm`,
    `aws_cloudwatch_metric_alarm.edge_${role}_alarms_edge_blocked_requests_alarm`,
    `aws_wafv2_web_acl.${role}_distribution_web_acl`,
    `aws_wafv2_web_acl_logging_configuration.${role}_distribution_web_acl_logging`,
    `aws_cloudwatch_log_group.${role}_distribution_web_acl_requests_log_group`,
    ...["edge", "origin"].flatMap((name) => [
      `aws_acm_certificate.${api}_${name}_domain_certificate`,
      `aws_acm_certificate_validation.${api}_${name}_domain_validation`,
    ]),
    `aws_route53_record.${api}_origin_domain_validation_record`,
    `aws_route53_record.${api}_origin_alias_a`,
    `aws_route53_record.${api}_public_alias_aaaa`,
  ];

  test("the APIs' distributions and second names are destroyed; no API and no public name is replaced", () => {
    const all = ({ resource }: TerraformJson) =>
      Object.entries(resource).flatMap(([type, blocks]) =>
        Object.entries(blocks).map(([address, block]) => [`${type}.${address}`, block] as const),
      );
    const [before, after] = [new Map(all(apart)), new Map(all(kept))];
    const changed = [...before].filter(
      ([address, block]) => after.has(address) && JSON.stringify(block) !== JSON.stringify(after.get(address)),
    );
    expect(changed.map(([address]) => address)).toEqual([
      "aws_lambda_function.rotate_origin_secret_lambda",
      "aws_route53_record.http_api_public_alias_a",
      "aws_route53_record.rest_api_public_alias_a",
      distribution,
      "aws_secretsmanager_secret_rotation.origin_header_rotation",
    ]);
    expect([...after.keys()].filter((address) => !before.has(address))).toEqual([]);
    expect([...before.keys()].filter((address) => !after.has(address)).sort()).toEqual(
      [
        ...goneOf("api", "rest_api"),
        "aws_api_gateway_domain_name.rest_api_origin_name",
        "aws_api_gateway_base_path_mapping.rest_api_origin_mapping",
        ...goneOf("http_api", "http_api"),
        "aws_apigatewayv2_domain_name.http_api_origin_name",
        "aws_apigatewayv2_api_mapping.http_api_origin_mapping",
      ].sort(),
    );
  });
});
