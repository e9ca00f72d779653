import fc from "fast-check";

import { cut, fitted, seen } from "../../../../tools/review/pages/shown";
import { hostile } from "../../../support/reviews";

test.each([
  ["a\u202eb", "a(U+202E)b"],
  ["a\nb", "a(U+000A)b"],
  ["\u001b[31m", "(U+001B)[31m"],
  ["\ud800", "(U+D800)"],
  ["a\u3164b", "a(U+3164)b"],
  ["a\ufff9b", "a(U+FFF9)b"],
  ["a\u00a0b", "a(U+00A0)b"],
  ["Grüße, 世界 😀", "Grüße, 世界 😀"],
])("a character that is not seen is named: %j", (text, shown) => {
  expect(seen(text)).toBe(shown);
});

test("a key is not shown, nor its halves where a text is cut", () => {
  const key = `sk_live_${"4eC39HqLyjWD".repeat(5)}`;
  expect(seen(`a ${key}, b`)).toBe("a (sensitive value), b");
  expect(fitted(`${"x".repeat(30)}${key}`.replace("xsk", "x sk"), 40, (text) => text)).not.toMatch(/4eC39|sk_live/);
  expect(seen("-----BEGIN PRIVATE KEY-----\nMIIE")).toBe("(sensitive value)");
});

test("a long text is cut in the middle, between code points", () => {
  expect(cut("abcdefghij", 5)).toBe("ab…ij");
  expect(cut("😀😀😀😀😀", 3)).toBe("😀…😀");
  expect(cut("abcde", 5)).toBe("abcde");
});

test("no text is longer than its limit with what a format adds, and none has what cannot be seen", () => {
  const written = (text: string): string => `<${text.replaceAll("@", "@&#8203;")}>`;
  fc.assert(
    fc.property(hostile, fc.integer({ min: 20, max: 60 }), (text, limit) => {
      const result = fitted(text, limit, written);
      expect(result.length).toBeLessThanOrEqual(limit);
      expect(result).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
  );
});
