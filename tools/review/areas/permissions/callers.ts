import { mayMeet } from "../../../../analysis/policies/patterns";
import { type Estate, type Resource, blockOf, textOf } from "../../estate";
import { thingOf } from "../../things";
import { apiOf } from "../apis/api-of";
import { httpRoutes } from "../apis/http-routes";
import { restRoutes } from "../apis/rest-routes";

/** What calls a function after the change, and needs a permission for it. */
export interface Caller {
  /** `GET /hello of the REST API prod-edge-rest`. */
  readonly name: string;
  readonly service: string;
  /** The name of the function, and the version or alias that is called: `hello live`. */
  readonly calls: string;
  /** The ARN that Lambda is asked with, as a pattern. */
  readonly source: string;
}

/** Whose resources call a function, by which attribute, and which attribute names where the call comes from. */
const callers = [
  ["s3", "aws_s3_bucket_notification", "lambda_function.lambda_function_arn", "bucket"],
  ["sns", "aws_sns_topic_subscription", "endpoint", "topic_arn"],
  ["events", "aws_cloudwatch_event_target", "arn", "rule"],
  ["logs", "aws_cloudwatch_log_subscription_filter", "destination_arn", "log_group_name"],
  ["secretsmanager", "aws_secretsmanager_secret_rotation", "rotation_lambda_arn", "secret_id"],
  ["elasticloadbalancing", "aws_lb_target_group_attachment", "target_id", "target_group_arn"],
  ["apigateway", "aws_api_gateway_authorizer", "authorizer_uri", "id"],
  ["apigateway", "aws_apigatewayv2_authorizer", "authorizer_uri", "id"],
] as const;

/** All that calls functions after the change (AWS Lambda Developer Guide, "Granting Lambda function access to AWS services"). */
export const callersOf = (estate: Estate): readonly Caller[] => [
  ...callers.flatMap((kind) => ofKind(estate, kind)),
  ...estate.ofType("aws_cognito_user_pool").flatMap(ofPool),
  ...routesOf(estate),
];

function ofKind(estate: Estate, [service, type, calls, from]: (typeof callers)[number]): readonly Caller[] {
  return estate.ofType(type).flatMap((one) => {
    const name = textOf(one.after, from);
    if (name === undefined) return [];
    // Of what has a name and no ARN here, the ARN has the name at its end or in its midst.
    const source = name.startsWith("arn:") ? name : `arn:*:*:*:*:*${name}*`;
    return estate.targets("after", one, calls).flatMap((target) => {
      const called =
        target.kind === "resource"
          ? textOf(target.resource.after, "function_name")
          : target.kind === "value"
            ? calledBy(target.value)
            : undefined;
      return called === undefined ? [] : [callerOf(thingOf(one), service, called, source)];
    });
  });
}

const callerOf = (name: string, service: string, calls: string, source: string): Caller => ({
  name,
  service: `${service}.amazonaws.com`,
  calls,
  source,
});

function ofPool(pool: Resource): readonly Caller[] {
  const arn = textOf(pool.after, "arn");
  const triggers = Object.values(blockOf(pool.after, "lambda_config") ?? {});
  const called = triggers.flatMap((one) => (typeof one === "string" ? (calledBy(one) ?? []) : []));
  return arn === undefined ? [] : called.map((one) => callerOf(thingOf(pool), "cognito-idp", one, arn));
}

/** The function of an ARN, or of an address that has the ARN in it. */
function calledBy(uri: string): string | undefined {
  const [, name, qualifier] = /:function:([\w-]+)(?::([\w$-]+))?/.exec(uri) ?? [];
  return name === undefined ? undefined : nameOfCalled(name, qualifier);
}

export const nameOfCalled = (name: string, qualifier: string | undefined): string =>
  qualifier === undefined ? name : `${name} ${qualifier}`;

/** API Gateway Developer Guide, "Control access for invoking an API": the ARN of a method has its API, stage, verb and path. */
function routesOf(estate: Estate): readonly Caller[] {
  return [...restRoutes(estate, "after").values(), ...httpRoutes(estate, "after").values()].flatMap((route) => {
    const { name, kind, entry, integration } = route;
    const called = calledBy(textOf(integration?.after, kind === "REST" ? "uri" : "integration_uri") ?? "");
    const id = textOf(entry.after, kind === "REST" ? "rest_api_id" : "api_id");
    if (called === undefined || id === undefined) return [];
    const [verb = "", path = ""] = name.split(" ");
    const source = `arn:*:execute-api:*:*:${id}/*/${verb === "ANY" ? "*" : verb}${path.replaceAll(/\{[^}]*\}/g, "*")}`;
    const api = apiOf(estate, "after", entry);
    return [callerOf(`${name}${api === undefined ? "" : ` of the ${thingOf(api)}`}`, "apigateway", called, source)];
  });
}

/** Whether a permission may be the caller's. */
export const mayCall = ({ service, source }: Caller, permission: Resource, side: "before" | "after"): boolean => {
  const arn = textOf(permission[side], "source_arn");
  return textOf(permission[side], "principal") === service && (arn === undefined || mayMeet(arn, source));
};
