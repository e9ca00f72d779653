import type { Construct } from "constructs";
import { Dashboard, type DashboardProps } from "../modules/edge/dashboard";
import { httpApiGraphs } from "../modules/edge/http-api/graphs";
import { LeftApiGatewayAccount } from "../modules/edge/rest-api/access/api-gateway-account";
import type { ComputeOutputs } from "./compute-stack";
import { HeaderByTerraform } from "./edge/origin-header/header-by-terraform";
import { functionsBehindApis, requestAuthorizerOf } from "./edge/functions";
import { addHttpApi } from "./edge/http-api";
import { logDeliveryOf } from "./edge/log-delivery";
import { HeaderByRotation, type HeaderByRotationProps } from "./edge/origin-header/header-by-rotation";
import { addRestApi } from "./edge/rest-api";
import { usEast1LogsOf } from "./edge/us-east-1-logs";
import { addSignIn } from "./edge/sign-in";
import { usersOf } from "./edge/users";
import { EdgeWebAcls } from "./edge/web-acls";
import { addWebApplication } from "./edge/web-application";
import type { Environment } from "./environments/schema/environment";
import { apisAtPaths } from "./environments/schema/edge/cloudfront/fronts";
import { originsThatAsk, headerModeOf, type OriginName } from "./environments/schema/edge/origin-protection";
import type { IdentityOutputs } from "./identity-stack";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import { once } from "./layer/once";
import type { NetworkOutputs } from "./network-stack";

const promises = {
  webUrl: { type: "string", description: "Where the application answers" },
  loadBalancerArn: { type: "string", description: "The load balancer in front of the fleet" },
  loadBalancerDnsName: { type: "string", description: "The load balancer's own name" },
  webAclArn: { type: "string", description: "The web ACL in front of the load balancer" },
  webDistributionId: {
    type: "string",
    when: "edge.cloudFront.web",
    description: "The distribution in front of the load balancer",
  },
  webDistributionWebAclArn: {
    type: "string",
    when: "edge.cloudFront.web",
    description: "The web ACL of that distribution",
  },
  signInUrl: { type: "string", when: "edge.signIn", description: "Where users sign in and programs get tokens" },
  userPoolWebAclArn: { type: "string", when: "edge.signIn", description: "The web ACL in front of the user pool" },
  httpApiId: { type: "string", when: "edge.httpApi", description: "The HTTP API" },
  restApiId: { type: "string", when: "edge.restApi", description: "The REST API" },
  restApiUrl: { type: "string", when: "edge.restApi", description: "Where the REST API answers" },
  restApiOriginUrl: {
    type: "string",
    when: "edge.cloudFront.restApi, or edge.cloudFront.web.restApi",
    description: "Where CloudFront asks the REST API",
  },
  restApiDistributionId: {
    type: "string",
    when: "edge.cloudFront.restApi",
    description: "The distribution in front of the REST API",
  },
  restApiDistributionWebAclArn: {
    type: "string",
    when: "edge.cloudFront.restApi",
    description: "The web ACL of that distribution",
  },
  restApiWebAclArn: { type: "string", when: "edge.restApi", description: "The web ACL in front of the REST API" },
  httpApiUrl: { type: "string", when: "edge.httpApi", description: "Where the HTTP API answers" },
  httpApiOriginUrl: {
    type: "string",
    when: "edge.cloudFront.httpApi, or edge.cloudFront.web.httpApi",
    description: "Where CloudFront asks the HTTP API",
  },
  httpApiDistributionId: {
    type: "string",
    when: "edge.cloudFront.httpApi",
    description: "The distribution in front of the HTTP API",
  },
  httpApiDistributionWebAclArn: {
    type: "string",
    when: "edge.cloudFront.httpApi",
    description: "The web ACL of that distribution",
  },
} as const satisfies Promises;

export type EdgeOutputs = LayerOutputs<typeof promises>;

export interface EdgeReads {
  readonly network: NetworkOutputs;
  readonly identity: IdentityOutputs;
  readonly compute: ComputeOutputs;
}

/** The edge layer: the web application, the sign-in pages and the APIs, each behind its firewall if it can have one. */
export class EdgeStack extends LayerStack {
  readonly outputs: EdgeOutputs;

  constructor(scope: Construct, environment: Environment, reads: EdgeReads) {
    super(scope, "edge", environment);
    this.declareUsEast1();
    const network = reads.network.readInto(this);
    const identity = reads.identity.readInto(this);
    const compute = reads.compute.readInto(this);
    const { edge } = environment;
    const { logsKeyArn } = identity;
    const logDelivery = logDeliveryOf(this);
    const usEast1Logs = usEast1LogsOf(this, { logsKeyArn, logDelivery });
    const webAcls = new EdgeWebAcls(this, logsKeyArn, logDelivery, usEast1Logs);
    const functions = functionsBehindApis(environment, compute);
    const users = usersOf(environment, identity);
    const askedBy = originsThatAsk(edge);
    const header = addOriginHeader(this, { identity, askedBy, usEast1Logs });
    const headerOf = (origin: OriginName) => (askedBy.includes(origin) ? header : undefined);
    const shared = { functions, users, webAcls, usEast1Logs };
    // An API at paths of the web application's distribution comes before the distribution, any other after it.
    const apis = {
      httpApi: once(
        () =>
          edge.httpApi &&
          addHttpApi(this, edge.httpApi, { ...shared, logsKeyArn, logDelivery, header: headerOf("httpApi") }),
      ),
      restApi: once(
        () =>
          edge.restApi &&
          addRestApi(this, edge.restApi, {
            ...shared,
            requestAuthorizer: requestAuthorizerOf(environment, compute),
            identity,
            header: headerOf("restApi"),
            executeApiEndpointId: () => network.executeApiEndpointId,
          }),
      ),
    };
    if (edge.restApi?.accountLogging !== "create" && !environment.teardown) {
      new LeftApiGatewayAccount(this, "api_gateway");
    }
    const web = addWebApplication(
      this,
      { network, compute },
      {
        webAcls,
        usEast1Logs,
        header: headerOf("web"),
        apis: apisAtPaths(edge.cloudFront).flatMap((name) => apis[name]()?.atPaths ?? []),
      },
    );
    const signIn = edge.signIn && users && addSignIn(this, edge.signIn, { ...users, webAcls, webRecords: web.records });
    const httpApi = apis.httpApi();
    const restApi = apis.restApi();
    if (header instanceof HeaderByRotation) header.rotate();
    this.addDashboard(web.metrics, [...(httpApi ? httpApiGraphs(httpApi.apiId) : []), ...(restApi?.graphs ?? [])]);
    const urlOf = (api: typeof httpApi | typeof restApi) => (api?.atPaths === undefined ? api?.url : web.url);

    this.outputs = new LayerOutputs(this, promises, {
      webUrl: web.url,
      loadBalancerArn: web.loadBalancerArn,
      loadBalancerDnsName: web.loadBalancerDnsName,
      webAclArn: web.webAclArn,
      webDistributionId: web.distributionId,
      webDistributionWebAclArn: web.distributionWebAclArn,
      signInUrl: signIn?.url,
      userPoolWebAclArn: signIn?.webAclArn,
      httpApiId: httpApi?.apiId,
      httpApiUrl: urlOf(httpApi),
      httpApiOriginUrl: httpApi?.originUrl,
      httpApiDistributionId: httpApi?.distributionId,
      httpApiDistributionWebAclArn: httpApi?.distributionWebAclArn,
      restApiId: restApi?.restApiId,
      restApiUrl: urlOf(restApi),
      restApiWebAclArn: restApi?.webAclArn,
      restApiOriginUrl: restApi?.originUrl,
      restApiDistributionId: restApi?.distributionId,
      restApiDistributionWebAclArn: restApi?.distributionWebAclArn,
    });
  }

  private addDashboard(web: ReturnType<typeof addWebApplication>["metrics"], apis: DashboardProps["more"]): void {
    if (this.alarmTopicArn === undefined) return;
    new Dashboard(this, "on_call", { name: this.physicalName("web", "dashboard"), ...web, more: apis });
  }
}

/** Adds the header by which origins recognise CloudFront, if one requires it. */
function addOriginHeader(
  stack: LayerStack,
  given: Pick<HeaderByRotationProps, "askedBy" | "identity" | "usEast1Logs">,
): HeaderByRotation | HeaderByTerraform | undefined {
  const { edge } = stack.environment;
  const { originProtection: settings } = edge;
  const mode = headerModeOf(edge);
  if (mode === undefined) return undefined;
  return mode === "header-apply"
    ? new HeaderByTerraform(stack, { ...given, settings })
    : new HeaderByRotation(stack, { ...given, settings, mode });
}
