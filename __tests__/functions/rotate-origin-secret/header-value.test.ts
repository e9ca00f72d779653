import fc from "fast-check";
import {
  newHeaderValue,
  patternOf,
  secretStringOf,
  valueOfPattern,
  valueOfSecretString,
} from "../../../functions/rotate-origin-secret/header-value";
import { isHeaderValue } from "../../../functions/shared/accepted-values";

test("makes values of 32 letters and digits, never the same", () => {
  const made = Array.from({ length: 500 }, newHeaderValue);
  expect(made.every((value) => /^[A-Za-z0-9]{32}$/.test(value))).toBe(true);
  expect(new Set(made).size).toBe(500);
  expect(new Set(made.join("")).size).toBe(62);
});

test("a value's pattern matches the value, and nothing that only contains it", () => {
  const value = newHeaderValue();
  const pattern = new RegExp(patternOf(value));
  expect([value, `${value}x`, `x${value}`, value.slice(1), ""].map((text) => pattern.test(text))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(valueOfPattern(patternOf(value))).toBe(value);
});

test.each(["", "^$", ".*", "^.*$", "^[A-Za-z0-9]{32}$", "a".repeat(32), `^${"a".repeat(31)}$`, `^${"a".repeat(32)}`])(
  "takes the pattern %j for none of its own",
  (pattern) => {
    expect(valueOfPattern(pattern)).toBeUndefined();
  },
);

test("reads what it wrote", () => {
  const value = newHeaderValue();
  expect(secretStringOf(value)).toBe(`{"HEADERVALUE":"${value}"}`);
  expect(valueOfSecretString(secretStringOf(value))).toBe(value);
});

test("refuses every other secret in words that have nothing of it", () => {
  const refusal = 'the secret is not of the form {"HEADERVALUE":"<32 letters and digits>"}';
  for (const given of ["", "null", "[]", "{}", '{"HEADERVALUE":""}', `{"HEADERVALUE":"${"a".repeat(33)}"}`])
    expect(() => valueOfSecretString(given)).toThrow(refusal);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (given) => {
      expect(() => valueOfSecretString(given)).toThrow(refusal);
      expect(isHeaderValue(`${given}\n`)).toBe(false);
    }),
  );
});
