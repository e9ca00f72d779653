import type { RestrictSignUpVariables } from "../../functions/restrict-sign-up/environment";
import type { TriggerFunction } from "../../modules/identity/user-pool";
import { packFunctions } from "../../modules/shared/function-package/function-package";
import { LambdaFunction, liveAlias } from "../../modules/shared/lambda-function";
import type { LayerStack } from "../layer/layer-stack";
import { metricNamespace } from "../layer/names";

/** Cognito waits no longer for a trigger (Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers"). */
const cognitoSeconds = 5;

interface Shared {
  readonly dataKeyArn: string;
  readonly logsKeyArn: string;
  readonly boundaryArn: string;
}

/** What the pool asks before somebody makes an account: whether the address is of a domain that may. */
export function addSignUpRestriction(stack: LayerStack, domains: readonly string[], shared: Shared): TriggerFunction {
  const { alarmTopicArn, keepsData, environment } = stack;
  const role = "restrict-sign-up";
  const code = packFunctions()[role];
  if (code === undefined) throw new Error(`there is no functions/${role}/handler.ts`);
  const variables: RestrictSignUpVariables = { EMAIL_DOMAINS: domains.join(",") };

  const restriction = new LambdaFunction(stack, "restrict_sign_up", {
    name: stack.physicalName(role, "function"),
    roleName: stack.physicalName(role, "iam role"),
    description: "Lets addresses of some domains alone sign up",
    code,
    timeoutSeconds: cognitoSeconds,
    environment: {
      POWERTOOLS_SERVICE_NAME: role,
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace(environment.name),
      ...variables,
    },
    environmentKeyArn: shared.dataKeyArn,
    logs: {
      name: stack.logGroupName(role),
      retentionDays: environment.logs.retentionDays,
      kmsKeyArn: shared.logsKeyArn,
      keepOnDestroy: keepsData,
    },
    boundaryArn: shared.boundaryArn,
    ...(alarmTopicArn !== undefined && {
      alarms: { name: (what: string) => stack.physicalName(`${role}-${what}`, "alarm"), topicArn: alarmTopicArn },
    }),
  });
  return { functionName: restriction.name, aliasArn: restriction.aliasArn, aliasName: liveAlias };
}
