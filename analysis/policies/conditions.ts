import { isRecord, listOf } from "./json";
import { asText, lowerCase, type Pattern } from "./patterns";

/** What can be true or false of a request, about one key of its context. */
export interface Fact {
  /** Without the key; of one value; that one of the values, or that each of the values, is as the patterns say. */
  readonly kind: "absent" | "one" | "any" | "each";
  /** How values are compared; "other" by nothing that is known here. */
  readonly family:
    | "text"
    | "caseless"
    | "arn"
    | "address"
    | "number<"
    | "number<="
    | "number="
    | "date<"
    | "date<="
    | "date="
    | "other";
  readonly key: string;
  readonly values: readonly Pattern[];
  readonly name: string;
}

export type Formula =
  | { readonly fact: Fact }
  | { readonly not: Formula }
  | { readonly and: readonly Formula[] }
  | { readonly or: readonly Formula[] };

/** One line of a Condition element: all lines must hold. */
export interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly formula: Formula;
}

interface Comparison {
  readonly name: string;
  readonly family: Fact["family"];
  readonly negated?: boolean;
  /** Has the key with a value of the other side: "greater than" is not "less than or equal". */
  readonly opposite?: boolean;
  readonly value?: (value: string) => Pattern;
}

const ignoringCase = (value: string): Pattern => lowerCase(asText(value));

/** IAM User Guide, "IAM JSON policy elements: Condition operators". ArnEquals and ArnLike behave identically. */
const comparisons: readonly Comparison[] = [
  { name: "StringEquals", family: "text", value: asText },
  { name: "StringNotEquals", family: "text", value: asText, negated: true },
  { name: "StringEqualsIgnoreCase", family: "caseless", value: ignoringCase },
  { name: "StringNotEqualsIgnoreCase", family: "caseless", value: ignoringCase, negated: true },
  { name: "StringLike", family: "text" },
  { name: "StringNotLike", family: "text", negated: true },
  { name: "ArnEquals", family: "arn" },
  { name: "ArnLike", family: "arn" },
  { name: "ArnNotEquals", family: "arn", negated: true },
  { name: "ArnNotLike", family: "arn", negated: true },
  { name: "IpAddress", family: "address" },
  { name: "NotIpAddress", family: "address", negated: true },
  { name: "Bool", family: "text", value: ignoringCase },
  { name: "BinaryEquals", family: "text", value: asText },
  ...(["Numeric", "Date"] as const).flatMap((name): Comparison[] => {
    const family = name === "Numeric" ? "number" : "date";
    return [
      { name: `${name}Equals`, family: `${family}=` },
      { name: `${name}NotEquals`, family: `${family}=`, negated: true },
      { name: `${name}LessThan`, family: `${family}<` },
      { name: `${name}LessThanEquals`, family: `${family}<=` },
      { name: `${name}GreaterThan`, family: `${family}<=`, opposite: true },
      { name: `${name}GreaterThanEquals`, family: `${family}<`, opposite: true },
    ];
  }),
];
const byName = new Map(comparisons.map((one) => [one.name.toLowerCase(), one]));

const fact = (kind: Fact["kind"], family: Fact["family"], key: string, values: readonly Pattern[]): Formula => ({
  fact: { kind, family, key, values, name: [kind, family, key, ...values].join("\u0001") },
});
const absent = (key: string): Formula => fact("absent", "text", key, []);
const not = (formula: Formula): Formula => ({ not: formula });

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The lines of a Condition element, in one order; undefined if it has another form. */
export function clausesOf(condition: unknown): readonly Clause[] | undefined {
  if (condition === undefined || condition === null) return [];
  if (!isRecord(condition)) return undefined;
  const clauses: Clause[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isRecord(keys)) return undefined;
    for (const [key, value] of Object.entries(keys))
      clauses.push(clauseOf(operator, key, [...new Set(listOf(value).map(textOf))].sort()));
  }
  const sorted = clauses.map((clause) => [nameOf(clause), clause] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...new Map(sorted).values()];
}

export const nameOf = ({ operator, key, values }: Clause): string =>
  `${operator.toLowerCase()} ${key.toLowerCase()} ${JSON.stringify(values)}`;

/**
 * A negated operator is exactly the opposite of its positive one: it holds without the key, and its values are joined by NOR
 * (IAM User Guide, "Conditions with multiple context keys or values"). Without the key `ForAllValues` holds and
 * `ForAnyValue` does not.
 */
function clauseOf(operator: string, writtenKey: string, values: readonly string[]): Clause {
  const key = writtenKey.toLowerCase();
  const [, quantifier, name, ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  const made = (formula: Formula): Clause => ({
    operator,
    key: writtenKey,
    values,
    formula: ifExists === undefined ? formula : { or: [formula, absent(key)] },
  });
  if (name === "null" && quantifier === undefined) {
    const either = values.map((value): Formula => {
      if (value === "true") return absent(key);
      return value === "false" ? not(absent(key)) : fact("one", "other", key, [`null ${value}`]);
    });
    return made({ or: either });
  }
  const comparison = byName.get(name ?? "");
  if (comparison === undefined) return made(fact("one", "other", `${operator.toLowerCase()} ${key}`, values));
  const patterns = values.map(comparison.value ?? ((value) => value));
  if (name === "bool" && quantifier === undefined) return made({ or: patterns.map((value) => boolOf(key, value)) });
  return made(quantified(quantifier, comparison, key, patterns));
}

/** A key that is there is true or false, and nothing else. */
const boolOf = (key: string, value: Pattern): Formula =>
  value === "false"
    ? { and: [not(absent(key)), not(fact("one", "text", key, ["true"]))] }
    : fact("one", "text", key, [value]);

function quantified(
  quantifier: string | undefined,
  { family, negated = false, opposite = false }: Comparison,
  key: string,
  values: readonly Pattern[],
): Formula {
  if (quantifier !== undefined && opposite) return fact("one", "other", `${quantifier} not ${family} ${key}`, values);
  if (quantifier === undefined) {
    const either: Formula = { or: values.map((value) => fact("one", family, key, [value])) };
    if (opposite)
      return { and: [not(absent(key)), { or: values.map((value) => not(fact("one", family, key, [value]))) }] };
    return negated ? not(either) : either;
  }
  const some: Formula = { or: values.map((value) => fact("any", family, key, [value])) };
  const each = fact("each", family, key, values);
  if (quantifier === "foranyvalue") return negated ? not(each) : some;
  return negated ? not(some) : each;
}
