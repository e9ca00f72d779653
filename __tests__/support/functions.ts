import { readVariables } from "../../functions/rotate-origin-secret/environment";
import type { Block, TerraformJson } from "./synthesize";

/** The variables of a function of a layer that its own code reads. */
export function variablesOf(json: TerraformJson, name: string): Readonly<Record<string, string>> {
  const lambda = json.resource["aws_lambda_function"]?.[`${name}_lambda`] as Block;
  const all = lambda.environment.variables as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(all).filter(([variable]) => !variable.startsWith("POWERTOOLS_")));
}

/** What a function of a layer is allowed. */
export function grantsOf(json: TerraformJson, name: string): readonly Block[] {
  const policy = (json.resource["aws_iam_role_policy"]?.[`${name}_grants`] as Block).policy as string;
  return (JSON.parse(policy) as { Statement: Block[] }).Statement;
}

/** What the code of the header's rotation makes of its variables once Terraform has put ARNs and ids into them. */
export function appliedToRotation(variables: Readonly<Record<string, string>>) {
  const known: Readonly<Record<string, string>> = {
    SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:it-identity-origin-1",
    KEY_VALUE_STORE_ARN: "arn:aws:cloudfront::123456789012:key-value-store/1a2b",
    DISTRIBUTION_ORIGINS: "E1/rest-api-0123456789ab",
  };
  const applied = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, known[name] ?? value]));
  return { applied, read: readVariables(applied) };
}
