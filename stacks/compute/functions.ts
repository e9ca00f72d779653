import type { RequestAuthorizerVariables } from "../../functions/request-authorizer/environment";
import { packFunctions } from "../../modules/shared/function-package/function-package";
import { LambdaFunction, type LambdaFunctionProps } from "../../modules/shared/lambda-function";
import type { FunctionsSettings } from "../environments/schema/functions";
import { clientIdsOf, clientKinds } from "../identity/clients";
import type { IdentityOutputs } from "../identity-stack";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";

type Identity = ReturnType<IdentityOutputs["readInto"]>;
type Functions = Readonly<Partial<Record<keyof FunctionsSettings, LambdaFunction>>>;

/** The functions of the APIs that the environment has. They reach nothing in the VPC, and so are outside of it. */
export function addFunctions(stack: LayerStack, identity: Identity): Functions {
  const { environment } = stack;
  const { secureApi, hello, requestAuthorizer } = environment.compute.functions ?? {};
  const add = (id: string, settings: Settings, rest: Described) => addFunction(stack, id, settings, identity, rest);

  return {
    ...(secureApi && {
      secureApi: add("secure_api", secureApi, { description: "Says who called, as the authorizer found" }),
    }),
    ...(hello && { hello: add("hello", hello, { description: "Greets" }) }),
    ...(requestAuthorizer && {
      requestAuthorizer: add("request_authorizer", requestAuthorizer, {
        description: "Authorizes requests of the REST API",
        environment: { ...authorizerVariables(stack, identity, requestAuthorizer.checks) },
      }),
    }),
  };
}

type Settings = NonNullable<FunctionsSettings["hello"]>;
type Described = Pick<LambdaFunctionProps, "description" | "environment">;

function addFunction(stack: LayerStack, id: string, settings: Settings, identity: Identity, rest: Described) {
  const { name: environmentName, logs } = stack.environment;
  const { alarmTopicArn } = stack;
  const role = id.replaceAll("_", "-");
  const { memoryMib, timeoutSeconds, reservedConcurrency, version } = settings;
  const code = packFunctions()[role];
  if (code === undefined) throw new Error(`there is no functions/${role}/handler.ts`);
  return new LambdaFunction(stack, id, {
    ...rest,
    name: stack.physicalName(role, "function"),
    roleName: stack.physicalName(role, "iam role"),
    code,
    memoryMib,
    timeoutSeconds,
    environment: {
      POWERTOOLS_SERVICE_NAME: role,
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace(environmentName),
      ...rest.environment,
    },
    environmentKeyArn: identity.dataKeyArn,
    logs: {
      name: stack.logGroupName(role),
      retentionDays: logs.retentionDays,
      kmsKeyArn: identity.logsKeyArn,
      keepOnDestroy: stack.keepsData,
    },
    boundaryArn: identity.permissionsBoundaryArn,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    ...(version !== undefined && { version }),
    ...(alarmTopicArn !== undefined && {
      alarms: { name: (what: string) => stack.physicalName(`${role}-${what}`, "alarm"), topicArn: alarmTopicArn },
    }),
  });
}

function authorizerVariables(
  stack: LayerStack,
  identity: Identity,
  checks: NonNullable<FunctionsSettings["requestAuthorizer"]>["checks"],
): RequestAuthorizerVariables {
  if (checks.kind === "header") {
    return { CHECKS: "header", HEADER_NAME: checks.name, HEADER_SHA256: checks.sha256 };
  }
  const clientIds = Object.values(clientIdsOf(identity, clientKinds(stack.environment)));
  return { CHECKS: "token", USER_POOL_ID: identity.userPoolId, CLIENT_IDS: clientIds.join(",") };
}
