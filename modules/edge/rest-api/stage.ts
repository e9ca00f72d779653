import { ApiGatewayClientCertificate } from "@cdktf/provider-aws/lib/api-gateway-client-certificate";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LogGroup, type LogGroupProps } from "../../shared/log-group";
import { accessLogFormat } from "./access-log-format";
import type { Throttle } from "../throttle";
import { routeAddress, type RestRoute } from "./route";

export interface RestStageProps {
  readonly restApiId: string;
  readonly deploymentId: string;
  /** The first part of every path at the API's own endpoint. */
  readonly name: string;
  readonly description: string;
  /** The limit of each method without one of its own. */
  readonly throttle: Throttle;
  readonly routes: readonly Pick<RestRoute, "method" | "path" | "throttle">[];
  /** Metrics of each method, besides those of the API; AWS bills each metric. @default true */
  readonly detailedMetrics?: boolean;
  /** Traces of requests in X-Ray. @default true */
  readonly tracing?: boolean;
  /** One line for each request. @default nothing is logged */
  readonly accessLogs?: RestLogs & { readonly logGroupName: string };
  /** Logs failures, without the data of any request. @default nothing is logged */
  readonly executionLogs?: RestLogs;
  /** A certificate that API Gateway shows to HTTP backends, by which they identify it. @default none */
  readonly clientCertificate?: boolean;
  /** What must exist first: AWS refuses logs while the account has no role for them. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

type RestLogs = Pick<LogGroupProps, "retentionDays" | "kmsKeyArn" | "keepOnDestroy">;

/** The stage that serves a deployment: its limits and its logs. It caches no answers. */
export class RestStage extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly invokeUrl: string;
  /** Terraform's id of the stage, known once the stage exists. */
  readonly id: string;
  /** The log group of the access log, if there is one. */
  readonly accessLogGroupName?: string;

  constructor(scope: Construct, id: string, props: RestStageProps) {
    super(scope, id);
    const { restApiId, deploymentId, name, description, throttle, routes, accessLogs, executionLogs } = props;
    const { detailedMetrics = true, tracing = true, clientCertificate = false, after = [] } = props;

    const access = accessLogs && new LogGroup(this, "access", { name: accessLogs.logGroupName, ...logs(accessLogs) });
    const execution = executionLogs && executionLogGroup(this, { restApiId, name }, executionLogs);
    const certificate = clientCertificate
      ? new ApiGatewayClientCertificate(this, "client_certificate", {
          description,
          // The stage drops it before it is deleted: API Gateway refuses to delete one in use.
          lifecycle: { createBeforeDestroy: true },
        })
      : undefined;
    const before = [...after, ...(execution ? [execution] : [])];
    const stage = new ApiGatewayStage(this, "stage", {
      restApiId,
      deploymentId,
      stageName: name,
      description,
      xrayTracingEnabled: tracing,
      cacheClusterEnabled: false,
      ...(certificate && { clientCertificateId: certificate.id }),
      ...(access && { accessLogSettings: { destinationArn: access.arn, format: accessLogFormat() } }),
      ...(before.length > 0 && { dependsOn: before }),
    });
    const settings = (limit: Throttle) => ({
      metricsEnabled: detailedMetrics,
      loggingLevel: executionLogs ? "ERROR" : "OFF",
      dataTraceEnabled: false,
      cachingEnabled: false,
      throttlingRateLimit: limit.ratePerSecond,
      throttlingBurstLimit: limit.burst,
    });
    const all = new ApiGatewayMethodSettings(this, "all_methods", {
      restApiId,
      stageName: stage.stageName,
      methodPath: "*/*",
      settings: settings(throttle),
    });
    for (const route of routes) {
      if (route.throttle === undefined) continue;
      new ApiGatewayMethodSettings(this, `limit_${routeAddress(route)}`, {
        restApiId,
        stageName: stage.stageName,
        methodPath: settingsPath(route),
        settings: settings(route.throttle),
        dependsOn: [all],
      });
    }
    this.id = stage.id;
    this.name = stage.stageName;
    this.arn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    if (access !== undefined) this.accessLogGroupName = access.name;
  }
}

/** Slashes are written `~1` (API Gateway API Reference, Stage, methodSettings): `~1items~1{id}/GET`. */
function settingsPath({ method, path }: Pick<RestRoute, "method" | "path">): string {
  return `${path.replaceAll("/", "~1")}/${method}`;
}

/**
 * Makes the group that API Gateway writes to, under the one name that it takes. API Gateway would make the group with
 * neither a key nor a retention time. The API's id is in the name, so no later API uses a kept group.
 */
function executionLogGroup(
  scope: Construct,
  { restApiId, name }: { readonly restApiId: string; readonly name: string },
  { retentionDays, kmsKeyArn, keepOnDestroy = true }: RestLogs,
): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, "execution_log_group", {
    name: `API-Gateway-Execution-Logs_${restApiId}/${name}`,
    retentionInDays: retentionDays,
    kmsKeyId: kmsKeyArn,
    skipDestroy: keepOnDestroy,
  });
}

function logs({ retentionDays, kmsKeyArn, keepOnDestroy }: RestLogs): RestLogs {
  return { retentionDays, kmsKeyArn, ...(keepOnDestroy !== undefined && { keepOnDestroy }) };
}
