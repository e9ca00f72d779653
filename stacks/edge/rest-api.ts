import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { ApiGatewayAccount } from "../../modules/edge/rest-api/access/api-gateway-account";
import { restApiGraphs } from "../../modules/edge/rest-api/access/graphs";
import { resourcePolicy } from "../../modules/edge/rest-api/access/resource-policy";
import { RestApiAlarms } from "../../modules/edge/rest-api/access/rest-api-alarms";
import { UsagePlan } from "../../modules/edge/rest-api/access/usage-plan";
import { probePath } from "../../modules/edge/rest-api/probe-path";
import { RestApi, type RestApiProps } from "../../modules/edge/rest-api/rest-api";
import { frontOf } from "../environments/schema/edge/cloudfront/fronts";
import type { RestApiSettings } from "../environments/schema/edge/rest-api/rest-api";
import type { IdentityOutputs } from "../identity-stack";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";
import { apiAtPaths } from "./api-at-paths";
import { addDistributionOfApi } from "./api-distribution";
import { addNames, originOf } from "./rest-api-names";
import type { OriginHeader } from "./origin-header/header-sender";
import { trustStoreOf } from "./trust-store";
import type { UsEast1Logs } from "./us-east-1-logs";
import type { Users } from "./users";
import type { EdgeWebAcls } from "./web-acls";

interface RestApiSurroundings {
  readonly functions: RestApiProps["functions"];
  /** @default no route asks it */
  readonly requestAuthorizer?: RestApiProps["functions"][string] | undefined;
  /** @default no route asks for a token */
  readonly users?: Users | undefined;
  readonly webAcls: EdgeWebAcls;
  readonly usEast1Logs: () => UsEast1Logs;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
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
  const { environment, alarmTopicArn } = stack;
  const { name, region, logs } = environment;
  const { cloudFront } = environment.edge;
  const { domain, endpoint, policy, accountLogging, accessLogs, executionLogs, usagePlans, waf } = settings;
  const { functions, users, webAcls, usEast1Logs, identity, header } = surroundings;
  const { logsKeyArn } = identity;
  const kept = { retentionDays: logs.retentionDays, kmsKeyArn: logsKeyArn, keepOnDestroy: stack.keepsData };
  const vpcEndpointId = endpoint === "private" ? surroundings.executeApiEndpointId() : undefined;
  const account =
    accountLogging === "create" &&
    new ApiGatewayAccount(stack, "api_gateway", {
      roleName: stack.physicalName("api-gateway", "iam role"),
      boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
    });

  const api = new RestApi(stack, "rest_api", {
    ...plainSettings(settings),
    name: stack.physicalName("rest", "api"),
    description: `The REST API of ${name}`,
    region,
    functions,
    scopePrefix: users?.scopePrefix ?? "",
    endpoint: vpcEndpointId === undefined ? "regional" : { vpcEndpointIds: [vpcEndpointId] },
    disableExecuteApiEndpoint: domain !== undefined,
    policy: resourcePolicy({
      ...policy,
      ...(vpcEndpointId !== undefined && { vpcEndpointId }),
      ...(asksForSignature(settings) && { signaturesOf: stack.accountId }),
    }),
    ...(users && { userPoolArn: users.userPoolArn }),
    ...(surroundings.requestAuthorizer && {
      requestAuthorizer: { ...surroundings.requestAuthorizer, ...authorizerOf(stack, settings) },
    }),
    ...(accessLogs && { accessLogs: { ...kept, logGroupName: stack.logGroupName("rest-api") } }),
    ...(executionLogs && { executionLogs: kept }),
    ...(account !== false && { after: [account.ready] }),
  });
  const { restApiId, stageName, apiName } = api;
  for (const [plan, { apiKeys, ...limits }] of Object.entries(usagePlans)) {
    const { quota, throttle, methods } = limits;
    new UsagePlan(stack, `plan_${plan.replaceAll("-", "_")}`, {
      name: stack.physicalName(plan, "usage plan"),
      description: `What the callers of ${plan} may send`,
      restApiId,
      stageName,
      throttle,
      methods,
      ...(quota !== "none" && { quota }),
      apiKeys: apiKeys.map((id) => ({ id, name: stack.physicalName(`${plan}-${id}`, "api key") })),
    });
  }
  const origin = { ...originOf(stack, settings, api), id: "rest-api" } as const;
  const verification = header?.askedByFirewallAt(
    `https://${origin.domainName}${origin.path ?? ""}${probePath(settings.routes) ?? "/"}`,
  );
  const webAcl = webAcls.add({
    address: "api_stage",
    name: "api",
    protects: "apiGateway",
    description: `In front of the REST API of ${name}`,
    place: "edge.restApi.waf",
    waf,
    ...(frontOf(cloudFront, "restApi") && {
      behindEdge: verification === undefined ? {} : { originVerification: verification },
    }),
  });
  const association = new Wafv2WebAclAssociation(stack, "api_stage_web_acl_association", {
    resourceArn: api.stageArn,
    webAclArn: webAcl.arn,
  });
  const mutualTls = domain && trustStoreOf(stack, "rest", settings.mutualTls);
  const names = domain && addNames(stack, domain, { restApiId, stageName, ...(mutualTls && { mutualTls }) });
  const front =
    cloudFront?.restApi &&
    addDistributionOfApi(
      stack,
      {
        name: "api",
        description: `the REST API of ${name}`,
        settings: cloudFront.restApi,
        origin,
        domain,
        names,
        header,
        waf,
        wafPlace: "edge.restApi.waf",
      },
      { webAcls, usEast1Logs },
    );
  if (front !== undefined) header?.sentTo?.("restApi", front, association);
  const { routes } = settings;
  const atPaths = apiAtPaths(stack, { name: "restApi", origin, routes, names, header, admits: [association] });
  if (alarmTopicArn !== undefined) {
    new RestApiAlarms(stack, "rest_api_metrics", {
      name: (role) => stack.physicalName(role, "alarm"),
      apiName,
      stageName,
      webAcl: { metricName: webAcl.metricName, region },
      topicArn: alarmTopicArn,
      ...(api.accessLogGroupName !== undefined && {
        accessLog: { logGroupName: api.accessLogGroupName, metricNamespace: metricNamespace(name) },
      }),
    });
  }
  // Without private DNS, a private API does not answer at its stage's own name (API Gateway Developer Guide, "Invoke a
  // private API").
  const ownUrl =
    vpcEndpointId === undefined
      ? api.invokeUrl
      : `https://${restApiId}-${vpcEndpointId}.execute-api.${region}.amazonaws.com/${stageName}`;
  return {
    restApiId,
    url: domain === undefined ? (front?.url ?? ownUrl) : `https://${domain.publicName}`,
    webAclArn: webAcl.arn,
    atPaths,
    originUrl: (front ?? atPaths) && `https://${origin.domainName}${origin.path ?? ""}`,
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
    graphs: restApiGraphs({
      apiName,
      // As text: a dashboard that stays and refers to a removed stage ends in a cycle, where the account's role is left.
      stageName: settings.stageName,
      ...(accessLogs && { metricNamespace: metricNamespace(name) }),
    }),
  };
}

function plainSettings(settings: RestApiSettings) {
  const { routes, stageName, unknownPaths, throttle, authorizerCacheSeconds, cors } = settings;
  const { detailedMetrics, tracing, clientCertificate } = settings;
  const shared = { routes, stageName, unknownPaths, throttle, authorizerCacheSeconds };
  return { ...shared, detailedMetrics, tracing, clientCertificate, ...(cors && { cors }) };
}

function asksForSignature({ routes }: RestApiSettings): boolean {
  return routes.some(({ authorizer }) => authorizer !== "none" && authorizer.kind === "iam");
}

/** The type of the Lambda authorizer, and the header that it checks, if it checks one. */
function authorizerOf(stack: LayerStack, { requestAuthorizer: type }: RestApiSettings) {
  const checks = stack.environment.compute.functions?.requestAuthorizer?.checks;
  return { type, ...(checks?.kind === "header" && { header: checks.name }) };
}
