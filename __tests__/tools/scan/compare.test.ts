import { compare, type ExpectedFinding } from "../../../tools/scan/compare";
import { expected as known } from "../../../tools/scan/expected";

const finding = (check: string, where: string) => ({ check, where, title: "Ensure that it is encrypted" });
const judged = (check: string, ...where: string[]): ExpectedFinding => ({
  check,
  verdict: "true",
  reason: "it is not",
  where,
});

test("passes if exactly the known findings are found", () => {
  const found = [finding("CKV_1", "prod-edge aws_x.b"), finding("CKV_1", "prod-edge aws_x.a")];
  expect(compare(found, [judged("CKV_1", "prod-edge aws_x.a", "prod-edge aws_x.b")])).toEqual([]);
});

test("names a finding that nobody has judged: another check, another resource, another stack", () => {
  const found = [
    finding("CKV_1", "prod-edge aws_x.a"),
    finding("CKV_2", "prod-edge aws_x.a"),
    finding("CKV_1", "prod-edge aws_x.b"),
    finding("CKV_1", "prod-state aws_x.a"),
  ];
  const rest = "Ensure that it is encrypted; fix the finding, or judge the finding in tools/scan/expected.ts";
  expect(compare(found, [judged("CKV_1", "prod-edge aws_x.a")])).toEqual([
    `CKV_2 prod-edge aws_x.a: ${rest}`,
    `CKV_1 prod-edge aws_x.b: ${rest}`,
    `CKV_1 prod-state aws_x.a: ${rest}`,
  ]);
});

test("names known findings that are not found any more, and findings that are listed twice", () => {
  expect(compare([], [judged("CKV_1", "prod-edge aws_x.a")])).toEqual([
    "CKV_1 prod-edge aws_x.a is not found any more; remove the entry from tools/scan/expected.ts",
  ]);
  const twice = [judged("CKV_1", "prod-edge aws_x.a"), judged("CKV_1", "prod-edge aws_x.a")];
  expect(compare([finding("CKV_1", "prod-edge aws_x.a")], twice)).toEqual([
    "CKV_1 prod-edge aws_x.a is in tools/scan/expected.ts twice; remove one entry",
  ]);
});

test("each known finding has a place and a reason", () => {
  expect(known.length).toBeGreaterThan(0);
  expect(known.filter(({ where, reason }) => where.length === 0 || reason.length < 20)).toEqual([]);
});
