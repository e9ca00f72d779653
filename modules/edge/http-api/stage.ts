import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LogGroup, type LogGroupProps } from "../../shared/log-group";
import { accessLogFormat } from "./access-log-format";
import type { Throttle } from "../throttle";
import { routeKey, type HttpRoute } from "./routes";

export interface HttpStageProps {
  readonly apiId: string;
  readonly name: string;
  /** The limit of each route without one of its own. */
  readonly throttle: Throttle;
  readonly routes: readonly Pick<HttpRoute, "method" | "path" | "throttle">[];
  /** Metrics of each route, besides those of the API; AWS bills each metric. @default true */
  readonly detailedMetrics?: boolean;
  /** @default nothing is logged */
  readonly accessLogs?: AccessLogs;
  /** What must exist first: AWS refuses a limit for a route that does not exist. */
  readonly after: readonly ITerraformDependable[];
}

export interface AccessLogs extends Pick<LogGroupProps, "retentionDays" | "kmsKeyArn" | "keepOnDestroy"> {
  readonly logGroupName: string;
  /**
   * The resource policy that lets `delivery.logs.amazonaws.com` write to the group. Without it API Gateway writes one of its
   * own, of ten that an account has in a region (CloudWatch Logs User Guide, "Logs sent to CloudWatch Logs").
   */
  readonly deliveryPolicy: ITerraformDependable;
}

/** The stage at the API's root. It deploys every change of a route automatically. */
export class HttpStage extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: HttpStageProps) {
    super(scope, id);
    const { apiId, name, throttle, routes, detailedMetrics = true, accessLogs, after } = props;
    const limits = ({ ratePerSecond, burst }: Throttle) => ({
      throttlingRateLimit: ratePerSecond,
      throttlingBurstLimit: burst,
      detailedMetricsEnabled: detailedMetrics,
    });
    const logs =
      accessLogs &&
      new LogGroup(this, "access", {
        name: accessLogs.logGroupName,
        retentionDays: accessLogs.retentionDays,
        kmsKeyArn: accessLogs.kmsKeyArn,
        ...(accessLogs.keepOnDestroy !== undefined && { keepOnDestroy: accessLogs.keepOnDestroy }),
      });

    const stage = new Apigatewayv2Stage(this, "stage", {
      apiId,
      name,
      autoDeploy: true,
      defaultRouteSettings: limits(throttle),
      routeSettings: routes.flatMap((route) =>
        route.throttle === undefined ? [] : [{ routeKey: routeKey(route), ...limits(route.throttle) }],
      ),
      ...(logs && { accessLogSettings: { destinationArn: logs.arn, format: accessLogFormat() } }),
      dependsOn: [...after, ...(accessLogs ? [accessLogs.deliveryPolicy] : [])],
    });
    this.name = stage.name;
  }
}
