import { TerraformOutput } from "cdktf";
import { RestApi, type RestApiProps } from "../../../../modules/edge/rest-api/rest-api";
import { synthesizeModule, type Block } from "../../../support/synthesize";

const lambda = "arn:aws:lambda:eu-west-1:111122223333:function";
const functions = {
  hello: { aliasArn: `${lambda}:prod-compute-hello:live`, functionName: "prod-compute-hello" },
  secureApi: { aliasArn: `${lambda}:prod-compute-secure-api:live`, functionName: "prod-compute-secure-api" },
};
const authorizerFunction = { aliasArn: `${lambda}:prod-compute-auth:live`, functionName: "prod-compute-auth" };
const userPoolArn = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abc";
const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/logs";
const hello: RestApiProps["routes"][number] = {
  method: "GET",
  path: "/hello",
  integration: { kind: "function", function: "hello" },
  authorizer: { kind: "cognito", token: "id" },
};

const synthesize = (props: Partial<RestApiProps> = {}) =>
  synthesizeModule((stack) => {
    const api = new RestApi(stack, "rest", {
      name: "prod-edge-rest",
      description: "The REST API of prod",
      region: "eu-west-1",
      routes: [hello],
      functions,
      userPoolArn,
      scopePrefix: "api",
      ...props,
    });
    for (const key of ["restApiId", "executionArn", "apiName", "stageName", "stageArn", "invokeUrl"] as const) {
      new TerraformOutput(stack, key, { value: api[key] });
    }
  });
const { resource, output } = synthesize();
const blocks = (type: string, from = resource): Record<string, Block> => from[type] ?? {};
const without = ({ method: _, ...rest }: typeof hello) => rest;
const rest_api_id = "${aws_api_gateway_rest_api.rest_api.id}";
const rootId = "${aws_api_gateway_rest_api.rest_api.root_resource_id}";
const uri = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda}:prod-compute-${name}:live/invocations`;

test("is regional, at its default endpoint, and publishes its identifiers", () => {
  expect(blocks("aws_api_gateway_rest_api")).toEqual({
    rest_api: {
      name: "prod-edge-rest",
      description: "The REST API of prod",
      api_key_source: "HEADER",
      disable_execute_api_endpoint: false,
      endpoint_configuration: { types: ["REGIONAL"] },
    },
  });
  expect(Object.fromEntries(Object.entries(output).map(([key, { value }]) => [key, value]))).toEqual({
    restApiId: rest_api_id,
    executionArn: "${aws_api_gateway_rest_api.rest_api.execution_arn}",
    apiName: "prod-edge-rest",
    stageName: "${aws_api_gateway_stage.rest_stage_stage.stage_name}",
    stageArn: "${aws_api_gateway_stage.rest_stage_stage.arn}",
    invokeUrl: "${aws_api_gateway_stage.rest_stage_stage.invoke_url}",
  });
});

test("answers at no other name if it has a domain name", () => {
  const { rest_api: api } = blocks(
    "aws_api_gateway_rest_api",
    synthesize({ disableExecuteApiEndpoint: true }).resource,
  );
  expect(api.disable_execute_api_endpoint).toBe(true);
});

test("is reached only through interface endpoints if it is private, under its policy", () => {
  const privateApi = synthesize({ endpoint: { vpcEndpointIds: ["vpce-1"] }, policy: "{}" }).resource;
  expect(blocks("aws_api_gateway_rest_api", privateApi)["rest_api"].endpoint_configuration).toEqual({
    types: ["PRIVATE"],
    vpc_endpoint_ids: ["vpce-1"],
  });
  expect(blocks("aws_api_gateway_rest_api_policy", privateApi)).toEqual({ rest_policy: { rest_api_id, policy: "{}" } });
  expect(blocks("aws_api_gateway_rest_api_policy")).toEqual({});
});

test("makes each part of a path once, below the part before", () => {
  const paths = ["/items/{id}/parts", "/items", "/items/{id}", "/files/{rest+}"];
  const routes = paths.map((path) => ({ ...hello, path }));
  expect(blocks("aws_api_gateway_resource", synthesize({ routes, unknownPaths: "forbidden" }).resource)).toEqual({
    rest_path_files: { rest_api_id, parent_id: rootId, path_part: "files" },
    rest_path_files_by_parameter: {
      rest_api_id,
      parent_id: "${aws_api_gateway_resource.rest_path_files.id}",
      path_part: "{rest+}",
    },
    rest_path_items: { rest_api_id, parent_id: rootId, path_part: "items" },
    rest_path_items_by_parameter: {
      rest_api_id,
      parent_id: "${aws_api_gateway_resource.rest_path_items.id}",
      path_part: "{id}",
    },
    rest_path_items_by_parameter_parts: {
      rest_api_id,
      parent_id: "${aws_api_gateway_resource.rest_path_items_by_parameter.id}",
      path_part: "parts",
    },
  });
});

test("accepts paths that are named like properties of every JavaScript object", () => {
  const parts = ["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"];
  const routes = parts.map((part) => ({ ...hello, path: `/${part}` }));
  const made = blocks("aws_api_gateway_resource", synthesize({ routes, unknownPaths: "forbidden" }).resource);
  expect(
    Object.values(made)
      .map(({ path_part }) => path_part as string)
      .sort(),
  ).toEqual([...parts].sort());
});

test("has the authorizer of each route: the user pool, IAM, a function or none", () => {
  const route = without(hello);
  const made = synthesize({
    routes: [
      { ...route, method: "GET" },
      { ...route, method: "PUT", authorizer: { kind: "cognito", token: "access", scopes: ["write", "read"] } },
      { ...route, method: "POST", authorizer: { kind: "iam" }, apiKey: true },
      { ...route, method: "PATCH", authorizer: { kind: "lambda" } },
      { ...route, method: "DELETE", authorizer: "none" },
    ],
    requestAuthorizer: { ...authorizerFunction, type: "TOKEN" },
    unknownPaths: "forbidden",
  }).resource;
  const method = (http_method: string, authorization: Block) => ({
    rest_api_id,
    resource_id: "${aws_api_gateway_resource.rest_path_hello.id}",
    http_method,
    api_key_required: false,
    ...authorization,
  });
  const authorizer_id = "${aws_api_gateway_authorizer.rest_authorizer_cognito.id}";
  expect(blocks("aws_api_gateway_method", made)).toEqual({
    rest_get_hello_method: method("GET", { authorization: "COGNITO_USER_POOLS", authorizer_id }),
    rest_put_hello_method: method("PUT", {
      authorization: "COGNITO_USER_POOLS",
      authorizer_id,
      authorization_scopes: ["api/read", "api/write"],
    }),
    rest_post_hello_method: method("POST", { authorization: "AWS_IAM", api_key_required: true }),
    rest_patch_hello_method: method("PATCH", {
      authorization: "CUSTOM",
      authorizer_id: "${aws_api_gateway_authorizer.rest_authorizer_lambda.id}",
    }),
    rest_delete_hello_method: method("DELETE", { authorization: "NONE" }),
  });
  expect(blocks("aws_api_gateway_authorizer", made)).toEqual({
    rest_authorizer_cognito: {
      rest_api_id,
      name: "prod-edge-rest-cognito",
      type: "COGNITO_USER_POOLS",
      provider_arns: [userPoolArn],
      identity_source: "method.request.header.Authorization",
      authorizer_result_ttl_in_seconds: 300,
      lifecycle: { create_before_destroy: true },
    },
    rest_authorizer_lambda: {
      rest_api_id,
      name: "prod-edge-rest-lambda",
      type: "TOKEN",
      authorizer_uri: uri("auth"),
      identity_source: "method.request.header.Authorization",
      identity_validation_expression: "^(Bearer )?[-0-9A-Za-z_]+\\.[-0-9A-Za-z_]+\\.[-0-9A-Za-z_]+$",
      authorizer_result_ttl_in_seconds: 300,
      lifecycle: { create_before_destroy: true },
    },
  });
});

test("calls a REQUEST authorizer only with its header, and caches its decisions for the given time", () => {
  const { rest_authorizer_lambda: authorizer } = blocks(
    "aws_api_gateway_authorizer",
    synthesize({
      routes: [{ ...hello, authorizer: { kind: "lambda" } }],
      requestAuthorizer: { ...authorizerFunction, type: "REQUEST", header: "x-partner-key" },
      authorizerCacheSeconds: 0,
    }).resource,
  );
  expect(authorizer).toEqual({
    rest_api_id,
    name: "prod-edge-rest-lambda",
    type: "REQUEST",
    authorizer_uri: uri("auth"),
    identity_source: "method.request.header.x-partner-key",
    authorizer_result_ttl_in_seconds: 0,
    lifecycle: { create_before_destroy: true },
  });
});

test("may call each function only by its own routes, and the authorizer's function only by its authorizer", () => {
  const made = synthesize({
    routes: [
      hello,
      { ...hello, path: "/items/{id}", integration: { kind: "function", function: "secureApi" } },
      { ...hello, method: "POST", authorizer: { kind: "lambda" } },
    ],
    requestAuthorizer: { ...authorizerFunction, type: "TOKEN" },
    stageName: "live",
  }).resource;
  const arn = "${aws_api_gateway_rest_api.rest_api.execution_arn}";
  const permissions = Object.values(blocks("aws_lambda_permission", made));
  expect(permissions.map((one) => [one.statement_id, one.function_name, one.qualifier, one.source_arn])).toEqual([
    [
      "rest-authorizer",
      "prod-compute-auth",
      "live",
      `${arn}/authorizers/\${aws_api_gateway_authorizer.rest_authorizer_lambda.id}`,
    ],
    ["rest-get-hello", "prod-compute-hello", "live", `${arn}/live/GET/hello`],
    ["rest-get-items-by-parameter", "prod-compute-secure-api", "live", `${arn}/live/GET/items/*`],
    ["rest-post-hello", "prod-compute-hello", "live", `${arn}/live/POST/hello`],
  ]);
});

test("forwards the whole request to a function", () => {
  expect(blocks("aws_api_gateway_integration")["rest_get_hello_integration"]).toEqual({
    rest_api_id,
    resource_id: "${aws_api_gateway_resource.rest_path_hello.id}",
    http_method: "${aws_api_gateway_method.rest_get_hello_method.http_method}",
    type: "AWS_PROXY",
    uri: uri("hello"),
    integration_http_method: "POST",
    timeout_milliseconds: 29000,
  });
});

test("forwards a template's output to a function, and hides the function's errors from the caller", () => {
  const request = `{"id":"$util.escapeJavaScript($input.params('id'))"}`;
  const made = synthesize({
    routes: [
      {
        ...hello,
        path: "/",
        query: { id: "required" },
        integration: { kind: "template", function: "hello", request, response: "$input.json('$') ${x} %{y}" },
      },
    ],
  }).resource;
  const of = {
    rest_api_id,
    resource_id: rootId,
    http_method: "${aws_api_gateway_method.rest_get_root_method.http_method}",
  };
  const header = "method.response.header.Content-Type";
  expect(blocks("aws_api_gateway_integration", made)["rest_get_root_integration"]).toEqual({
    ...of,
    type: "AWS",
    uri: uri("hello"),
    integration_http_method: "POST",
    passthrough_behavior: "NEVER",
    request_templates: { "application/json": request },
    timeout_milliseconds: 29000,
  });
  const answers = (type: string) =>
    Object.fromEntries(Object.entries(blocks(type, made)).filter(([address]) => address.startsWith("rest_get_root")));
  expect(answers("aws_api_gateway_method_response")).toEqual({
    rest_get_root_method_200: { ...of, status_code: "200", response_parameters: { [header]: true } },
    rest_get_root_method_500: { ...of, status_code: "500" },
  });
  const integration = { ...of, depends_on: ["aws_api_gateway_integration.rest_get_root_integration"] };
  expect(answers("aws_api_gateway_integration_response")).toEqual({
    rest_get_root_integration_200: {
      ...integration,
      status_code: "${aws_api_gateway_method_response.rest_get_root_method_200.status_code}",
      response_parameters: { [header]: "integration.response.header.Content-Type" },
      response_templates: { "application/json": "$input.json('$') $${x} %%{y}" },
    },
    rest_get_root_integration_500: {
      ...integration,
      status_code: "${aws_api_gateway_method_response.rest_get_root_method_500.status_code}",
      selection_pattern: "(\\n|.)+",
      response_templates: { "application/json": '{"message":"Internal server error"}' },
    },
  });
});

test("accepts only the content types of a template", () => {
  const { rest_get_hello_integration: integration } = blocks(
    "aws_api_gateway_integration",
    synthesize({
      routes: [
        {
          ...hello,
          integration: { kind: "template", function: "hello", request: "{}" },
          contentTypes: ["text/plain", "application/xml"],
        },
      ],
    }).resource,
  );
  expect(integration.request_templates).toEqual({ "text/plain": "{}", "application/xml": "{}" });
});

test("validates parameters and bodies before it calls a function, as each route says", () => {
  const made = synthesize({
    routes: [
      { ...hello, path: "/items/{id}", query: { page: "optional" } },
      { ...hello, path: "/items", query: { q: "required" }, headers: { "x-trace": "optional" } },
      { ...hello, method: "POST", path: "/items", body: { type: "object" } },
      {
        ...hello,
        method: "PUT",
        path: "/items/{id}",
        body: { type: "object", properties: { code: { pattern: "^${2}$" } } },
        contentTypes: ["application/json", "text/csv"],
        headers: { "x-trace": "required" },
      },
      { ...hello, method: "PUT", path: "/items", body: {} },
    ],
    unknownPaths: "forbidden",
  }).resource;
  const checks = Object.fromEntries(
    Object.entries(blocks("aws_api_gateway_method", made)).map(([address, method]) => [
      address.replace(/^rest_(.*)_method$/, "$1"),
      [method.request_parameters, method.request_models, method.request_validator_id],
    ]),
  );
  const model = (name: string) => `\${aws_api_gateway_model.rest_validate_${name}.name}`;
  const validator = (name: string) => `\${aws_api_gateway_request_validator.rest_validate_${name}.id}`;
  const others = { $default: model("other_content_types") };
  const id = { "method.request.path.id": true };
  expect(checks).toEqual({
    get_items_by_parameter: [{ ...id, "method.request.querystring.page": false }, undefined, undefined],
    get_items: [
      { "method.request.querystring.q": true, "method.request.header.x-trace": false },
      undefined,
      validator("parameters"),
    ],
    post_items: [undefined, { "application/json": model("post_items"), ...others }, validator("body")],
    put_items_by_parameter: [
      { ...id, "method.request.header.x-trace": true },
      { "application/json": model("put_items_by_parameter"), "text/csv": model("put_items_by_parameter"), ...others },
      validator("parameters_and_body"),
    ],
    put_items: [undefined, { "application/json": model("put_items"), ...others }, validator("body")],
  });
  const lifecycle = { create_before_destroy: true };
  const of = (name: string, schema: string) => ({
    rest_api_id,
    name,
    content_type: "application/json",
    schema,
    lifecycle,
  });
  const draft = '"$schema":"http://json-schema.org/draft-04/schema#"';
  expect(blocks("aws_api_gateway_model", made)).toEqual({
    rest_validate_post_items: of("PostItems", `{${draft},"type":"object"}`),
    rest_validate_other_content_types: of("OtherContentTypes", `{${draft},"not":{}}`),
    rest_validate_put_items_by_parameter: of(
      "PutItemsByParameter",
      `{${draft},"type":"object","properties":{"code":{"pattern":"^$\${2}$"}}}`,
    ),
    rest_validate_put_items: of("PutItems", `{${draft}}`),
  });
  const checker = (role: string, validate_request_parameters: boolean, validate_request_body: boolean) => ({
    rest_api_id,
    name: `prod-edge-rest-${role}`,
    validate_request_parameters,
    validate_request_body,
    lifecycle,
  });
  expect(blocks("aws_api_gateway_request_validator", made)).toEqual({
    rest_validate_parameters: checker("parameters", true, false),
    rest_validate_body: checker("body", false, true),
    rest_validate_parameters_and_body: checker("parameters-and-body", true, true),
  });
});

test("answers 404 to every unknown path, whatever the method, and to the root without a route", () => {
  const methods = Object.values(blocks("aws_api_gateway_method")).map((one) => [
    one.http_method,
    one.resource_id,
    one.authorization,
  ]);
  expect(methods).toEqual([
    ["GET", "${aws_api_gateway_resource.rest_path_hello.id}", "COGNITO_USER_POOLS"],
    ["ANY", "${aws_api_gateway_resource.rest_path_by_parameter.id}", "NONE"],
    ["ANY", rootId, "NONE"],
  ]);
  expect(blocks("aws_api_gateway_integration")["rest_any_by_parameter_integration"]).toEqual({
    rest_api_id,
    resource_id: "${aws_api_gateway_resource.rest_path_by_parameter.id}",
    http_method: "${aws_api_gateway_method.rest_any_by_parameter_method.http_method}",
    type: "MOCK",
    passthrough_behavior: "NEVER",
    request_templates: {
      "application/json": '{"statusCode":404}',
      "application/x-www-form-urlencoded": '{"statusCode":404}',
      "multipart/form-data": '{"statusCode":404}',
      "text/plain": '{"statusCode":404}',
    },
    timeout_milliseconds: 29000,
  });
  expect(
    blocks("aws_api_gateway_integration_response")["rest_any_by_parameter_integration_404"].response_templates,
  ).toEqual({ "application/json": '{"message":"Not Found"}' });
  const withRoot = synthesize({ routes: [{ ...hello, path: "/" }] }).resource;
  expect(Object.keys(blocks("aws_api_gateway_method", withRoot))).toEqual([
    "rest_get_root_method",
    "rest_any_by_parameter_method",
  ]);
  const forbidden = synthesize({ unknownPaths: "forbidden" }).resource;
  expect(Object.keys(blocks("aws_api_gateway_method", forbidden))).toEqual(["rest_get_hello_method"]);
});

test("answers a browser's preflights, for the one origin, and lets the origin read refusals", () => {
  const made = synthesize({ cors: { origin: "https://app.example.com" }, unknownPaths: "forbidden" }).resource;
  expect(blocks("aws_api_gateway_method", made)["rest_options_hello_method"].authorization).toBe("NONE");
  expect(
    blocks("aws_api_gateway_integration_response", made)["rest_options_hello_integration_204"].response_parameters,
  ).toEqual({
    "method.response.header.Access-Control-Allow-Origin": "'https://app.example.com'",
    "method.response.header.Access-Control-Allow-Methods": "'GET'",
    "method.response.header.Access-Control-Allow-Headers": "'authorization,content-type,x-api-key'",
    "method.response.header.Access-Control-Max-Age": "'3600'",
  });
  expect(blocks("aws_api_gateway_gateway_response", made)["rest_answer_unauthorized"].response_parameters).toEqual({
    "gatewayresponse.header.Cache-Control": "'no-store'",
    "gatewayresponse.header.Strict-Transport-Security": "'max-age=63072000; includeSubDomains'",
    "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
    "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example.com'",
  });
});

test("lets only pages of the origin read every answer of API Gateway", () => {
  const routes: RestApiProps["routes"] = [
    { ...hello, integration: { kind: "template", function: "hello", request: "{}" } },
    { ...hello, path: "/status", integration: { kind: "mock", status: 200, headers: { "Cache-Control": "no-store" } } },
  ];
  const header = "method.response.header.Access-Control-Allow-Origin";
  const readable = (cors: Partial<RestApiProps>) =>
    Object.entries(blocks("aws_api_gateway_integration_response", synthesize({ routes, ...cors }).resource)).map(
      ([address, { response_parameters }]) => [address.replace("integration_", ""), response_parameters?.[header]],
    );
  const origin = "'https://app.example.com'";
  expect(readable({ cors: { origin: "https://app.example.com" } })).toEqual([
    ["rest_get_hello_200", origin],
    ["rest_get_hello_500", origin],
    ["rest_get_status_200", origin],
    ["rest_options_hello_204", origin],
    ["rest_options_status_204", origin],
    ["rest_any_by_parameter_404", origin],
    ["rest_any_root_404", origin],
  ]);
  expect(readable({}).filter(([, value]) => value !== undefined)).toEqual([]);
});

test("refuses with a status and a short message: no ARN, no signature, no fault of an authorizer", () => {
  const answers = Object.values(blocks("aws_api_gateway_gateway_response")).map((one) => [
    one.response_type,
    one.status_code,
    one.response_templates["application/json"],
  ]);
  expect(answers).toEqual([
    ["UNAUTHORIZED", "401", '{"message":"Unauthorized"}'],
    ["ACCESS_DENIED", "403", '{"message":"Forbidden"}'],
    ["EXPIRED_TOKEN", "403", '{"message":"Forbidden"}'],
    ["INVALID_SIGNATURE", "403", '{"message":"Forbidden"}'],
    ["THROTTLED", "429", '{"message":"Too Many Requests"}'],
    ["QUOTA_EXCEEDED", "429", '{"message":"Limit Exceeded"}'],
    ["DEFAULT_4XX", undefined, '{"message":$context.error.messageString}'],
    ["DEFAULT_5XX", undefined, '{"message":"Internal server error"}'],
  ]);
});

test("limits every method, and some more than others, and caches no answers and logs no data", () => {
  const made = synthesize({
    routes: [
      hello,
      { ...hello, path: "/items/{id}", throttle: { ratePerSecond: 1, burst: 2 } },
      { ...hello, path: "/", throttle: { ratePerSecond: 3, burst: 4 } },
    ],
    executionLogs: { retentionDays: 30, kmsKeyArn, keepOnDestroy: false },
  }).resource;
  const settings = (method_path: string, throttling_rate_limit: number, throttling_burst_limit: number) => ({
    rest_api_id,
    stage_name: "${aws_api_gateway_stage.rest_stage_stage.stage_name}",
    method_path,
    settings: {
      metrics_enabled: true,
      logging_level: "ERROR",
      data_trace_enabled: false,
      caching_enabled: false,
      throttling_rate_limit,
      throttling_burst_limit,
    },
  });
  const depends_on = ["aws_api_gateway_method_settings.rest_stage_all_methods"];
  expect(blocks("aws_api_gateway_method_settings", made)).toEqual({
    rest_stage_all_methods: settings("*/*", 100, 50),
    rest_stage_limit_get_items_by_parameter: { ...settings("~1items~1{id}/GET", 1, 2), depends_on },
    rest_stage_limit_get_root: { ...settings("~1/GET", 3, 4), depends_on },
  });
});

test("serves its deployment with traces, and by default neither logs nor presents a certificate", () => {
  expect(blocks("aws_api_gateway_stage")).toEqual({
    rest_stage_stage: {
      rest_api_id,
      deployment_id: "${aws_api_gateway_deployment.rest_current_deployment.id}",
      stage_name: "v1",
      description: "The REST API of prod",
      xray_tracing_enabled: true,
      cache_cluster_enabled: false,
    },
  });
  const { rest_stage_all_methods: all } = blocks("aws_api_gateway_method_settings");
  expect(all.settings.logging_level).toBe("OFF");
  expect([blocks("aws_cloudwatch_log_group"), blocks("aws_api_gateway_client_certificate")]).toEqual([{}, {}]);
});

test("logs requests and failures to encrypted log groups with a retention, made before the stage", () => {
  const logs = { retentionDays: 30, kmsKeyArn, keepOnDestroy: false };
  const made = synthesize({
    accessLogs: { ...logs, logGroupName: "/palisade/prod/edge/rest-api" },
    executionLogs: logs,
    clientCertificate: true,
    tracing: false,
  }).resource;
  const group = { retention_in_days: 30, kms_key_id: kmsKeyArn, skip_destroy: false };
  expect(blocks("aws_cloudwatch_log_group", made)).toEqual({
    rest_stage_access_log_group: { ...group, name: "/palisade/prod/edge/rest-api" },
    rest_stage_execution_log_group: { ...group, name: `API-Gateway-Execution-Logs_${rest_api_id}/v1` },
  });
  const { rest_stage_stage: stage } = blocks("aws_api_gateway_stage", made);
  expect(stage.access_log_settings.destination_arn).toBe("${aws_cloudwatch_log_group.rest_stage_access_log_group.arn}");
  expect(stage.client_certificate_id).toBe("${aws_api_gateway_client_certificate.rest_stage_client_certificate.id}");
  expect(stage.xray_tracing_enabled).toBe(false);
  expect(stage.depends_on).toEqual(["aws_cloudwatch_log_group.rest_stage_execution_log_group"]);
});

test.each<[string, Partial<RestApiProps>, string]>([
  [
    "a private API that nothing leads to",
    { endpoint: { vpcEndpointIds: [] }, policy: "{}" },
    "the REST API is private without an endpoint; give the ids of a VPC endpoint",
  ],
  [
    "a private API that nobody may call",
    { endpoint: { vpcEndpointIds: ["vpce-1"] } },
    "the REST API is private without a policy; give a policy: without a policy nobody may call the API",
  ],
])("refuses %s", (_, props, fault) => {
  expect(() => synthesize(props)).toThrow(new Error(fault));
});

// Which routes there may be is checked with the record; what the record's check let through must not become an open method.
test.each<[string, Partial<RestApiProps>, string]>([
  [
    "a function that there is not",
    { routes: [{ ...hello, integration: { kind: "function", function: "other" } }] },
    "a route calls other, and hello, secureApi are given",
  ],
  [
    "an authorizer function that there is not",
    { routes: [{ ...hello, authorizer: { kind: "lambda" } }] },
    "a route requires a request authorizer; give requestAuthorizer",
  ],
  [
    "a user pool that there is not",
    { userPoolArn: undefined },
    "a route requires a token of the user pool; give userPoolArn",
  ],
  [
    "two routes at one address",
    { routes: [hello, hello] },
    "There is already a Construct with name 'get_hello' in RestApi [rest]",
  ],
  [
    "two names of one parameter",
    {
      routes: [
        { ...hello, path: "/a/{x}" },
        { ...hello, path: "/a/{y}/b" },
      ],
    },
    "There is already a Construct with name 'a_by_parameter' in Resources [path]",
  ],
])("stops at %s", (_, props, fault) => {
  expect(() => synthesize(props)).toThrow(new Error(fault));
});
