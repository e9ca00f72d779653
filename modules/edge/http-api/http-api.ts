import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Construct } from "constructs";
import { ApiDomain, type ApiDomainProps } from "../api-domain";
import { HttpApiAlarms, type HttpApiAlarmsProps } from "./alarms";
import { corsConfiguration, type Cors } from "./cors";
import { Routes, type RoutesProps, type Throttle } from "./routes";
import { HttpStage, type AccessLogs } from "./stage";

export interface HttpApiProps extends Pick<RoutesProps, "region" | "routes" | "functions" | "jwt" | "scopePrefix"> {
  /** 128 characters at most. */
  readonly name: string;
  /** 1,024 characters at most. */
  readonly description: string;
  /** What each route admits before it answers 429, unless it has a limit of its own. @default 100 a second, burst 50 */
  readonly throttle?: Throttle;
  /** Metrics of each route, beside those of the API; paid by the metric. @default true */
  readonly detailedMetrics?: boolean;
  /** Whose pages may call it from a browser. @default no page of another origin */
  readonly cors?: Cors;
  /** @default nothing is logged */
  readonly accessLogs?: AccessLogs;
  /** Its own names; the endpoint that AWS makes for it is then off. @default that endpoint alone */
  readonly domain?: HttpApiDomain;
  /** @default no alarms */
  readonly alarms?: Pick<HttpApiAlarmsProps, "name" | "topicArn">;
}

interface HttpApiDomain extends Pick<
  ApiDomainProps,
  "certificate" | "hostedZoneId" | "mutualTls" | "ownershipCertificateArn"
> {
  /** What callers use. */
  readonly publicName: string;
  /** What a CDN in front uses, since it takes the public name over (trap 2.61). @default none */
  readonly originName?: string;
  /** Whether the public name leads to the API itself. @default true */
  readonly leadsHere?: boolean;
}

/**
 * System D: an HTTP API whose routes ask for a token of the user pool, checked by API Gateway itself before a function is
 * invoked. It has no web ACL, resource policy or API keys, since AWS offers none for it.
 */
export class HttpApi extends Construct {
  readonly apiId: string;
  /** Where it answers, without a slash at the end. */
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
    const table = new Routes(this, "routes", {
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

  /** Behind a CDN the public name stays one of the API's, so that to leave it is a change of one record too. */
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
