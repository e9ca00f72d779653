import type { RestrictSignUpVariables } from "../../functions/restrict-sign-up/environment";
import type { TriggerFunction } from "../../modules/identity/user-pool";
import { liveAlias } from "../../modules/shared/lambda-function";
import { codeSigningOf } from "../layer/code-signing";
import { addLayerFunction } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";

/** Cognito waits no longer for a trigger (Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers"). */
const cognitoSeconds = 5;

interface Shared {
  readonly dataKeyArn: string;
  readonly logsKeyArn: string;
  readonly boundaryArn: string;
}

/** What the pool asks before somebody makes an account: whether the address is of a domain that may. */
export function addSignUpRestriction(stack: LayerStack, domains: readonly string[], shared: Shared): TriggerFunction {
  const variables: RestrictSignUpVariables = { EMAIL_DOMAINS: domains.join(",") };
  const restriction = addLayerFunction(stack, "restrict_sign_up", {
    folder: "restrict-sign-up",
    description: "Lets addresses of some domains alone sign up",
    settings: { timeoutSeconds: cognitoSeconds },
    variables: { ...variables },
    refuses: true,
    keys: shared,
    boundaryArn: shared.boundaryArn,
    signing: codeSigningOf(stack, shared.dataKeyArn),
  });
  return { functionName: restriction.name, aliasArn: restriction.aliasArn, aliasName: liveAlias };
}
