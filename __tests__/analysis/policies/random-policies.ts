import fc from "fast-check";
import type { Context, World, WrittenStatement } from "./oracle";

/** All texts of up to three letters. No pattern writes `r`: it stands for every other letter. */
const words = (length: number): string[] =>
  length === 0 ? [""] : ["", ...words(length - 1).flatMap((word) => ["p", "q", "r"].map((letter) => letter + word))];
const texts = [...new Set(words(3))];

const someText: readonly Context[] = [undefined, "a", "b", "ab", "c"].flatMap((text) =>
  [undefined, "true", "false"].map((yes) => ({ text, yes })),
);

const roles = [
  "arn:aws:iam::111111111111:role/x",
  "arn:aws:iam::111111111111:role/y",
  "arn:aws:iam::222222222222:role/x",
];
const people = [
  ...roles,
  "arn:aws:iam::111111111111:role/z",
  "arn:aws:iam::333333333333:user/z",
  "arn:aws:sts::111111111111:assumed-role/x/session",
  "arn:aws:sts::222222222222:assumed-role/z/session",
];
const principals = [
  ...people.flatMap((role) => [`direct AWS ${role}`, `delegated AWS ${role}`]),
  "direct Service lambda.amazonaws.com",
  "direct Service events.amazonaws.com",
];

/** Every class of texts that the random patterns tell apart has a text in this world. */
export const fullWorld: World = { principals: ["me"], actions: texts, resources: texts, contexts: someText };
export const worldOfPrincipals: World = { ...fullWorld, principals, resources: ["p"], contexts: someText };

/** More keys and kinds of conditions, of each context a part. */
export const worldOfConditions: World = {
  principals: ["me"],
  actions: ["p", "q", "r"],
  resources: ["p", "q", "r"],
  contexts: [undefined, "a", "ab", "B", "c"].flatMap((text) =>
    [undefined, "10.0.0.1", "10.1.0.1", "192.168.0.1"].flatMap((address) =>
      [undefined, "1", "5", "9"].flatMap((number) =>
        [undefined, ["a"], ["a", "b"], ["c"]].map((tags): Context => ({ text, address, number, tags })),
      ),
    ),
  ),
};

const pattern = fc
  .array(fc.constantFrom("p", "q", "*", "?"), { minLength: 1, maxLength: 2 })
  .map((parts) => parts.join(""));
const patterns = fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 });

const lineOf = (operators: readonly string[], key: string, values: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...operators), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }))
    .map(([operator, list]) => ({ [operator]: { [key]: list } }));

const simple = fc.oneof(
  lineOf(["StringEquals", "StringNotEquals", "StringEqualsIfExists"], "text", ["a", "b"]),
  lineOf(["StringLike", "StringNotLike"], "text", ["a", "a*", "*"]),
  lineOf(["Bool", "BoolIfExists"], "yes", ["true", "false"]).map((line) => line),
  fc.constantFrom("true", "false").map((value) => ({ Null: { text: value } })),
);
const numeric = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const everyKind = fc.oneof(
  lineOf(["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLikeIfExists"], "text", ["a", "b", "a*"]),
  lineOf(["IpAddress", "NotIpAddress", "IpAddressIfExists"], "address", ["10.0.0.0/8", "10.0.0.0/16", "192.168.0.1"]),
  lineOf(
    numeric.map((name) => `Numeric${name}`),
    "number",
    ["1", "5", "7"],
  ),
  lineOf(
    ["ForAllValues", "ForAnyValue"].flatMap((all) => [
      `${all}:StringEquals`,
      `${all}:StringNotEquals`,
      `${all}:StringLike`,
    ]),
    "tags",
    ["a", "b", "*"],
  ),
  fc
    .constantFrom("text", "address", "tags")
    .chain((key) => fc.constantFrom("true", "false").map((value) => ({ Null: { [key]: value } }))),
);

const withUnknowns = fc.uniqueArray(
  fc
    .array(fc.constantFrom("p", "*", "?", "${x}", "${y}"), { minLength: 1, maxLength: 2 })
    .map((parts) => parts.join("")),
  { minLength: 1, maxLength: 2 },
);

const principal = fc.constantFrom<unknown>(
  "*",
  { AWS: "111111111111" },
  { AWS: "arn:aws:iam::111111111111:root" },
  { AWS: [roles[0], roles[2]] },
  { AWS: roles[1], Service: "lambda.amazonaws.com" },
);

const either = (yes: string, no: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc.tuple(fc.constantFrom(yes, yes, yes, no), values).map(([name, value]) => ({ [name]: value }));

const statementOf = (
  conditions: fc.Arbitrary<object>,
  parts: readonly fc.Arbitrary<Record<string, unknown>>[],
): fc.Arbitrary<WrittenStatement> =>
  fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny"),
      fc.option(
        conditions.map((Condition) => ({ Condition })),
        { nil: {} },
      ),
      ...parts,
    )
    .map(([Effect, ...rest]) => Object.assign({ Effect }, ...rest) as WrittenStatement);

const policies = (statement: fc.Arbitrary<WrittenStatement>) => fc.array(statement, { minLength: 1, maxLength: 4 });

export const fullPolicies = policies(
  statementOf(simple, [either("Action", "NotAction", patterns), either("Resource", "NotResource", patterns)]),
);
export const policiesWithUnknowns = policies(
  statementOf(simple, [fc.constant({ Action: "p" }), either("Resource", "NotResource", withUnknowns)]),
);
export const policiesWithPrincipals = policies(
  statementOf(simple, [
    either("Principal", "NotPrincipal", principal),
    either("Action", "NotAction", patterns),
    fc.constant({ Resource: "*" }),
  ]),
);
export const policiesWithConditions = policies(
  statementOf(
    fc.array(everyKind, { minLength: 1, maxLength: 2 }).map((lines) => Object.assign({}, ...lines) as object),
    [
      fc.constantFrom("p", "*").map((Action) => ({ Action })),
      fc.constantFrom("p", "*").map((Resource) => ({ Resource })),
    ],
  ),
);
