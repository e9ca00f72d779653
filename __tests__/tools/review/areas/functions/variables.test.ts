import { functions } from "../../../../../tools/review/areas/functions";
import { secrets } from "../../../../../tools/review/areas/secrets";
import { reviewOfCase } from "../../../../support/case-reviews";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

const told = (before: object, after: object, more: object = {}): readonly string[] =>
  findIn(
    functions,
    planOf([
      {
        address: "aws_lambda_function.hello",
        before: { function_name: "hello", environment: [{ variables: before }] },
        after: { function_name: "hello", environment: [{ variables: after }] },
        ...more,
      },
    ]),
  ).map(lineOf);

test("variables are told by their names, and never by their values", () => {
  expect(told({ A: "1", B: "1", C: "1" }, { B: "2", C: "1", D: "1" })).toEqual([
    "other, neutral: function hello, variable A: set → none",
    "other, cannot tell: function hello, variable B: set → set",
    "other, neutral: function hello, variable D: none → set",
  ]);
});

test("a variable that says which code runs is not reviewable", () => {
  expect(told({}, { NODE_OPTIONS: "--require /opt/x" })).toEqual([
    "not reviewable, cannot tell: function hello, variable NODE_OPTIONS: none → set",
  ]);
});

test("variables that are known after apply as a whole are not reviewable", () => {
  expect(told({ A: "1" }, {}, { unknown: { environment: [{ variables: true }] } })).toEqual([
    "not reviewable, cannot tell: function hello, environment variables: nothing → known after apply",
  ]);
});

test("variables that are marked sensitive as a whole are told without their names", () => {
  const sensitive = { environment: [{ variables: true }] };
  expect(told({ A: "1" }, { A: "2" }, { sensitive })).toEqual([
    "other, cannot tell: function hello, environment variables",
  ]);
});

test("the given plan tells the code, the alias and the secret, each once, and no value", () => {
  expect(findIn(functions, casePlan("29")).map(lineOf)).toEqual([
    "other, neutral: function alias live, version: 1 → the version that this apply publishes of prod-compute-hello",
    "other, neutral: function prod-compute-hello, code",
  ]);
  expect(findIn(secrets, casePlan("29")).map(lineOf)).toEqual([
    "guard lost, weaker: function prod-compute-hello, variable PARTNER_API_KEY: none → (sensitive value)",
  ]);
  const review = reviewOfCase("29", [functions, secrets]);
  expect(JSON.stringify(review)).not.toContain("sk_live");
  expect(review.plain).toEqual([]);
});
