import { ApiGatewayClientCertificate } from "@cdktf/provider-aws/lib/api-gateway-client-certificate";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LogGroup, type LogGroupProps } from "../../shared/log-group";
import { accessLogFormat } from "./access-log-format";
import { routeAddress, type RestRoute, type Throttle } from "./route";

export interface RestStageProps {
  readonly restApiId: string;
  readonly deploymentId: string;
  /** The first part of every path at the API's own endpoint. */
  readonly name: string;
  readonly description: string;
  /** What each method admits that has no limit of its own. */
  readonly throttle: Throttle;
  readonly routes: readonly Pick<RestRoute, "method" | "path" | "throttle">[];
  /** Metrics of each method, beside those of the API; paid by the metric. @default true */
  readonly detailedMetrics?: boolean;
  /** Traces of requests in X-Ray. @default true */
  readonly tracing?: boolean;
  /** One line for each request. @default nothing is logged */
  readonly accessLogs?: RestLogs & { readonly logGroupName: string };
  /** What fails, without the data of any request. @default nothing is logged */
  readonly executionLogs?: RestLogs;
  /** A certificate that API Gateway shows to HTTP backends, which then know who calls. @default none */
  readonly clientCertificate?: boolean;
  /** What must stand before: AWS refuses logs while the account has no role for them. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

type RestLogs = Pick<LogGroupProps, "retentionDays" | "kmsKeyArn" | "keepOnDestroy">;

/** Where a deployment answers, under which limits, and what is recorded of it. It keeps no answers. */
export class RestStage extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly invokeUrl: string;
  /** Terraform's own name for it, known once it is there. */
  readonly id: string;
  /** Where it writes its access log, if it does. */
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
          // The stage lets go of it before it is deleted: API Gateway refuses that while one refers to it.
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
 * The group that API Gateway writes to, under the one name that it takes. Made here, it is encrypted and forgets: API Gateway
 * would make it without either. Its API's id is in its name, so no later API meets it.
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
