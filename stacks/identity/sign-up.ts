import type { RestrictSignUpVariables } from "../../functions/restrict-sign-up/environment";
import type { TriggerFunction } from "../../modules/identity/user-pool";
import { liveAlias } from "../../modules/shared/lambda-function";
import { triggerSeconds } from "../environments/schema/identity/user-pool";
import { codeSigningOf } from "../layer/code-signing";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";

interface Shared {
  readonly dataKeyArn: string;
  readonly logsKeyArn: string;
  readonly boundaryArn: string;
}

interface Restriction {
  readonly domains: readonly string[];
  /** @default as much as every function has, and all the time that Cognito waits */
  readonly settings?: LayerFunctionProps["settings"] | undefined;
}

/** Adds the function that the pool asks before a sign-up: it accepts addresses of the allowed domains only. */
export function addSignUpRestriction(
  stack: LayerStack,
  { domains, settings = { timeoutSeconds: triggerSeconds } }: Restriction,
  shared: Shared,
): TriggerFunction {
  const variables: RestrictSignUpVariables = { EMAIL_DOMAINS: domains.join(",") };
  const restriction = addLayerFunction(stack, "restrict_sign_up", {
    folder: "restrict-sign-up",
    description: "Lets addresses of some domains alone sign up",
    settings,
    variables: { ...variables },
    refuses: true,
    keys: shared,
    boundaryArn: shared.boundaryArn,
    signing: codeSigningOf(stack, shared.dataKeyArn),
  });
  return { functionName: restriction.name, aliasArn: restriction.aliasArn, aliasName: liveAlias };
}
