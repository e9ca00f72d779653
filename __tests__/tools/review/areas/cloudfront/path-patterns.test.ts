import fc from "fast-check";

import { covers, overlap } from "../../../../../tools/review/areas/cloudfront/path-patterns";

const patterns = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((letters) => letters.join(""));
const texts = ["", "a", "b"].flatMap((one) =>
  ["", "a", "b"].flatMap((two) => ["", "a", "b", "ab"].map((end) => one + two + end)),
);
const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);

test("a pattern covers another only if it matches all that the other matches", () => {
  fc.assert(
    fc.property(patterns, patterns, (wide, narrow) => {
      if (covers(wide, narrow))
        for (const text of texts) if (matches(narrow, text)) expect(matches(wide, text)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("two patterns of which some path matches both overlap", () => {
  fc.assert(
    fc.property(patterns, patterns, (one, other) => {
      if (texts.some((text) => matches(one, text) && matches(other, text))) expect(overlap(one, other)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["api/*", "*.jpg", true],
  ["api/*", "static/*", false],
  ["a?c", "abc", true],
  ["*", "", true],
  ["a", "", false],
])("%s and %s overlap: %s", (one, other, expected) => {
  expect([overlap(one, other), overlap(other, one)]).toEqual([expected, expected]);
});

test.each([
  ["*", "api/*", true],
  ["*.jpg", "*.jpg", true],
  ["api/*.(x)", "api/v1.(x)", true],
  ["api/*", "api/v1/*", true],
  ["a?", "a*", false],
  ["a.c", "abc", false],
])("%s covers %s: %s", (wide, narrow, expected) => {
  expect(covers(wide, narrow)).toBe(expected);
});
