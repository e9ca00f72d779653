import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import { Construct } from "constructs";
import type { RestCors } from "./built-in-routes";

export interface GatewayResponsesProps {
  readonly restApiId: string;
  /** Lets pages of an origin read the refusals. @default none */
  readonly cors?: Pick<RestCors, "origin">;
}

/**
 * The answers that API Gateway itself gives: the status and one word. AWS's own sentences would tell a caller the API's ARN
 * (ACCESS_DENIED), the request as it was signed (INVALID_SIGNATURE) or the authorizer's fault. MISSING_AUTHENTICATION_TOKEN
 * stays as it is, since an unsigned call of an IAM route gets it too.
 */
export class GatewayResponses extends Construct {
  constructor(scope: Construct, id: string, { restApiId, cors }: GatewayResponsesProps) {
    super(scope, id);
    const headers = { ...always, ...(cors && { "Access-Control-Allow-Origin": cors.origin }) };
    const responseParameters = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    );
    for (const [responseType, [statusCode, message]] of Object.entries(answers)) {
      new ApiGatewayGatewayResponse(this, responseType.toLowerCase(), {
        restApiId,
        responseType,
        ...(statusCode !== undefined && { statusCode }),
        responseParameters,
        responseTemplates: { "application/json": `{"message":${message}}` },
      });
    }
  }
}

/** A refusal is for one caller at one time, so it is not cached. */
const always = {
  "Cache-Control": "no-store",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** The types are those of API Gateway Developer Guide, "Gateway response types for API Gateway". */
const answers: Readonly<Record<string, readonly [statusCode: string | undefined, message: string]>> = {
  UNAUTHORIZED: ["401", '"Unauthorized"'],
  ACCESS_DENIED: ["403", '"Forbidden"'],
  EXPIRED_TOKEN: ["403", '"Forbidden"'],
  INVALID_SIGNATURE: ["403", '"Forbidden"'],
  THROTTLED: ["429", '"Too Many Requests"'],
  QUOTA_EXCEEDED: ["429", '"Limit Exceeded"'],
  DEFAULT_4XX: [undefined, "$context.error.messageString"],
  DEFAULT_5XX: [undefined, '"Internal server error"'],
};
