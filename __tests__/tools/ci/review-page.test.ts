import fc from "fast-check";

import { readPage, withoutChangesAnyMore } from "../../../tools/ci/review-page";
import { markdownOf } from "../../../tools/review/pages/markdown";
import { changedPage, demoPage, otherPage, quietPage, read } from "../../support/review-pages";
import { finding, printed } from "../../support/reviews";

test("reads the environment, the digest, and whether anything changes", () => {
  expect(
    [changedPage, quietPage, demoPage].map((text) => {
      const { environment, isIntact, isQuiet, digest } = read(text);
      return { environment, isIntact, isQuiet, isWhole: text.includes(`digest: \`${digest}\``) };
    }),
  ).toEqual([
    { environment: "prod", isIntact: true, isQuiet: false, isWhole: true },
    { environment: "prod", isIntact: true, isQuiet: true, isWhole: true },
    { environment: "demo", isIntact: true, isQuiet: false, isWhole: true },
  ]);
});

test("an environment with a hyphen is read as it is called", () => {
  expect(read(markdownOf(printed({ environment: "prod-eu" }))).environment).toBe("prod-eu");
});

test("what GitHub does to line ends is no edit", () => {
  const given = [changedPage.replaceAll("\n", "\r\n"), changedPage.trimEnd()];
  expect(given.map((text) => read(text).isIntact)).toEqual([true, true]);
});

test("every other edit is one", () => {
  fc.assert(
    fc.property(fc.nat(changedPage.length - 2), fc.constantFrom("x", " ", "`", "0"), (at, sign) => {
      fc.pre(changedPage[at] !== sign);
      const page = readPage(`${changedPage.slice(0, at)}${sign}${changedPage.slice(at + 1)}`);
      expect(page?.isIntact ?? false).toBe(false);
    }),
  );
});

test.each([
  ["a comment", "Looks good to me"],
  ["a page that somebody quotes", `> ${changedPage.replaceAll("\n", "\n> ")}`],
  ["a text before the page", `See:\n${changedPage}`],
  ["the marker alone", changedPage.split("\n").slice(0, 2).join("\n")],
  ["nothing", ""],
])("%s is no page", (_, text) => {
  expect(readPage(text)).toBeUndefined();
});

test("a digest in somebody's name is not the page's", () => {
  const thing = "x\ndigest: `sha256:0000`";
  const { digest } = read(markdownOf(printed({ findings: [finding({ thing, meaning: thing })] })));
  expect(digest).not.toBe("sha256:0000");
});

test("a page of no change becomes one of no change any more, with a hash of its own", () => {
  const page = read(withoutChangesAnyMore(read(quietPage)));
  expect({ title: page.text.split("\n")[0], isIntact: page.isIntact, isQuiet: page.isQuiet }).toEqual({
    title: "# prod: no change any more",
    isIntact: true,
    isQuiet: true,
  });
  expect([page.hash, page.digest]).toEqual([expect.not.stringMatching(read(quietPage).hash), read(quietPage).digest]);
});

test("two changes have two digests", () => {
  expect(read(changedPage).digest).not.toBe(read(otherPage).digest);
});
