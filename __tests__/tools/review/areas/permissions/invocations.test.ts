import { permissions } from "../../../../../tools/review/areas/permissions";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import { changed, created, linesBack, linesOf, same } from "./policies";

const api = "arn:aws:execute-api:eu-west-1:111122223333:api";
const permission = {
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  function_name: "hello",
  qualifier: "live",
};
const hello = { function_name: "hello", id: "hello", arn: "arn:aws:lambda:eu-west-1:111122223333:function:hello" };

test("a source that is no longer asked for makes the caller a confused deputy", () => {
  const resources = [
    same("aws_lambda_function.hello", hello),
    changed("aws_lambda_permission.get", permission, { source_arn: `${api}/v1/GET/hello` }, { source_arn: null }),
  ];
  expect(linesOf(...resources)).toEqual([
    `privilege gained, weaker: function permission hello: service apigateway.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike ${api}/v1/GET/hello → service apigateway.amazonaws.com: lambda:InvokeFunction`,
  ]);
  expect(findIn(permissions, planOf(resources))[0]?.meaning).toBe(
    "Nothing asks from where this caller comes: who can have it call, from another account too, can have the function hello invoked.",
  );
  expect(linesBack(...resources).map((line) => line.replace(/:.*/, ""))).toEqual(["privilege gained, stronger"]);
});

test("a permission under another name or address, or that another one covers, says nothing", () => {
  const get = { ...permission, source_arn: `${api}/v1/GET/hello` };
  expect(
    linesOf(
      same("aws_lambda_permission.all", { ...permission, source_arn: `${api}/v1/*` }),
      { address: "aws_lambda_permission.old", before: { ...get, statement_id: "old" } },
      created("aws_lambda_permission.new", { ...get, function_name: "hello", statement_id: "new" }),
    ),
  ).toEqual([]);
});

test("each permission that is new is told where it stands, also if its source is known after apply", () => {
  const findings = findIn(
    permissions,
    planOf([
      same("aws_lambda_function.hello", hello),
      { address: "aws_lambda_permission.a", after: permission, unknown: { source_arn: true } },
      {
        address: "aws_lambda_permission.b",
        after: { ...permission, principal: "events.amazonaws.com" },
        unknown: { source_arn: true },
      },
      created("aws_lambda_permission.c", { ...permission, principal: "*", qualifier: null }),
    ]),
  );
  expect(findings.map((one) => [one.place.address, lineOf(one)])).toEqual([
    [
      "aws_lambda_permission.a",
      "privilege gained, weaker: function permission hello: refused → service apigateway.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike (known after apply)",
    ],
    [
      "aws_lambda_permission.b",
      "privilege gained, weaker: function permission hello: refused → service events.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike (known after apply)",
    ],
    [
      "aws_lambda_permission.c",
      "exposure, weaker: function permission hello: refused → everybody: lambda:InvokeFunction",
    ],
  ]);
});

test("a source that becomes known after apply is not reviewable", () => {
  expect(
    linesOf({
      address: "aws_lambda_permission.a",
      before: { ...permission, source_arn: `${api}/*` },
      after: permission,
      unknown: { source_arn: true },
      actions: ["delete", "create"],
    }),
  ).toEqual(["not reviewable, cannot tell: function permission hello, source_arn: nothing → known after apply"]);
});

test("a permission that goes while a route still calls the function is downtime, and none where the route goes too", () => {
  const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${hello.arn}:live/invocations`;
  const integration = { rest_api_id: "api", resource_id: "r", http_method: "GET", type: "AWS_PROXY", uri };
  const method = { rest_api_id: "api", resource_id: "r", http_method: "GET", authorization: "NONE" };
  const around = [
    same("aws_api_gateway_rest_api.shop", { id: "api", name: "shop", root_resource_id: "root" }),
    same("aws_api_gateway_resource.hello", { id: "r", rest_api_id: "api", parent_id: "root", path_part: "hello" }),
    same("aws_api_gateway_method.get", method),
  ];
  const gone = {
    address: "aws_lambda_permission.get",
    before: { ...permission, source_arn: `${api}/v1/GET/hello` },
  };
  const route = "aws_api_gateway_integration.get";
  const [found, ...others] = findIn(permissions, planOf([...around, same(route, integration), gone]));
  expect([found?.consequence, found?.direction, found?.meaning]).toEqual([
    "downtime",
    "weaker",
    "GET /hello of the REST API shop still calls the function, and is refused from now on.",
  ]);
  expect(others).toEqual([]);
  const kinds = (...resources: readonly PlannedResource[]) =>
    linesOf(...resources).map((line) => line.replace(/:.*/, ""));
  expect(kinds(...around, { address: route, before: integration }, gone)).toEqual(["privilege gained, stronger"]);
  const wide = same("aws_lambda_permission.all", { ...permission, source_arn: `${api}/*` });
  expect(kinds(...around, same(route, integration), gone, wide)).toEqual([]);
});

test.each([
  ["aws_s3_bucket_notification.x", "s3", { bucket: "data", lambda_function: [{ lambda_function_arn: hello.arn }] }],
  [
    "aws_sns_topic_subscription.x",
    "sns",
    { topic_arn: "arn:aws:sns:eu-west-1:111122223333:data", endpoint: hello.arn },
  ],
  ["aws_cloudwatch_event_target.x", "events", { rule: "data", arn: hello.arn }],
  ["aws_secretsmanager_secret_rotation.x", "secretsmanager", { secret_id: "data", rotation_lambda_arn: hello.arn }],
  [
    "aws_cognito_user_pool.x",
    "cognito-idp",
    { arn: "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/data", lambda_config: [{ pre_sign_up: hello.arn }] },
  ],
] as const)("a permission that goes while %s still calls the function is downtime", (address, service, values) => {
  const sources = {
    s3: "arn:aws:s3:::data",
    sns: "arn:aws:sns:eu-west-1:111122223333:data",
    events: "arn:aws:events:eu-west-1:111122223333:rule/data",
    secretsmanager: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:data-Ab1cd2",
    "cognito-idp": "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/data",
  };
  const gone = (source_arn: string) => ({
    address: "aws_lambda_permission.get",
    before: { ...permission, qualifier: null, principal: `${service}.amazonaws.com`, source_arn },
  });
  const kinds = (source_arn: string) =>
    linesOf(same(address, values), gone(source_arn)).map((line) => line.replace(/:.*/, ""));
  expect(kinds(sources[service])).toEqual(["downtime, weaker"]);
  expect(kinds(sources[service].replace("data", "other"))).toEqual(["privilege gained, stronger"]);
});
