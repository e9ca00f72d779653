import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayRestApiPolicy } from "@cdktf/provider-aws/lib/api-gateway-rest-api-policy";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { InvokePermission } from "../invoke-permission";
import { invokedFunction, type InvokedFunction } from "../invoked-function";
import { Authorizers, type AuthorizersProps } from "./authorizers";
import { preflights, unknownPaths, type RestCors } from "./built-in-routes";
import { DeployedRoutes } from "./deployed-routes";
import { Deployment } from "./deployment";
import { GatewayResponses } from "./gateway-responses";
import { RestMethod } from "./method";
import { Resources } from "./resources";
import { pathParameters } from "./paths";
import type { Throttle } from "../throttle";
import { permissionId, routeAddress, type RestRoute } from "./route";
import { RestStage, type RestStageProps } from "./stage";
import { Validation } from "./validation";

type Deciders = Pick<AuthorizersProps, "userPoolArn" | "scopePrefix" | "requestAuthorizer">;
type StageOptions = Pick<
  RestStageProps,
  "detailedMetrics" | "tracing" | "accessLogs" | "executionLogs" | "clientCertificate" | "after"
>;

export interface RestApiProps extends Deciders, StageOptions {
  /** 128 characters at most. */
  readonly name: string;
  /** 1,024 characters at most. */
  readonly description: string;
  readonly region: string;
  readonly routes: readonly RestRoute[];
  readonly functions: Readonly<Record<string, InvokedFunction>>;
  /** The first part of every path at the API's own endpoint. @default "v1" */
  readonly stageName?: string;
  /** The answer to an unknown path: 404 by a mock route, or AWS's 403 Missing Authentication Token. @default "not-found" */
  readonly unknownPaths?: "not-found" | "forbidden";
  /** The limit of each method without one of its own, above which it answers 429. @default 100 a second, burst 50 */
  readonly throttle?: Throttle;
  /** Whose pages may call the API from a browser. @default no page of another origin */
  readonly cors?: RestCors;
  /** Seconds for which an authorizer's decision is cached, 0 to 3,600. @default 300 */
  readonly authorizerCacheSeconds?: number;
  /** How callers reach the API: by its regional endpoint, or only through these interface endpoints. @default "regional" */
  readonly endpoint?: "regional" | { readonly vpcEndpointIds: readonly string[] };
  /** Disables the endpoint that AWS makes for the API: for an API with a domain of its own. @default false */
  readonly disableExecuteApiEndpoint?: boolean;
  /** The resource policy as JSON; a private API must have one. @default everybody may call whom an authorizer lets in */
  readonly policy?: string;
}

/**
 * Systems E and F: a REST API. Each route says who may call it, what it checks, what it calls and how often. Usage plans,
 * domain, web ACL and alarms are attached from outside, by this construct's fields.
 */
export class RestApi extends Construct {
  readonly restApiId: string;
  readonly executionArn: string;
  readonly apiName: string;
  readonly stageName: string;
  readonly stageArn: string;
  /** The stage's address, without a slash at the end. */
  readonly invokeUrl: string;
  /** The log group of the stage's access log, if there is one. */
  readonly accessLogGroupName?: string;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const { name, description, cors, policy } = props;
    const { stageName = "v1", throttle = { ratePerSecond: 100, burst: 50 } } = props;
    const routes = withBuiltIn(props);
    ConfigurationError.throwIfAny(endpointFaults(props));

    const api = this.addApi(props);
    const { id: restApiId, executionArn } = api;
    if (policy !== undefined) new ApiGatewayRestApiPolicy(this, "policy", { restApiId, policy });
    this.addRoutes(api, routes, props, stageName);
    new GatewayResponses(this, "answer", { restApiId, ...(cors && { cors }) });

    const deployment = new Deployment(this, "current", { restApiId, api: this });
    const stage = new RestStage(this, "stage", {
      restApiId,
      deploymentId: deployment.id,
      name: stageName,
      description,
      throttle,
      routes,
      ...stageOptions(props),
    });
    const deploymentAddress = deployment.address;
    new DeployedRoutes(this, "deployed", { restApiId, stageId: stage.id, routes, deploymentAddress });
    this.restApiId = restApiId;
    this.executionArn = executionArn;
    this.apiName = name;
    this.stageName = stage.name;
    this.stageArn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    if (stage.accessLogGroupName !== undefined) this.accessLogGroupName = stage.accessLogGroupName;
  }

  private addApi({
    name,
    description,
    endpoint = "regional",
    disableExecuteApiEndpoint,
  }: RestApiProps): ApiGatewayRestApi {
    return new ApiGatewayRestApi(this, "api", {
      name,
      description,
      apiKeySource: "HEADER",
      disableExecuteApiEndpoint: disableExecuteApiEndpoint ?? false,
      endpointConfiguration:
        endpoint === "regional"
          ? { types: ["REGIONAL"] }
          : { types: ["PRIVATE"], vpcEndpointIds: [...endpoint.vpcEndpointIds] },
    });
  }

  /** Adds each route's method, and the permission by which the method calls its function. */
  private addRoutes(
    { id: restApiId, rootResourceId, executionArn }: ApiGatewayRestApi,
    routes: readonly RestRoute[],
    props: RestApiProps,
    stageName: string,
  ): void {
    const { name, region, functions, userPoolArn, scopePrefix, requestAuthorizer, authorizerCacheSeconds, cors } =
      props;
    const paths = routes.map((route) => route.path);
    const tree = new Resources(this, "path", { restApiId, rootResourceId, paths });
    const authorizers = new Authorizers(this, "authorizer", {
      restApiId,
      executionArn,
      region,
      name,
      routes,
      scopePrefix,
      ...(userPoolArn !== undefined && { userPoolArn }),
      ...(requestAuthorizer && { requestAuthorizer }),
      ...(authorizerCacheSeconds !== undefined && { cacheSeconds: authorizerCacheSeconds }),
    });
    const validation = new Validation(this, "validate", { restApiId, name });
    for (const route of routes) {
      const { method, path, integration } = route;
      const address = routeAddress(route);
      new RestMethod(this, address, {
        restApiId,
        resourceId: tree.idOf(path),
        region,
        route,
        functions,
        authorization: authorizers.of(route),
        validation: validation.of(route),
        ...(cors && { allowedOrigin: cors.origin }),
      });
      if (integration.kind === "mock") continue;
      new InvokePermission(this, `${address}_invoke`, {
        functionName: invokedFunction(functions, integration.function).functionName,
        sourceArn: `${executionArn}/${stageName}/${method}${path.replaceAll(/\{[^}]+\}/g, "*")}`,
        pathParameters: pathParameters(path).length,
        statementId: permissionId(route),
      });
    }
  }
}

/** Adds to the given routes the answers to preflights and to unknown paths. */
function withBuiltIn({ routes, cors, unknownPaths: given = "not-found" }: RestApiProps): RestRoute[] {
  return [...routes, ...(cors ? preflights(routes, cors) : []), ...(given === "not-found" ? unknownPaths(routes) : [])];
}

function endpointFaults({ endpoint = "regional", policy }: RestApiProps): string[] {
  if (endpoint === "regional") return [];
  return [
    ...(endpoint.vpcEndpointIds.length === 0
      ? ["the REST API is private without an endpoint; give the ids of a VPC endpoint"]
      : []),
    ...(policy === undefined
      ? ["the REST API is private without a policy; give a policy: without a policy nobody may call the API"]
      : []),
  ];
}

function stageOptions(props: StageOptions): StageOptions {
  const { detailedMetrics, tracing, accessLogs, executionLogs, clientCertificate, after } = props;
  return {
    ...(detailedMetrics !== undefined && { detailedMetrics }),
    ...(tracing !== undefined && { tracing }),
    ...(accessLogs && { accessLogs }),
    ...(executionLogs && { executionLogs }),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(after && { after }),
  };
}
