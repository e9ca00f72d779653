import type { RequestAuthorizerVariables } from "../../functions/request-authorizer/environment";
import type { PagesVariables } from "../../functions/shared/pages";
import type { LambdaFunction } from "../../modules/shared/lambda-function";
import type { FunctionsSettings } from "../environments/schema/functions";
import { clientIdsOf, clientKinds } from "../identity/clients";
import type { IdentityOutputs } from "../identity-stack";
import { codeSigningOf } from "../layer/code-signing";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";

type Identity = ReturnType<IdentityOutputs["readInto"]>;
type Functions = Readonly<Partial<Record<keyof FunctionsSettings, LambdaFunction>>>;

/** The functions of the APIs that the environment has. They reach nothing in the VPC, and so are outside of it. */
export function addFunctions(stack: LayerStack, identity: Identity): Functions {
  const { functions } = stack.environment.compute;
  if (functions === undefined || Object.keys(functions).length === 0) return {};
  const { secureApi, hello, requestAuthorizer } = functions;
  const signing = codeSigningOf(stack, identity.dataKeyArn);
  const pages = pagesVariables(stack);
  const add = (id: string, props: Omit<LayerFunctionProps, "folder" | "keys" | "boundaryArn" | "signing">) =>
    addLayerFunction(stack, id, {
      ...props,
      folder: id.replaceAll("_", "-"),
      keys: identity,
      boundaryArn: identity.permissionsBoundaryArn,
      signing,
    });

  return {
    ...(secureApi && {
      secureApi: add("secure_api", {
        settings: secureApi,
        description: "Says who called, as the authorizer found",
        variables: pages,
      }),
    }),
    ...(hello && { hello: add("hello", { settings: hello, description: "Greets", variables: pages }) }),
    ...(requestAuthorizer && {
      requestAuthorizer: add("request_authorizer", {
        settings: requestAuthorizer,
        description: "Authorizes requests of the REST API",
        variables: { ...authorizerVariables(stack, identity, requestAuthorizer.checks) },
        refuses: true,
      }),
    }),
  };
}

function pagesVariables({ environment }: LayerStack): Readonly<Record<string, string>> {
  const origin = environment.edge.restApi?.cors?.origin;
  return origin === undefined ? {} : ({ ALLOWED_ORIGIN: origin } satisfies PagesVariables);
}

function authorizerVariables(
  stack: LayerStack,
  identity: Identity,
  checks: NonNullable<FunctionsSettings["requestAuthorizer"]>["checks"],
): RequestAuthorizerVariables {
  if (checks.kind === "header") {
    return { CHECKS: "header", HEADER_NAME: checks.name, HEADER_SHA256: checks.sha256 };
  }
  const { userPool } = stack.environment.identity;
  const clientIds = Object.values(clientIdsOf(identity, clientKinds(stack.environment)));
  const scopes = checks.scopes.map((scope) => `${userPool?.resourceServer}/${scope}`);
  return {
    CHECKS: "token",
    USER_POOL_ID: identity.userPoolId,
    CLIENT_IDS: clientIds.join(","),
    ...(scopes.length > 0 && { SCOPES: scopes.join(",") }),
  };
}
