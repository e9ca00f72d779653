/** Attributes that do not have the name of what they name. */
const others: Readonly<Record<string, string>> = { connection: "vpc_link", parent: "resource" };

/** The name in a value: a route of an HTTP API names an integration as `integrations/abc123`. */
export const nameIn = (path: string, text: string): string =>
  isTarget(path) ? text.replace(/^integrations\//, "") : text;

const isTarget = (path: string): boolean => lastOf(path) === "target";
const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/**
 * Whether an attribute says by its own name that its value names a resource of the type: `authorizer_id` an
 * `aws_api_gateway_authorizer`, `execution_role_arn` an `aws_iam_role`. Such a value may be short, or a mere name.
 */
export function namesType(path: string, text: string, type: string): boolean {
  const noun = type.replace(/^aws_/, "");
  const what = isTarget(path) && text.startsWith("integrations/") ? "integration" : nounOf(path);
  const [, bare = ""] = /^[a-z0-9]+_(.+)$/.exec(noun) ?? [];
  // A security group and a log group have nothing in common.
  return noun === what || noun.endsWith(`_${what}`) || (bare !== "" && bare !== "group" && what.endsWith(`_${bare}`));
}

/** `role` of `task.execution.role_arn`, and `iam_instance_profile` of `iam_instance_profile.name`. */
function nounOf(path: string): string {
  const names = path.split(".");
  const found = names.findLast((name) => !/^(?:id|ids|arn|arns|name|names)$/.test(name)) ?? "";
  const bare = found.replace(/_(?:ids?|arns?|names?|identifiers?)$/, "").replace(/s$/, "");
  return Object.hasOwn(others, bare) ? (others[bare] ?? bare) : bare;
}
