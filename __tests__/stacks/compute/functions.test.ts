import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf, synthesizeEnvironments } from "../../support/environments";
import { apis, production, trial } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

type Functions = NonNullable<EnvironmentRecord["compute"]>["functions"];

const callbackUrls = ["https://app.example.com/callback"];
const userPool = { clients: { web: { callbackUrls }, machine: { apiScopes: ["read" as const] } } };
const signIn = { domain: { kind: "prefix", prefix: "example-shop" } } as const;

function computeOf(functions: Functions, more: EnvironmentRecord["compute"] = {}): TerraformJson {
  const identity = { userPool };
  const edge = { ...production.edge, signIn };
  const record = { ...production, identity, edge, compute: { ...more, functions } };
  const stack = synthesizeEnvironments({ it: record })["it-compute"];
  if (stack === undefined) throw new Error("an environment has compute");
  return stack;
}

const lambdas = (json: TerraformJson) => json.resource["aws_lambda_function"] ?? {};
const variablesOfLambda = (lambda: Block) => lambda?.environment.variables as Block;
const variablesOf = (json: TerraformJson, address: string) => lambdas(json)[address]?.environment.variables as Block;
const published = ({ output }: TerraformJson) =>
  Object.fromEntries(
    Object.entries(output)
      .filter(([name]) => !name.startsWith("web_"))
      .map(([name, { value }]) => [name, value]),
  );

test("makes the functions that the record names, and publishes the aliases that edge calls", () => {
  const json = computeOf({ secureApi: {}, hello: {}, requestAuthorizer: {} });
  expect(Object.entries(lambdas(json)).map(([address, { function_name }]) => [address, function_name])).toEqual([
    ["secure_api_lambda", "it-compute-secure-api"],
    ["hello_lambda", "it-compute-hello"],
    ["request_authorizer_lambda", "it-compute-request-authorizer"],
  ]);
  expect(published(json)).toEqual(
    Object.fromEntries(
      ["secure_api", "hello", "request_authorizer"].flatMap((name) => [
        [`${name}_function_name`, `\${aws_lambda_function.${name}_lambda.function_name}`],
        [`${name}_alias_arn`, `\${aws_lambda_alias.${name}_alias.arn}`],
      ]),
    ),
  );
});

test("makes and publishes nothing for functions that the record does not name", () => {
  expect(Object.keys(lambdas(computeOf({ hello: {} })))).toEqual(["hello_lambda"]);
  expect(Object.keys(published(computeOf({ hello: {} })))).toEqual(["hello_function_name", "hello_alias_arn"]);
  for (const none of [undefined, {}]) {
    const json = computeOf(none, { codeSigning: true });
    expect(Object.keys(json.resource).filter((type) => /lambda|iam|signer|sqs/.test(type))).toEqual([]);
    expect(published(json)).toEqual({});
  }
});

test("each function has its layer's keys, log group and boundary, and the name for Powertools", () => {
  const json = computeOf({ hello: {} });
  expect(lambdas(json)["hello_lambda"]).toMatchObject({
    filename: "assets/hello_code/current/hello.zip",
    kms_key_arn: "${data.terraform_remote_state.identity.outputs.data_key_arn}",
    memory_size: 256,
    timeout: 10,
    environment: {
      variables: { POWERTOOLS_SERVICE_NAME: "hello", POWERTOOLS_METRICS_NAMESPACE: "Palisade/it" },
    },
  });
  expect(json.resource["aws_cloudwatch_log_group"]?.["hello_function_log_group"]).toEqual({
    name: "/palisade/it/compute/hello",
    retention_in_days: 365,
    kms_key_id: "${data.terraform_remote_state.identity.outputs.logs_key_arn}",
    skip_destroy: true,
  });
  expect(json.resource["aws_iam_role"]?.["hello_role"].permissions_boundary).toBe(
    "${data.terraform_remote_state.identity.outputs.permissions_boundary_arn}",
  );
});

test("the functions behind the APIs know the origin whose pages may call the REST API, if the record names an origin", () => {
  const variable = (edge: object) => {
    const compute = { functions: { ...apis.compute.functions, queryPlayer: {} }, database: {} };
    const record = { ...apis, compute, edge: { ...apis.edge, restApi: { ...apis.edge.restApi, ...edge } } };
    const behindApis = ["secure_api", "hello", "query_player", "request_authorizer"].map((name) => `${name}_lambda`);
    const made = lambdas(layerOf(record, "compute"));
    return behindApis.map((address) => [address, variablesOfLambda(made[address])["ALLOWED_ORIGIN"] as unknown]);
  };
  const origin = "https://app.example.com";
  expect(variable({ cors: { origin } })).toEqual([
    ["secure_api_lambda", origin],
    ["hello_lambda", origin],
    ["query_player_lambda", origin],
    ["request_authorizer_lambda", undefined],
  ]);
  expect(variable({}).filter(([, value]) => value !== undefined)).toEqual([]);
});

test("settings of the record reach the function and its alias", () => {
  const hello = { memoryMib: 1024, timeoutSeconds: 29, reservedConcurrency: 5, version: 12 };
  const json = computeOf({ hello });
  expect(lambdas(json)["hello_lambda"]).toMatchObject({
    memory_size: 1024,
    timeout: 29,
    reserved_concurrent_executions: 5,
  });
  expect(json.resource["aws_lambda_alias"]?.["hello_alias"].function_version).toBe("12");
});

test("a rollback changes one attribute of the whole environment", () => {
  const text = (version?: number) => JSON.stringify(computeOf({ hello: version === undefined ? {} : { version } }));
  expect(text(12)).toBe(text().replace('"${aws_lambda_function.hello_lambda.version}"', '"12"'));
});

test("the authorizer accepts the tokens of every client of the pool, or those with a scope, or a header", () => {
  const clients = ["web", "machine"].map(
    (kind) => `\${data.terraform_remote_state.identity.outputs.${kind}_client_id}`,
  );
  const token = {
    POWERTOOLS_SERVICE_NAME: "request-authorizer",
    POWERTOOLS_METRICS_NAMESPACE: "Palisade/it",
    CHECKS: "token",
    USER_POOL_ID: "${data.terraform_remote_state.identity.outputs.user_pool_id}",
    CLIENT_IDS: clients.join(","),
  };
  const address = "request_authorizer_lambda";
  expect(variablesOf(computeOf({ requestAuthorizer: {} }), address)).toEqual(token);
  const scoped = { checks: { kind: "token" as const, scopes: ["read" as const, "write" as const] } };
  expect(variablesOf(computeOf({ requestAuthorizer: scoped }), address)).toEqual({
    ...token,
    SCOPES: "api/read,api/write",
  });
  const header = { checks: { kind: "header" as const, name: "x-partner-key", sha256: "a".repeat(64) } };
  expect(variablesOf(computeOf({ requestAuthorizer: header }), address)).toMatchObject({
    CHECKS: "header",
    HEADER_NAME: "x-partner-key",
    HEADER_SHA256: "a".repeat(64),
  });
});

test("alarms notify the topic of errors and throttles; the authorizer's refusals do not count as errors", () => {
  const alarms = computeOf({ hello: {}, requestAuthorizer: {} }).resource["aws_cloudwatch_metric_alarm"] ?? {};
  expect(Object.keys(alarms).filter((address) => !address.startsWith("web_"))).toEqual([
    "hello_errors_alarm",
    "hello_throttles_alarm",
    "request_authorizer_errors_alarm",
    "request_authorizer_cannot_decide_alarm",
    "request_authorizer_throttles_alarm",
  ]);
  expect(alarms["hello_errors_alarm"]).toMatchObject({
    alarm_name: "it-compute-hello-errors",
    metric_name: "Errors",
    alarm_actions: [production.alarmTopicArn],
  });
  expect(alarms["request_authorizer_errors_alarm"].metric_query[2].metric).toMatchObject({
    namespace: "Palisade/it",
    metric_name: "Refused",
    dimensions: { service: "request-authorizer" },
  });
  const untold = synthesizeEnvironments({ it: { ...trial, compute: { functions: { hello: {} } } } })["it-compute"];
  expect(untold?.resource["aws_cloudwatch_metric_alarm"]).toBeUndefined();
});

test("with code signing every function takes its signer's code alone", () => {
  const json = computeOf({ secureApi: {}, hello: {} }, { codeSigning: true });
  for (const [address, lambda] of Object.entries(lambdas(json))) {
    const name = address.replace(/_lambda$/, "");
    const job = `aws_signer_signing_job.code_signing_${name}_signature.signed_object[0].s3[0]`;
    expect(lambda.filename).toBeUndefined();
    expect(lambda).toMatchObject({
      s3_bucket: `\${${job}.bucket}`,
      s3_key: `\${${job}.key}`,
      code_signing_config_arn: "${aws_lambda_code_signing_config.code_signing_config.arn}",
    });
  }
  expect(json.resource["aws_signer_signing_profile"]?.["code_signing_profile"].name_prefix).toBe("it_compute_code_");
  expect(json.resource["aws_s3_bucket"]?.["code_signing_code_bucket"].bucket_prefix).toBe("it-compute-code-");
  expect(computeOf({ hello: {} }).resource["aws_lambda_code_signing_config"]).toBeUndefined();
});
