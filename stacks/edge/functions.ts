import type { InvokedFunction } from "../../modules/edge/invoked-function";
import type { ComputeOutputs } from "../compute-stack";
import type { Environment } from "../environments/schema/environment";

/** The environment's functions that routes may name, as compute publishes them. */
export function functionsBehindApis(
  { compute }: Environment,
  published: ReturnType<ComputeOutputs["readInto"]>,
): Readonly<Record<string, InvokedFunction>> {
  const { secureApi, hello, queryPlayer } = compute.functions ?? {};
  return {
    ...(secureApi && {
      secureApi: { aliasArn: published.secureApiAliasArn, functionName: published.secureApiFunctionName },
    }),
    ...(queryPlayer && {
      queryPlayer: { aliasArn: published.queryPlayerAliasArn, functionName: published.queryPlayerFunctionName },
    }),
    ...(hello && { hello: { aliasArn: published.helloAliasArn, functionName: published.helloFunctionName } }),
  };
}

/** The Lambda authorizer of the REST API, if there is one. */
export function requestAuthorizerOf(
  { compute }: Environment,
  published: ReturnType<ComputeOutputs["readInto"]>,
): InvokedFunction | undefined {
  if (compute.functions?.requestAuthorizer === undefined) return undefined;
  return { aliasArn: published.requestAuthorizerAliasArn, functionName: published.requestAuthorizerFunctionName };
}
