import { runInNewContext } from "node:vm";
import { HeaderFunction, setHeaderSource } from "../../../../modules/edge/origin-protection/header-function";
import { type Block, synthesizeModule } from "../../../support/synthesize";

const topicArn = "arn:aws:sns:us-east-1:111122223333:edge";

const resourcesOf = (headerName = "x-origin-verify", viewerHosts?: readonly string[], isWatched = false) =>
  synthesizeModule((stack) => {
    new HeaderFunction(stack, "api_origin", {
      name: "test-edge-api-origin",
      description: "What the API accepts",
      headerName,
      viewerHosts,
      logs: {
        name: "/aws/cloudfront/function/test-edge-api-origin",
        retentionDays: 90,
        kmsKeyArn: "arn:aws:kms:us-east-1:1:key/a",
      },
      ...(isWatched && {
        alarms: {
          name: (role) => `test-edge-${role}`,
          topicArn,
          metricNamespace: "Palisade/test",
          provider: stack.usEast1,
        },
      }),
    });
  }).resource;

test("a published function reads a store that begins empty, and whose values Terraform does not know", () => {
  const resource = resourcesOf();
  const lifecycle = { create_before_destroy: true };
  expect(resource["aws_cloudfront_key_value_store"]).toEqual({
    api_origin_values: { name: "test-edge-api-origin", comment: "What the API accepts", lifecycle },
  });
  expect(resource["aws_cloudfront_function"]).toEqual({
    api_origin_set_header: {
      name: "test-edge-api-origin",
      comment: "What the API accepts",
      runtime: "cloudfront-js-2.0",
      code: setHeaderSource("x-origin-verify"),
      publish: true,
      key_value_store_associations: ["${aws_cloudfront_key_value_store.api_origin_values.arn}"],
      depends_on: ["aws_cloudwatch_log_group.api_origin_function_log_group"],
      lifecycle,
    },
  });
  expect(Object.keys(resource).filter((type) => type.startsWith("aws_cloudfrontkeyvaluestore"))).toEqual([]);
});

test("requests of cached paths have the header and nothing of the viewer", () => {
  expect(resourcesOf()["aws_cloudfront_origin_request_policy"]?.["api_origin_header_only"]).toMatchObject({
    headers_config: { header_behavior: "whitelist", headers: { items: ["x-origin-verify"] } },
    cookies_config: { cookie_behavior: "none" },
    query_strings_config: { query_string_behavior: "none" },
  });
});

test("if Host is forwarded, requests of cached paths have the header and Host", () => {
  const policy = "aws_cloudfront_origin_request_policy";
  const resource = resourcesOf("x-origin-verify", ["app.example.com"]);
  expect(resource[policy]?.["api_origin_header_and_host"]).toMatchObject({
    name: "test-edge-api-origin-and-host",
    headers_config: { header_behavior: "whitelist", headers: { items: ["x-origin-verify", "host"] } },
  });
  expect(Object.keys(resourcesOf()[policy] ?? {})).toEqual(["api_origin_header_only"]);
});

test("refuses a header that CloudFront refuses", () => {
  expect(() => resourcesOf("via")).toThrow('function test-edge-api-origin sets the header "via"; give another');
});

test("is within the 10 KB that AWS allows a function", () => {
  expect(Buffer.byteLength(setHeaderSource("x".repeat(40)))).toBeLessThan(10 * 1024);
});

describe("watched", () => {
  const watched = resourcesOf("x-origin-verify", undefined, true);
  const alarms = watched["aws_cloudwatch_metric_alarm"];

  test("has an alarm on requests that fail in the function, for every cause", () => {
    const alarm = alarms?.["api_origin_errors_alarm"] as Block;
    expect(alarm.metric_query[0].expression).toBe("FILL(execution, 0) + FILL(validation, 0) + FILL(throttles, 0)");
    const metrics = (alarm.metric_query as Block[]).slice(1).map(({ metric }) => metric as Block);
    expect(metrics.map(({ metric_name }) => metric_name as string)).toEqual([
      "FunctionExecutionErrors",
      "FunctionValidationErrors",
      "FunctionThrottles",
    ]);
    for (const { dimensions } of metrics) {
      expect(dimensions).toEqual({ Region: "Global", FunctionName: "test-edge-api-origin" });
    }
    expect([alarm.threshold, alarm.datapoints_to_alarm]).toEqual([0, 1]);
  });

  test("has an alarm on requests that it answers 503 without a value, which CloudFront does not count as errors", () => {
    const filter = watched["aws_cloudwatch_log_metric_filter"]?.["api_origin_without_value_count"] as Block;
    expect(filter).toEqual({
      name: "test-edge-origin-header-without-value",
      log_group_name: "${aws_cloudwatch_log_group.api_origin_function_log_group.name}",
      pattern: '"no value for the origin"',
      metric_transformation: {
        namespace: "Palisade/test",
        name: "OriginHeaderWithoutValue",
        value: "1",
        default_value: "0",
        unit: "Count",
      },
      provider: "aws.us_east_1",
    });
    expect(setHeaderSource("x-origin-verify")).toContain(`console.log('${String(filter.pattern).slice(1, -1)}: '`);
    expect(alarms?.["api_origin_without_value_alarm"]).toMatchObject({
      namespace: "Palisade/test",
      metric_name: "OriginHeaderWithoutValue",
      threshold: 0,
      datapoints_to_alarm: 1,
    });
  });

  test("notifies the topic of us-east-1, from us-east-1", () => {
    expect(Object.keys(alarms ?? {})).toEqual(["api_origin_errors_alarm", "api_origin_without_value_alarm"]);
    for (const alarm of Object.values(alarms ?? {})) {
      expect(alarm).toMatchObject({ provider: "aws.us_east_1", alarm_actions: [topicArn], ok_actions: [topicArn] });
    }
  });

  test("there is no alarm action without a topic", () => {
    expect(Object.keys(resourcesOf()).filter((type) => /alarm|filter/.test(type))).toEqual([]);
  });
});

interface EdgeRequest {
  readonly uri: string;
  readonly headers: Record<string, { value: string; multiValue?: { value: string }[] }>;
}

/** Runs the function as CloudFront does, but for its module, which the test provides. */
async function run(
  store: Record<string, string>,
  headers: EdgeRequest["headers"] = {},
  viewerHosts?: readonly string[],
) {
  const source = setHeaderSource("x-origin-verify", viewerHosts);
  const [firstLine, ...rest] = source.split("\n");
  expect(firstLine).toBe("import cf from 'cloudfront';");
  const logged: string[] = [];
  const kvs = () => ({
    get: (key: string) =>
      key in store ? Promise.resolve(store[key]) : Promise.reject(new Error(`KeyNotFound: ${key}`)),
  });
  const handler = runInNewContext(`${rest.join("\n")}; handler`, {
    cf: { kvs },
    console: { log: (line: string) => logged.push(line) },
  }) as (event: { request: EdgeRequest }) => Promise<unknown>;
  const request: EdgeRequest = { uri: "/orders", headers: { host: { value: "api.example.com" }, ...headers } };
  return { result: JSON.parse(JSON.stringify(await handler({ request }))) as unknown, logged };
}

describe("the function", () => {
  const sent = (value: string) => ({
    uri: "/orders",
    headers: { host: { value: "api.example.com" }, "x-origin-verify": { value } },
  });

  test("adds the current value to the request", async () => {
    expect(await run({ current: "abc" })).toEqual({ result: sent("abc"), logged: [] });
  });

  test("replaces all values that a viewer sends in the header", async () => {
    const forged = { "x-origin-verify": { value: "forged", multiValue: [{ value: "forged" }, { value: "abc" }] } };
    expect((await run({ current: "abc" }, forged)).result).toEqual(sent("abc"));
  });

  test.each<Record<string, string>>([{}, { current: "" }])(
    "answers 503, which is not cached, if the store is %j",
    async (store) => {
      const { result } = await run(store);
      expect(result).toEqual({
        statusCode: 503,
        statusDescription: "Service Unavailable",
        headers: { "cache-control": { value: "no-store" }, "retry-after": { value: "30" } },
      });
    },
  );

  test("answers 404, which is not cached, to a name that is not in the origin's certificate", async () => {
    const [viewerHosts, store] = [["app.example.com", "api.example.com"], { current: "abc" }];
    expect((await run(store, {}, viewerHosts)).result).toEqual(sent("abc"));
    expect((await run(store, { host: { value: "API.example.com" } }, viewerHosts)).result).toMatchObject({
      headers: { "x-origin-verify": { value: "abc" } },
    });
    for (const value of ["d111111abcdef8.cloudfront.net", "example.com", ""]) {
      expect((await run(store, { host: { value } }, viewerHosts)).result).toEqual({
        statusCode: 404,
        statusDescription: "Not Found",
        headers: { "cache-control": { value: "no-store" } },
      });
    }
  });

  test("logs the reason, and never a value", async () => {
    expect((await run({})).logged).toEqual(["no value for the origin: Error: KeyNotFound: current"]);
    expect((await run({ current: "" })).logged).toEqual(["no value for the origin: it is empty"]);
    expect((await run({ current: "abc" })).logged).toEqual([]);
  });
});
