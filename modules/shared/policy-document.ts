/** One statement of an IAM, resource or key policy, in Terraform-independent words. */
export interface PolicyStatement {
  /** What the statement is for; letters and digits only (IAM JSON policy elements: Sid). */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions?: readonly string[];
  /** Everything but these actions. Only for a Deny: an Allow of this kind also grants the actions that AWS adds later. */
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Left out in an identity policy, which applies to the identity that it is attached to. */
  readonly principals?: "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", readonly string[]>>>;
  /** Operator, key, values: `{ StringEquals: { "aws:SourceAccount": ["…"] } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Renders a policy as plain JSON, so that a plan shows it as AWS will have it. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(
      ({ sid, effect = "Allow", actions, notActions, resources, notResources, principals, conditions }) => ({
        Sid: sid,
        Effect: effect,
        ...(principals && { Principal: principals === "*" ? "*" : mapValues(principals, oneOrMany) }),
        ...(actions && { Action: oneOrMany(actions) }),
        ...(notActions && { NotAction: oneOrMany(notActions) }),
        ...(resources && { Resource: oneOrMany(resources) }),
        ...(notResources && { NotResource: oneOrMany(notResources) }),
        ...(conditions && { Condition: mapValues(conditions, (keys) => mapValues(keys, oneOrMany)) }),
      }),
    ),
  });
}

/** AWS returns a list of one as a plain string. Without this, every plan would show a difference. */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function mapValues<T, R>(record: Readonly<Partial<Record<string, T>>>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, map(value)]])),
  );
}
