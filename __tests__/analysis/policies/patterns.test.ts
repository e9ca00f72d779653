import fc from "fast-check";
import { asText, includes, lowerCase, mayMeet } from "../../../analysis/policies/patterns";
import { isEmpty, minus } from "../../../analysis/policies/sets";
import { matches, matchesWithinSegments } from "./oracle";

const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 }).map((parts) => parts.join(""));

/** Of patterns of four parts, a text that tells two apart is no longer than six letters; `c` stands for what nobody writes. */
const words = (length: number): string[] =>
  length === 0 ? [""] : ["", ...words(length - 1).flatMap((word) => ["a", "b", "c"].map((one) => one + word))];
const texts = [...new Set(words(6))];

test("inclusion and common texts of patterns are those of their texts", () => {
  fc.assert(
    fc.property(pattern, pattern, (a, b) => {
      const ofA = texts.filter((text) => matches(a, text));
      expect([a, b, includes(b, a)]).toEqual([a, b, ofA.every((text) => matches(b, text))]);
      expect([a, b, mayMeet(a, b)]).toEqual([a, b, ofA.some((text) => matches(b, text))]);
    }),
    { numRuns: 300, seed: 1 },
  );
});

const arn = fc.array(fc.constantFrom("a", ":", "*", "?"), { maxLength: 4 }).map((parts) => `arn:${parts.join("")}`);
const arns = [
  ...new Set(
    ["a", ":", "b"].reduce((all, _, __, letters) => all.flatMap((one) => [one, ...letters.map((l) => one + l)]), [""]),
  ),
].flatMap((text) => ["", "a", ":", "b"].map((last) => `arn:${text}${last}`));
const readings = [matches, matchesWithinSegments];

test("of ARNs inclusion is sure in both readings, and a common text is possible in one", () => {
  fc.assert(
    fc.property(arn, arn, (a, b) => {
      const every = readings.every((fits) => arns.filter((text) => fits(a, text)).every((text) => fits(b, text)));
      const some = readings.some((fits) => arns.some((text) => fits(a, text) && fits(b, text)));
      expect([a, b, includes(b, a)]).toEqual([a, b, every]);
      expect([a, b, mayMeet(a, b)]).toEqual([a, b, some]);
    }),
    { numRuns: 150, seed: 1 },
  );
});

test("of ARNs what is left without others has every text that is left in either reading", () => {
  fc.assert(
    fc.property(arn, arn, arn, (a, b, c) => {
      const left = minus({ all: [[a]], none: [] }, { all: [[b, c]], none: [] });
      for (const fits of readings) {
        const missed = arns.filter(
          (text) =>
            fits(a, text) &&
            !fits(b, text) &&
            !fits(c, text) &&
            !left.some(
              ({ all, none }) =>
                all.every((union) => union.some((one) => fits(one, text))) && !none.some((one) => fits(one, text)),
            ),
        );
        expect([a, b, c, missed]).toEqual([a, b, c, []]);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("a set of unions is empty when none of the texts is in it", () => {
  fc.assert(
    fc.property(pattern, pattern, pattern, pattern, pattern, (a, b, c, d, e) => {
      const has = (text: string): boolean =>
        (matches(a, text) || matches(b, text)) && matches(c, text) && !matches(d, text) && !matches(e, text);
      expect(isEmpty({ all: [[a, b], [c]], none: [d, e] })).toBe(!texts.some(has));
    }),
    { numRuns: 300, seed: 1 },
  );
});

test.each([
  ["?*", "*?", true],
  ["*a", "*", false],
  ["s3:*", "s3:Get*", true],
  ["arn:${aws:username}/*", "arn:${aws:username}/x", true],
  ["arn:*", "arn:${x.y}/b", true],
  ["arn:${x.y}", "arn:b", false],
  ["arn:?", "arn:${x.y}", false],
  ["${a}", "${b}", false],
  ["arn:aws:sqs:eu-*:1:q", "arn:aws:sqs:eu-1:2:1:q", true],
  ["arn:aws:sqs:*-1:1:q", "arn:aws:sqs:eu:2:x-1:1:q", false],
  ["arn:aws:s3:::a*b", "arn:aws:s3:::axb", true],
  ["arn:aws:s3:::a*b", "arn:aws:s3:::a:b", false],
  ["arn:aws:*", "arn:aws:s3:::a*b", true],
  ["a*", "a${*}", true],
  ["a${*}", "a*", false],
])("%s has all of %s: %s", (wide, narrow, answer) => {
  expect(includes(wide, narrow)).toBe(answer);
});

test("a text that is not known may be any other", () => {
  expect(mayMeet("arn:${x}", "arn:b")).toBe(true);
  expect(mayMeet("arn:${x}", "urn:b")).toBe(false);
  expect(mayMeet('${lookup(m, "${k}")}b', "xa")).toBe(false);
});

test("asText takes wildcards for the characters, lowerCase leaves variables as they are", () => {
  expect(asText("a*?${*}${x}")).toBe("a${*}${?}${*}${x}");
  expect(lowerCase("S3:Get${aws:Name}*${*}")).toBe("s3:get${aws:Name}*${*}");
});
