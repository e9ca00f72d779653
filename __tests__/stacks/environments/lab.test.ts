import { lab } from "../../support/example-records/lab";
import { functionRuntime } from "../../../modules/shared/function-package/runtime";
import { synthesizeEnvironments } from "../../support/environments";
import type { Block, TerraformJson } from "../../support/synthesize";

/** Amazon CloudFront Developer Guide, "Use managed cache policies": CachingDisabled. */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

const stacks = synthesizeEnvironments({
  lab: { ...lab, lab: { step: "signedIn", signInPrefix: "example-lab" } },
});
const all = Object.values(stacks);
const of = (stack: TerraformJson | undefined, type: string) =>
  (stack?.resource[type] ?? {}) as Readonly<Record<string, Block>>;
const everywhere = (type: string): Block[] => all.flatMap((stack) => Object.values(of(stack, type)));
const edge = stacks["lab-edge"];

describe("the lab does not have the faults of the original", () => {
  test("a second API beside the first: there is one API, its one stage has a web ACL, its one route that calls a function requires a token", () => {
    expect(everywhere("aws_api_gateway_rest_api")).toHaveLength(1);
    expect(everywhere("aws_apigatewayv2_api")).toEqual([]);
    expect(
      Object.entries(of(edge, "aws_api_gateway_stage")).map(([id, { stage_name }]) => [id, stage_name as string]),
    ).toEqual([["rest_api_stage_stage", "Dev"]]);
    expect(of(edge, "aws_wafv2_web_acl_association")["api_stage_web_acl_association"]).toMatchObject({
      resource_arn: "${aws_api_gateway_stage.rest_api_stage_stage.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.api_stage_web_acl.arn}",
    });
    const calling = Object.values(of(edge, "aws_api_gateway_integration")).filter(({ type }) => type !== "MOCK");
    expect(calling.map(({ http_method }) => http_method as string)).toEqual([
      "${aws_api_gateway_method.rest_api_get_root_method.http_method}",
    ]);
    expect(of(edge, "aws_api_gateway_method")["rest_api_get_root_method"]).toMatchObject({
      authorization: "COGNITO_USER_POOLS",
    });
  });

  test("a rotation with another function's code: the function of each rotation is packed from its own folder", () => {
    const packed = ["rotate_origin_secret_lambda", "rotate_database_secret_lambda"].map((id) => {
      const { filename, handler } = all.flatMap((stack) => of(stack, "aws_lambda_function")[id] ?? [])[0] ?? {};
      return [filename as string, handler as string];
    });
    expect(packed).toEqual([
      ["assets/rotate_origin_secret_code/current/rotate-origin-secret.zip", "index.handler"],
      ["assets/rotate_database_secret_code/current/rotate-database-secret.zip", "index.handler"],
    ]);
  });

  test("a rotation that waits longer than its timeout", () => {
    const { timeout, environment } = of(edge, "aws_lambda_function")["rotate_origin_secret_lambda"] ?? {};
    const { SETTLE_SECONDS } = environment.variables as Record<string, string>;
    expect(timeout).toBe(900);
    expect(Number(SETTLE_SECONDS)).toBeLessThan(timeout as number);
  });

  test("a rotation that the sign-in stops for ever: the rotation tests a path that requires no token", () => {
    const { environment } = of(edge, "aws_lambda_function")["rotate_origin_secret_lambda"] ?? {};
    const { ORIGIN_URLS } = environment.variables as Record<string, string>;
    expect(ORIGIN_URLS).toMatch(/\/origin-check$/);
    const { authorization } = of(edge, "aws_api_gateway_method")["rest_api_any_by_parameter_method"] ?? {};
    expect(authorization).toBe("NONE");
  });

  test("a header that lets a request skip every other rule: the first rule blocks requests without the header, the rule groups come after", () => {
    const acl = of(edge, "aws_wafv2_web_acl")["api_stage_web_acl"];
    const rules = acl?.rule as Block[];
    expect(acl?.default_action).toEqual({ allow: {} });
    expect(
      rules.map(({ name, priority, action, override_action }) => [name, priority, action ?? override_action]),
    ).toEqual([
      ["origin-verification", 0, { block: {} }],
      ["common", 1000, { none: {} }],
      ["known-bad-inputs", 1100, { none: {} }],
      ["sql-database", 1200, { none: {} }],
      ["linux", 1300, { none: {} }],
    ]);
    expect(Object.keys(rules[0]?.statement as Block)).toEqual(["not_statement"]);
  });

  test("a database with a route to the internet, without backups or encryption, and functions that may do everything", () => {
    const [database] = everywhere("aws_db_instance");
    expect(database?.storage_encrypted).toBe(true);
    expect(database?.backup_retention_period).toBeGreaterThan(0);
    const ofData = "${aws_route_table.route_data.id}";
    expect(everywhere("aws_route").filter(({ route_table_id }) => route_table_id === ofData)).toEqual([]);
    const granted = everywhere("aws_iam_role_policy").flatMap(
      ({ policy }) => (JSON.parse(policy as string) as { Statement: Block[] }).Statement,
    );
    const actions = granted.flatMap(({ Action }) => [Action].flat() as string[]);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => /^\*$|:\*$/.test(action))).toEqual([]);
  });

  test("an endpoint whose security group admits nobody: the lab has no interface endpoint", () => {
    expect(everywhere("aws_vpc_endpoint").map(({ vpc_endpoint_type }) => vpc_endpoint_type as string)).toEqual([
      "Gateway",
    ]);
  });

  test("answers that outlive their token: neither CloudFront nor the stage caches answers", () => {
    const behaviors = everywhere("aws_cloudfront_distribution").flatMap(
      ({ default_cache_behavior, ordered_cache_behavior }) =>
        [default_cache_behavior, ordered_cache_behavior ?? []].flat() as Block[],
    );
    expect(behaviors.map(({ cache_policy_id }) => cache_policy_id as string)).toEqual([cachingDisabled]);
    expect(
      everywhere("aws_api_gateway_stage").map(({ cache_cluster_enabled }) => cache_cluster_enabled as boolean),
    ).toEqual([false]);
  });

  test("runtimes on which Lambda creates no function any more", () => {
    const runtimes = everywhere("aws_lambda_function").map(({ runtime }) => runtime as string);
    expect(runtimes.length).toBeGreaterThan(3);
    expect(new Set(runtimes)).toEqual(new Set([functionRuntime]));
  });

  test("a client with a secret and the implicit grant: no client has a secret or the implicit grant", () => {
    const clients = everywhere("aws_cognito_user_pool_client");
    expect(
      clients.map(({ generate_secret, allowed_oauth_flows }) => [generate_secret, allowed_oauth_flows as unknown]),
    ).toEqual([
      [false, ["code"]],
      [false, undefined],
    ]);
  });
});
