import { clausesOf, nameOf } from "../../../analysis/policies/conditions";
import { mayAllHold } from "../../../analysis/policies/facts";

const formulas = (...conditions: object[]) =>
  conditions.flatMap((condition) => (clausesOf(condition) ?? []).map(({ formula }) => formula));

test.each([
  [{ StringEquals: { k: "a" } }, { StringEquals: { k: "b" } }],
  [{ StringEquals: { k: "a" } }, { StringNotEquals: { K: ["b", "a"] } }],
  [{ StringLike: { k: "a*" } }, { StringLike: { k: "b*" } }],
  [{ StringEquals: { k: "*" } }, { StringEquals: { k: "a" } }],
  [{ StringEqualsIgnoreCase: { k: "A" } }, { StringNotEqualsIgnoreCase: { k: "a" } }],
  [{ ArnLike: { k: "arn:aws:s3:::a" } }, { ArnEquals: { k: "arn:aws:sqs:*:*:a" } }],
  [{ IpAddress: { k: "10.0.0.0/8" } }, { IpAddress: { k: "2001:db8::/32" } }],
  [{ IpAddress: { k: "10.1.0.0/16" } }, { NotIpAddress: { k: "10.0.0.0/8" } }],
  [{ Bool: { k: "true" } }, { Bool: { k: "False" } }],
  [{ Null: { k: "true" } }, { Bool: { k: "false" } }],
  [{ Null: { k: true } }, { "ForAnyValue:StringLike": { k: "*" } }],
  [{ NumericLessThan: { k: "5" } }, { NumericGreaterThanEquals: { k: "5" } }],
  [{ DateGreaterThan: { k: "2030-01-01T00:00:00Z" } }, { DateLessThan: { k: "1893456000" } }],
  [{ "ForAllValues:StringEquals": { k: ["a", "b"] } }, { "ForAnyValue:StringNotEquals": { k: ["b", "a"] } }],
])("no request fulfils both %j and %j", (a, b) => {
  expect(mayAllHold(formulas(a))).toBe(true);
  expect(mayAllHold(formulas(b))).toBe(true);
  expect(mayAllHold(formulas(a, b))).toBe(false);
});

test.each([
  [{ StringEquals: { k: "${aws:username}" } }, { StringEquals: { k: "b" } }],
  [{ StringEquals: { k: "a" } }, { StringEquals: { j: "b" } }],
  [{ StringEqualsIfExists: { k: "a" } }, { StringNotEquals: { k: "a" } }],
  [{ "ForAllValues:StringEquals": { k: "a" } }, { Null: { k: "true" } }],
  [{ NumericLessThan: { k: "5" } }, { NumericEquals: { k: "1" } }],
  [{ NumericEquals: { k: "5" } }, { NumericLessThanEquals: { k: "5" } }],
  [{ SomethingNew: { k: "a" } }, { SomethingNew: { k: "b" } }],
  [{ IpAddress: { k: "${var.block}" } }, { IpAddress: { k: "10.0.0.0/8" } }],
])("a request may fulfil both %j and %j", (a, b) => {
  expect(mayAllHold(formulas(a, b))).toBe(true);
});

test("the order and the form of a condition mean nothing, another form than IAM's is refused", () => {
  const names = (condition: unknown) => clausesOf(condition)?.map(nameOf);
  expect(names({ StringLike: { B: ["y", "x"] }, Bool: { A: true } })).toEqual(
    names({ bool: { a: "true" }, stringlike: { b: ["x", "y", "x"] } }),
  );
  expect([clausesOf("x"), clausesOf({ Bool: "x" }), clausesOf(null)]).toEqual([undefined, undefined, []]);
});
