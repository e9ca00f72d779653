import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Construct } from "constructs";
import { ApiDomain, type ApiDomainProps } from "../api-domain";
import { HttpApiAlarms, type HttpApiAlarmsProps } from "./alarms";
import { corsConfiguration, type Cors } from "./cors";
import type { Throttle } from "../throttle";
import { HttpRoutes, type HttpRoutesProps } from "./routes";
import { HttpStage, type AccessLogs } from "./stage";

export interface HttpApiProps extends Pick<HttpRoutesProps, "region" | "routes" | "functions" | "jwt" | "scopePrefix"> {
  /** 128 characters at most. */
  readonly name: string;
  /** 1,024 characters at most. */
  readonly description: string;
  /** The limit of each route without one of its own, above which it answers 429. @default 100 a second, burst 50 */
  readonly throttle?: Throttle;
  /** Metrics of each route, besides those of the API; AWS bills each metric. @default true */
  readonly detailedMetrics?: boolean;
  /** Whose pages may call the API from a browser. @default no page of another origin */
  readonly cors?: Cors;
  /** @default nothing is logged */
  readonly accessLogs?: AccessLogs;
  /** The API's own names; the endpoint that AWS makes for the API is then off. @default that endpoint alone */
  readonly domain?: HttpApiDomain;
  /** @default no alarms */
  readonly alarms?: Pick<HttpApiAlarmsProps, "name" | "topicArn">;
}

interface HttpApiDomain extends Pick<
  ApiDomainProps,
  "certificate" | "hostedZoneId" | "mutualTls" | "ownershipCertificateArn"
> {
  /** The name that callers use. */
  readonly publicName: string;
  /** The name that a CDN in front uses, since the public name leads to the CDN. @default none */
  readonly originName?: string;
  /** Whether the public name leads to the API itself. @default true */
  readonly leadsHere?: boolean;
}

/**
 * System D: an HTTP API whose routes ask for a token of the user pool, unless they opt out. API Gateway checks the token
 * before it invokes a function. AWS offers no web ACL, resource policy or API keys for HTTP APIs.
 */
export class HttpApi extends Construct {
  readonly apiId: string;
  /** The API's address, without a slash at the end. */
  readonly url: string;
  readonly stageName: string;
  readonly names: { readonly public: ApiDomain; readonly origin: ApiDomain | undefined } | undefined;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const { name, description, region, routes, functions, jwt, scopePrefix, cors, domain, alarms } = props;
    const { throttle = { ratePerSecond: 100, burst: 50 }, detailedMetrics, accessLogs } = props;
    const methods = routes.map(({ method }) => method);

    const api = new Apigatewayv2Api(this, "api", {
      name,
      description,
      protocolType: "HTTP",
      disableExecuteApiEndpoint: domain !== undefined,
      ...(cors && { corsConfiguration: corsConfiguration(cors, methods) }),
    });
    const table = new HttpRoutes(this, "routes", {
      apiId: api.id,
      executionArn: api.executionArn,
      stageName: "$default",
      region,
      name,
      routes,
      functions,
      scopePrefix,
      ...(jwt && { jwt }),
    });
    const stage = new HttpStage(this, "default", {
      apiId: api.id,
      name: "$default",
      throttle,
      routes,
      after: table.routes,
      ...(detailedMetrics !== undefined && { detailedMetrics }),
      ...(accessLogs && { accessLogs }),
    });
    this.names = domain && this.addNames(domain, { apiId: api.id, stageName: stage.name });
    if (alarms !== undefined) new HttpApiAlarms(this, "metrics", { ...alarms, apiId: api.id });

    this.apiId = api.id;
    this.url = domain === undefined ? api.apiEndpoint : `https://${domain.publicName}`;
    this.stageName = stage.name;
  }

  /** Behind a CDN the API keeps the public name too, so that leaving the CDN also changes only one record. */
  private addNames(
    { publicName, originName, leadsHere = true, ...shared }: HttpApiDomain,
    serves: Pick<ApiDomainProps, "apiId" | "stageName">,
  ) {
    return {
      public: new ApiDomain(this, "public", { domainName: publicName, leadsHere, ...shared, ...serves }),
      origin:
        originName === undefined
          ? undefined
          : new ApiDomain(this, "origin", { domainName: originName, ...shared, ...serves }),
    };
  }
}
