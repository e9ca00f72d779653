import { blocksIn, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";

/** Metrics that an alarm looks at, and whom it tells. */
interface Watched {
  readonly alarm: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

function watched(stacks: Stacks): Watched[] {
  return resourcesOf(stacks, "aws_cloudwatch_metric_alarm").flatMap((alarm) =>
    [alarm.block, ...blocksIn(alarm.block.metric_query).flatMap(({ metric }) => blocksIn(metric))]
      .filter(({ metric_name: name }) => name !== undefined)
      .map(({ namespace, metric_name: name, dimensions = {} }) => ({
        alarm,
        namespace: namespace as string,
        name: name as string,
        dimensions: dimensions as Readonly<Record<string, unknown>>,
      })),
  );
}

/** What serves or lets in somebody, and the dimension by which CloudWatch knows each: its attribute, or a reference to it. */
const kinds = {
  aws_api_gateway_rest_api: { namespace: "AWS/ApiGateway", dimension: "ApiName", attribute: "name" },
  aws_apigatewayv2_api: { namespace: "AWS/ApiGateway", dimension: "ApiId" },
  aws_cloudfront_distribution: { namespace: "AWS/CloudFront", dimension: "DistributionId" },
  aws_cloudfront_function: { namespace: "AWS/CloudFront", dimension: "FunctionName", attribute: "name" },
  aws_cognito_user_pool: { namespace: "AWS/Cognito", dimension: "UserPool" },
  aws_db_instance: { namespace: "AWS/RDS", dimension: "DBInstanceIdentifier", attribute: "identifier" },
  aws_lambda_function: { namespace: "AWS/Lambda", dimension: "FunctionName", attribute: "function_name" },
  aws_lb: { namespace: "AWS/ApplicationELB", dimension: "LoadBalancer" },
  aws_wafv2_web_acl: { namespace: "AWS/WAFV2", dimension: "WebACL", attribute: "name" },
} as const;

/** User pools that programs alone get tokens of: Cognito counts sign-ins of users. */
function poolsOfPrograms(stacks: Stacks): string[] {
  const poolsOf = (clients: readonly Resource[]) =>
    clients.flatMap(({ stack, block }) => targets(stacks, stack, block.user_pool_id));
  const clients = resourcesOf(stacks, "aws_cognito_user_pool_client");
  const ofUsers = clients.filter(({ block }) => String(block.allowed_oauth_flows) !== "client_credentials");
  return poolsOf(clients).filter((pool) => !poolsOf(ofUsers).includes(pool));
}

/** Everything that serves somebody or lets somebody in has an alarm, on a metric of its own. */
export function everythingThatServesIsWatched(stacks: Stacks): Violation[] {
  const all = watched(stacks);
  const exempt = poolsOfPrograms(stacks);
  return Object.entries(kinds).flatMap(([type, { namespace, dimension, ...kind }]) =>
    resourcesOf(stacks, type)
      .filter(
        ({ where, block }) =>
          !all.some((one) => {
            if (one.namespace !== namespace) return false;
            const value = one.dimensions[dimension];
            if ("attribute" in kind && value === (block[kind.attribute] as unknown)) return true;
            return targets(stacks, one.alarm.stack, value).includes(where);
          }),
      )
      .filter(({ where }) => !exempt.includes(where))
      .map(({ where }) => ({ where, what: "has no alarm" })),
  );
}

/** A function that refuses by failing, as it says by a metric of refusals, has an alarm on not being able to decide. */
export function refusingFunctionsAreWatched(stacks: Stacks): Violation[] {
  const all = watched(stacks);
  return all
    .filter(({ name }) => name === "Refused")
    .filter(
      ({ dimensions }) =>
        !all.some((one) => one.name === "CannotDecide" && one.dimensions["service"] === dimensions["service"]),
    )
    .map(({ alarm }) => ({ where: alarm.where, what: "is for a function whose metric CannotDecide has no alarm" }));
}

/** An alarm tells somebody, and calls nobody before there was any data: not at a first apply. */
export function alarmsTellInTime(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_cloudwatch_metric_alarm").flatMap(({ where, block }) => {
    const { treat_missing_data: missing, insufficient_data_actions: onSilence = [] } = block;
    return [
      ...((block.alarm_actions as readonly unknown[]).length === 0 ? ["notifies no topic"] : []),
      ...(missing === "breaching" ? ["fires before its metric has any data"] : []),
      ...(missing === "missing" && (onSilence as readonly unknown[]).length === 0
        ? ["has no action for insufficient data"]
        : []),
    ].map((what) => ({ where, what }));
  });
}
