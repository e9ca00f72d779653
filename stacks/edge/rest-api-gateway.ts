import { ApiGatewayAccount } from "../../modules/edge/rest-api/access/api-gateway-account";
import { resourcePolicy } from "../../modules/edge/rest-api/access/resource-policy";
import { UsagePlan } from "../../modules/edge/rest-api/access/usage-plan";
import { RestApi, type RestApiProps } from "../../modules/edge/rest-api/rest-api";
import type { RestApiSettings } from "../environments/schema/edge/rest-api/rest-api";
import type { IdentityOutputs } from "../identity-stack";
import type { LayerStack } from "../layer/layer-stack";
import type { Users } from "./users";

export interface GatewaySurroundings {
  readonly functions: RestApiProps["functions"];
  /** @default no route asks it */
  readonly requestAuthorizer?: RestApiProps["functions"][string] | undefined;
  /** @default no route asks for a token */
  readonly users?: Users | undefined;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
}

/**
 * Adds what API Gateway has of the REST API: its routes, its stage, its resource policy and its logs.
 *
 * @param vpcEndpointId the interface endpoint of a private API
 */
export function addRestGateway(
  stack: LayerStack,
  settings: RestApiSettings,
  { functions, requestAuthorizer, users, identity }: GatewaySurroundings,
  vpcEndpointId: string | undefined,
): RestApi {
  const { name, region, logs } = stack.environment;
  const { accessLogs, executionLogs, domain } = settings;
  const kept = { retentionDays: logs.retentionDays, kmsKeyArn: identity.logsKeyArn, keepOnDestroy: stack.keepsData };
  const account = addAccount(stack, settings, identity);
  return new RestApi(stack, "rest_api", {
    ...plainSettings(settings),
    name: stack.physicalName("rest", "api"),
    description: `The REST API of ${name}`,
    region,
    functions,
    scopePrefix: users?.scopePrefix ?? "",
    endpoint: vpcEndpointId === undefined ? "regional" : { vpcEndpointIds: [vpcEndpointId] },
    disableExecuteApiEndpoint: domain !== undefined,
    policy: policyOf(stack, settings, vpcEndpointId),
    ...(users && { userPoolArn: users.userPoolArn }),
    ...(requestAuthorizer && { requestAuthorizer: { ...requestAuthorizer, ...authorizerOf(stack, settings) } }),
    ...(accessLogs && { accessLogs: { ...kept, logGroupName: stack.logGroupName("rest-api") } }),
    ...(executionLogs && { executionLogs: kept }),
    ...(account && { after: [account.ready] }),
  });
}

/** The role with which API Gateway writes logs, if this environment is the one that creates it for the account. */
function addAccount(
  stack: LayerStack,
  { accountLogging }: RestApiSettings,
  identity: GatewaySurroundings["identity"],
): ApiGatewayAccount | undefined {
  if (accountLogging !== "create") return undefined;
  return new ApiGatewayAccount(stack, "api_gateway", {
    roleName: stack.physicalName("api-gateway", "iam role"),
    boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
  });
}

function plainSettings(settings: RestApiSettings) {
  const { routes, stageName, unknownPaths, throttle, authorizerCacheSeconds, cors } = settings;
  const { detailedMetrics, tracing, clientCertificate } = settings;
  const shared = { routes, stageName, unknownPaths, throttle, authorizerCacheSeconds };
  return { ...shared, detailedMetrics, tracing, clientCertificate, ...(cors && { cors }) };
}

function policyOf(stack: LayerStack, { policy, routes }: RestApiSettings, vpcEndpointId: string | undefined): string {
  const asksForSignature = routes.some(({ authorizer }) => authorizer !== "none" && authorizer.kind === "iam");
  return resourcePolicy({
    ...policy,
    ...(vpcEndpointId !== undefined && { vpcEndpointId }),
    ...(asksForSignature && { signaturesOf: stack.accountId }),
  });
}

/** The type of the Lambda authorizer, and the header that it checks, if it checks one. */
function authorizerOf(stack: LayerStack, { requestAuthorizer: type }: RestApiSettings) {
  const checks = stack.environment.compute.functions?.requestAuthorizer?.checks;
  return { type, ...(checks?.kind === "header" && { header: checks.name }) };
}

/** Adds the usage plans of the API's stage, with their API keys. */
export function addUsagePlans(
  stack: LayerStack,
  { usagePlans }: RestApiSettings,
  { restApiId, stageName }: RestApi,
): void {
  for (const [plan, { apiKeys, quota, throttle, methods }] of Object.entries(usagePlans)) {
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
}
