import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { restApiGraphs } from "../../modules/edge/rest-api/access/graphs";
import { RestApiAlarms } from "../../modules/edge/rest-api/access/rest-api-alarms";
import { probePath } from "../../modules/edge/rest-api/probe-path";
import type { RestApi } from "../../modules/edge/rest-api/rest-api";
import type { WebAcl } from "../../modules/edge/waf/web-acl";
import { frontOf } from "../environments/schema/edge/cloudfront/fronts";
import type { RestApiSettings } from "../environments/schema/edge/rest-api/rest-api";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";
import { apiAtPaths } from "./api-at-paths";
import { addDistributionOfApi } from "./api-distribution";
import type { DistributionParts } from "./cloudfront";
import type { OriginHeader } from "./origin-header/header-sender";
import { addRestGateway, addUsagePlans, type GatewaySurroundings } from "./rest-api-gateway";
import { addNames, originOf, stageUrlOf } from "./rest-api-names";

interface RestApiSurroundings extends GatewaySurroundings, DistributionParts {
  /** The header that the API's firewall requires. @default none */
  readonly header: OriginHeader | undefined;
  /** The interface endpoint of a private API. */
  readonly executeApiEndpointId: () => string;
}

/**
 * Adds systems E and F: the REST API, who reaches it, its names, its web ACL, its logs and its alarms. With CloudFront in
 * front and no departure, the API answers to CloudFront only. Returns what the web application's distribution needs, if
 * paths of the distribution lead to the API.
 */
export function addRestApi(stack: LayerStack, settings: RestApiSettings, surroundings: RestApiSurroundings) {
  const { header } = surroundings;
  const { domain, routes } = settings;
  const vpcEndpointId = settings.endpoint === "private" ? surroundings.executeApiEndpointId() : undefined;
  const api = addRestGateway(stack, settings, surroundings, vpcEndpointId);
  addUsagePlans(stack, settings, api);
  const origin = originOf(stack, settings, api);
  const originUrl = `https://${origin.domainName}${origin.path ?? ""}`;
  const { webAcl, association } = addFirewall(stack, settings, surroundings, { api, originUrl });
  const names = addNames(stack, settings, api);
  const front = addFront(stack, settings, surroundings, { origin, names });
  if (front !== undefined) header?.sentTo?.("restApi", front, association);
  const atPaths = apiAtPaths(stack, { name: "restApi", origin, routes, names, header, admits: [association] });
  addAlarms(stack, api, webAcl);
  return {
    restApiId: api.restApiId,
    url: domain === undefined ? (front?.url ?? stageUrlOf(stack, api, vpcEndpointId)) : `https://${domain.publicName}`,
    webAclArn: webAcl.arn,
    atPaths,
    originUrl: (front ?? atPaths) && originUrl,
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
    graphs: graphsOf(stack, settings, api),
  };
}

/** Adds the web ACL in front of the API's stage. Behind CloudFront it admits CloudFront alone, if there is a header. */
function addFirewall(
  stack: LayerStack,
  { routes, waf }: RestApiSettings,
  { webAcls, header }: RestApiSurroundings,
  { api, originUrl }: { readonly api: RestApi; readonly originUrl: string },
) {
  const { name, edge } = stack.environment;
  const verification = header?.askedByFirewallAt(`${originUrl}${probePath(routes) ?? "/"}`);
  const webAcl = webAcls.add({
    address: "api_stage",
    name: "api",
    protects: "apiGateway",
    description: `In front of the REST API of ${name}`,
    place: "edge.restApi.waf",
    waf,
    ...(frontOf(edge.cloudFront, "restApi") && {
      behindEdge: verification === undefined ? {} : { originVerification: verification },
    }),
  });
  const association = new Wafv2WebAclAssociation(stack, "api_stage_web_acl_association", {
    resourceArn: api.stageArn,
    webAclArn: webAcl.arn,
  });
  return { webAcl, association };
}

/** Adds the API's own distribution, if CloudFront is in front of the API alone. */
function addFront(
  stack: LayerStack,
  { domain, waf }: RestApiSettings,
  { webAcls, usEast1Logs, header }: RestApiSurroundings,
  reached: { readonly origin: ReturnType<typeof originOf>; readonly names: ReturnType<typeof addNames> },
) {
  const { name, edge } = stack.environment;
  const settings = edge.cloudFront?.restApi;
  if (settings === undefined) return undefined;
  return addDistributionOfApi(
    stack,
    {
      ...reached,
      name: "api",
      description: `the REST API of ${name}`,
      settings,
      domain,
      header,
      waf,
      wafPlace: "edge.restApi.waf",
    },
    { webAcls, usEast1Logs },
  );
}

function addAlarms(
  stack: LayerStack,
  { apiName, stageName, accessLogGroupName: logGroupName }: RestApi,
  webAcl: WebAcl,
) {
  const { alarmTopicArn, environment } = stack;
  if (alarmTopicArn === undefined) return;
  new RestApiAlarms(stack, "rest_api_metrics", {
    name: (role) => stack.physicalName(role, "alarm"),
    apiName,
    stageName,
    webAcl: { metricName: webAcl.metricName, region: environment.region },
    topicArn: alarmTopicArn,
    ...(logGroupName !== undefined && {
      accessLog: { logGroupName, metricNamespace: metricNamespace(environment.name) },
    }),
  });
}

function graphsOf({ environment }: LayerStack, { stageName, accessLogs }: RestApiSettings, { apiName }: RestApi) {
  return restApiGraphs({
    apiName,
    // As text: a dashboard that stays and refers to a removed stage ends in a cycle, where the account's role is left.
    stageName,
    ...(accessLogs && { metricNamespace: metricNamespace(environment.name) }),
  });
}
