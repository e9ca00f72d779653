/** What an `aws_lambda_permission` of Terraform says. */
export interface LambdaPermission {
  readonly action: string;
  readonly principal: string;
  readonly function_name?: string;
  readonly source_arn?: string | null;
  readonly source_account?: string | null;
  readonly principal_org_id?: string | null;
  readonly function_url_auth_type?: string | null;
  readonly event_source_token?: string | null;
}

const keys = [
  ["source_arn", "ArnLike", "AWS:SourceArn"],
  ["source_account", "StringEquals", "AWS:SourceAccount"],
  ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ["function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"],
  ["event_source_token", "StringEquals", "lambda:EventSourceToken"],
] as const;

/** The statement that Lambda writes into the function's policy (AWS Lambda Developer Guide, "Granting Lambda function access to AWS services"). */
export function policyOfLambdaPermission(permission: LambdaPermission): object {
  const { action, principal } = permission;
  const condition: Record<string, Record<string, string>> = {};
  for (const [field, operator, key] of keys) {
    const value = permission[field] ?? "";
    if (value !== "") condition[operator] = { ...condition[operator], [key]: value };
  }
  const isService =
    /\.(amazonaws\.com(\.cn)?|aws\.internal)$|^\w+\.aws$/.test(principal) && !principal.startsWith("arn:");
  return {
    Effect: "Allow",
    Principal: principal === "*" ? "*" : { [isService ? "Service" : "AWS"]: principal },
    Action: action,
    Resource: permission.function_name ?? "*",
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}
