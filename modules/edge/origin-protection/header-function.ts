import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { LogGroup, type LogGroupProps } from "../../shared/log-group";
import { headerNameFault } from "./header-name";

export interface HeaderFunctionProps {
  /** Of the store, the function and the policy: 64 letters, digits, - and _ at most (CloudFront API Reference, CreateFunction). */
  readonly name: string;
  /** What it is for: up to 128 characters. */
  readonly description: string;
  /** In lower case. */
  readonly headerName: string;
  /**
   * Where CloudFront writes what the function logs: `/aws/cloudfront/function/<name>` in us-east-1 (CloudFront Developer
   * Guide, "Edge function logs"). It would make the group itself, without key and for ever.
   */
  readonly logs: LogGroupProps;
}

/** The key under which the rotation keeps the value that CloudFront sends. */
const currentKey = "current";

/**
 * Mode `header-kvs`: a function that gives each request the header that the origin checks, with a value that only the
 * store has (row B22). The store begins without it: until the rotation function has copied the value there, nothing goes
 * on to the origin. A new value is at every edge location within seconds, and changes no distribution.
 */
export class HeaderFunction extends Construct {
  readonly storeArn: string;
  /** Under which the rotation keeps the value in the store. */
  readonly key = currentKey;
  readonly functionArn: string;
  readonly functionName: string;
  /** Hands on the header, and nothing else of a request: for behaviours that cache. */
  readonly headerOnlyPolicyId: string;

  constructor(scope: Construct, id: string, props: HeaderFunctionProps) {
    super(scope, id);
    const { name, description, headerName } = props;
    const fault = headerNameFault(headerName);
    if (fault !== undefined) throw ConfigurationError.of(`function ${name} sets the header "${headerName}"; ${fault}`);

    const { made } = new LogGroup(this, "function", props.logs);
    const store = new CloudfrontKeyValueStore(this, "values", { name, comment: description });
    const edgeFunction = new CloudfrontFunction(this, "set_header", {
      name,
      comment: description,
      runtime: "cloudfront-js-2.0",
      code: setHeaderSource(headerName),
      publish: true,
      keyValueStoreAssociations: [store.arn],
      dependsOn: [made],
    });
    const headerOnly = new CloudfrontOriginRequestPolicy(this, "header_only", {
      name,
      comment: description,
      headersConfig: { headerBehavior: "whitelist", headers: { items: [headerName] } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    });
    this.storeArn = store.arn;
    this.functionArn = edgeFunction.arn;
    this.functionName = name;
    this.headerOnlyPolicyId = headerOnly.id;
  }
}

/**
 * The function that a viewer's request passes first. What the viewer sends under the name is replaced (row V7). Without a
 * value it answers 503: what went on would be refused by the origin, and might be cached.
 */
export function setHeaderSource(headerName: string): string {
  return `import cf from 'cloudfront';

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
  let value = '';
  try {
    value = await store.get('${currentKey}');
  } catch (error) {
    console.log('no value for the origin: ' + error);
  }
  if (!value) {
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
