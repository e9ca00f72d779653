import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Alarm } from "../../shared/alarm";
import { ConfigurationError } from "../../shared/configuration-error";
import { ExpressionAlarm } from "../../shared/expression-alarm";
import { LogGroup, type LogGroupProps } from "../../shared/log-group";
import { headerNameFault } from "./header-name";

export interface HeaderFunctionProps {
  /** Name of store, function and policy: 64 letters, digits, - and _ at most (CloudFront API Reference, CreateFunction). */
  readonly name: string;
  /** The purpose: up to 128 characters. */
  readonly description: string;
  /** In lower case. */
  readonly headerName: string;
  /**
   * The names by which viewers ask, where the origin gets the viewer's Host. The function answers 404 to any other name,
   * such as CloudFront's own name of the distribution: the origin's certificate does not cover that name, and CloudFront
   * would cache the error and serve it to viewers who ask by the right one.
   *
   * @default every name that leads to a distribution
   */
  readonly viewerHosts?: readonly string[] | undefined;
  /**
   * The function's log group: `/aws/cloudfront/function/<name>` in us-east-1 (CloudFront Developer Guide, "Edge function
   * logs"). CloudFront would make the group without a key and without an end of retention.
   */
  readonly logs: LogGroupProps;
  /** Alarms in us-east-1, where the function's metrics and its log are. @default no alarms */
  readonly alarms?: HeaderFunctionAlarmsProps | undefined;
}

interface HeaderFunctionAlarmsProps {
  readonly name: (role: string) => string;
  readonly topicArn: string;
  /** For the count of missing values in the log: CloudFront counts no error, since the function answers. */
  readonly metricNamespace: string;
  readonly provider: TerraformProvider;
}

/** The key under which the rotation keeps the value that CloudFront sends. */
const currentKey = "current";

/**
 * Mode `header-kvs`: a function that gives each request the header that the origin checks, with a value that only the store
 * has. The store starts empty: until the rotation function has copied the value there, no request reaches the origin. A new
 * value is at every edge location within seconds, and changes no distribution.
 */
export class HeaderFunction extends Construct {
  readonly storeArn: string;
  /** The key under which the rotation keeps the value in the store. */
  readonly key = currentKey;
  readonly functionArn: string;
  readonly functionName: string;
  /** Forwards the header and nothing else of a request: for behaviours that cache. */
  readonly headerOnlyPolicyId: string;
  /** With `viewerHosts`: forwards the header and Host, for the same behaviours. */
  readonly headerAndHostPolicyId: string | undefined;

  constructor(scope: Construct, id: string, props: HeaderFunctionProps) {
    super(scope, id);
    const { name, description, headerName, viewerHosts } = props;
    const fault = headerNameFault(headerName);
    if (fault !== undefined) throw ConfigurationError.of(`function ${name} sets the header "${headerName}"; ${fault}`);

    const { made, name: logGroupName } = new LogGroup(this, "function", props.logs);
    // The distribution drops each before it is deleted: CloudFront refuses to delete one in use.
    const lifecycle = { createBeforeDestroy: true };
    const store = new CloudfrontKeyValueStore(this, "values", { name, comment: description, lifecycle });
    const edgeFunction = new CloudfrontFunction(this, "set_header", {
      name,
      comment: description,
      runtime: "cloudfront-js-2.0",
      code: setHeaderSource(headerName, viewerHosts),
      publish: true,
      keyValueStoreAssociations: [store.arn],
      lifecycle,
      dependsOn: [made],
    });
    const handsOn = (id: string, policyName: string, items: string[]) =>
      new CloudfrontOriginRequestPolicy(this, id, {
        name: policyName,
        comment: description,
        headersConfig: { headerBehavior: "whitelist", headers: { items } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        lifecycle,
      }).id;
    this.storeArn = store.arn;
    this.functionArn = edgeFunction.arn;
    this.functionName = name;
    this.headerOnlyPolicyId = handsOn("header_only", name, [headerName]);
    this.headerAndHostPolicyId = viewerHosts && handsOn("header_and_host", `${name}-and-host`, [headerName, "host"]);
    if (props.alarms !== undefined) this.alarm(logGroupName, props.alarms);
  }

  /** Metrics: CloudFront Developer Guide, "Monitoring CloudFront Functions" and "Types of metrics for CloudFront". */
  private alarm(logGroupName: string, { name, topicArn, metricNamespace, provider }: HeaderFunctionAlarmsProps): void {
    const metric = (metricName: string) =>
      ({
        namespace: "AWS/CloudFront",
        name: metricName,
        dimensions: { Region: "Global", FunctionName: this.functionName },
        statistic: "Sum",
      }) as const;
    const patience = { threshold: 0, evaluationPeriods: 5, datapointsToAlarm: 1 };
    new ExpressionAlarm(this, "errors", {
      ...patience,
      name: name("origin-header-errors"),
      description: "CloudFront stops the function that sets the origin's header: such a request is answered 5XX",
      expression: "FILL(execution, 0) + FILL(validation, 0) + FILL(throttles, 0)",
      label: "requests that the function failed",
      metrics: {
        execution: metric("FunctionExecutionErrors"),
        validation: metric("FunctionValidationErrors"),
        throttles: metric("FunctionThrottles"),
      },
      topicArn,
      provider,
    });
    const counted = { namespace: metricNamespace, name: "OriginHeaderWithoutValue" };
    new CloudwatchLogMetricFilter(this, "without_value_count", {
      name: name("origin-header-without-value"),
      logGroupName,
      pattern: `"${noValue}"`,
      metricTransformation: { ...counted, value: "1", defaultValue: "0", unit: "Count" },
      provider,
    });
    new Alarm(this, "without_value", {
      ...patience,
      name: name("origin-header-without-value"),
      description:
        "The function that sets the origin's header gets no value from its store: such a request is answered 503. See the function's log and the rotation's.",
      metric: { ...counted, dimensions: {}, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      topicArn,
      provider,
    });
  }
}

/** The message that the function logs and an alarm counts. */
const noValue = "no value for the origin";

/**
 * Writes the source of the viewer-request function. It replaces what the viewer sends under the header's name. Without a
 * value it answers 503: the origin would refuse the request, and the refusal might be cached.
 */
export function setHeaderSource(headerName: string, viewerHosts?: readonly string[]): string {
  return `import cf from 'cloudfront';

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
${viewerHosts === undefined ? "" : refuseOtherHosts(viewerHosts)}  let value = '';
  let reason = 'it is empty';
  try {
    value = await store.get('${currentKey}');
  } catch (error) {
    reason = error;
  }
  if (!value) {
    console.log('${noValue}: ' + reason);
    return {
      statusCode: 503,
      statusDescription: 'Service Unavailable',
      headers: { 'cache-control': { value: 'no-store' }, 'retry-after': { value: '30' } },
    };
  }
  request.headers['${headerName}'] = { value: value };
  return request;
}
`;
}

const refuseOtherHosts = (viewerHosts: readonly string[]): string => `  const host = request.headers.host;
  if (!${JSON.stringify(viewerHosts)}.includes(host ? host.value.toLowerCase() : '')) {
    return {
      statusCode: 404,
      statusDescription: 'Not Found',
      headers: { 'cache-control': { value: 'no-store' } },
    };
  }
`;
