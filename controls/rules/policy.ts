import { parse, parseCIDR } from "ipaddr.js";

/** One statement of an IAM policy as AWS writes it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function statementsOf(policy: unknown): Statement[] {
  const { Statement } = JSON.parse(String(policy)) as { readonly Statement: Statement | readonly Statement[] };
  return [Statement].flat();
}

export const many = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** Whom a statement speaks of, by kind: `["AWS", "*"]`. */
export function principalsOf({ Principal }: Statement): (readonly [kind: string, who: string])[] {
  if (Principal === undefined) return [];
  if (Principal === "*") return [["AWS", "*"]];
  return Object.entries(Principal).flatMap(([kind, who]) => many(who).map((one) => [kind, one] as const));
}

/** The values that a statement demands of a condition key, under whichever operator that compares for likeness. */
export function demanded({ Condition = {} }: Statement, key: string): readonly string[] {
  return Object.entries(Condition)
    .filter(([operator]) => ["StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool"].includes(operator))
    .flatMap(([, keys]) =>
      Object.entries(keys).flatMap(([name, values]) => (name.toLowerCase() === key.toLowerCase() ? many(values) : [])),
    );
}

/** What somebody asks for. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys; a key that is not here is not in the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * What a policy says to a request: an explicit refusal wins over a grant, and without a grant there is none (IAM User
 * Guide, "Policy evaluation logic"). Whom a statement is for is left to the caller.
 */
export function decide(statements: readonly Statement[], request: Request): "allow" | "deny" | "nothing" {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "deny";
  return effects.includes("Allow") ? "allow" : "nothing";
}

function applies(statement: Statement, { action, resource, context = {} }: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const actionMatches =
    NotAction === undefined
      ? many(Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()))
      : !many(NotAction).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  const resourceMatches =
    NotResource === undefined
      ? many(Resource).some((pattern) => like(pattern, resource))
      : !many(NotResource).some((pattern) => like(pattern, resource));
  return (
    actionMatches &&
    resourceMatches &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => meets(operator, many(values), context[key])),
    )
  );
}

function meets(operator: string, values: readonly string[], given: string | undefined): boolean {
  if (operator === "Null") return values.some((value) => (value === "true") === (given === undefined));
  if (operator.endsWith("IfExists")) {
    return given === undefined || meets(operator.slice(0, -"IfExists".length), values, given);
  }
  const negated = /^(String|Arn)Not(Equals|Like)$|^NotIpAddress$/.test(operator);
  if (negated) return !meets(operator.replace("Not", ""), values, given);
  if (given === undefined) return false;
  switch (operator) {
    case "IpAddress":
      return values.some((range) => isWithin(given, range));
    case "StringEquals":
      return values.includes(given);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return values.some((pattern) => like(pattern, given));
    case "Bool":
      return values.some((value) => value.toLowerCase() === given.toLowerCase());
    default:
      throw new Error(
        `the evaluation of policies does not know the operator ${operator}; add the operator in controls/rules/policy.ts`,
      );
  }
}

function isWithin(address: string, range: string): boolean {
  const [block, bits] = parseCIDR(range);
  const one = parse(address);
  return one.kind() === block.kind() && one.match(block, bits);
}

/** Whether a text fits a pattern of `*` and `?`. */
function like(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(text);
}
