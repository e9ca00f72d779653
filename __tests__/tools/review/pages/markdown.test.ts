import fc from "fast-check";
import MarkdownIt from "markdown-it";

import { markdownOf } from "../../../../tools/review/pages/markdown";
import { seen } from "../../../../tools/review/pages/shown";
import type { Review } from "../../../../tools/review/review";
import { finding, hostile, hostilePages, layer, printed } from "../../../support/reviews";

const parser = new MarkdownIt({ html: true, linkify: true });
// GitHub links a name of a host without www or a scheme nowhere.
parser.linkify.set({ fuzzyLink: false });

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}

const tokensOf = (markdown: string): readonly Token[] =>
  parser.parse(markdown, {}).flatMap((token: Token) => [token, ...(token.children ?? [])]);

const isText = ({ type }: Token): boolean => /^text/.test(type);

/** What the page is made of, without its texts. */
const skeletonOf = (markdown: string): readonly string[] =>
  tokensOf(markdown)
    .filter((token) => !isText(token))
    .map(({ type, content }) =>
      type === "html_inline" || type === "html_block"
        ? `${type} ${content.trim().replace(/^<!-- palisade-review environment=\S+ body=sha256:\w{64} -->$/, "marker")}`
        : type,
    );

/** What a reader sees in the rows of the table. A space of no width is not seen. */
function cellsOf(markdown: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let inCell = false;
  for (const { type, children } of parser.parse(markdown, {}) as readonly Token[]) {
    if (type === "tr_open") rows.push([]);
    if (/^t[dh]_/.test(type)) inCell = type.endsWith("_open");
    if (inCell && children !== null)
      rows.at(-1)?.push(children.map(({ content }) => content.replaceAll("\u200b", "")).join(""));
  }
  return rows;
}

test("a finding, word for word", () => {
  const [title, , ...rest] = markdownOf(printed({ layers: [layer({ isFirst: false })] })).split("\n");
  expect([title, ...rest.slice(0, 9)]).toEqual([
    "# prod: stop, 1 guard lost",
    "",
    "| Layer | Actions | Changes | Notes |",
    "| --- | --- | --- | --- |",
    "| edge | update 1 | 1 of 1 change understood |  |",
    "",
    "## Guards lost",
    "",
    "- stop, weaker: `edge`, `web ACL prod-edge-api`, `rule rate-limit`: `block (429)` → `count`<br>Requests above the limit are counted and let through.<br>`aws_wafv2_web_acl.api_stage_web_acl`",
    "",
  ]);
});

test("no name leaves its place, is a mention, an issue or an address outside of a code span, or hides a character", () => {
  fc.assert(
    fc.property(hostilePages, (pages) => {
      const markdown = markdownOf(pages.hostile);
      expect(skeletonOf(markdown)).toEqual(skeletonOf(markdownOf(pages.harmless)));
      for (const { content } of tokensOf(markdown).filter(isText))
        expect(content).not.toMatch(/@[\w/]|#\d|GH-\d|www\.|\/\//i);
      expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 40 },
  );
});

test("no name leaves its cell, or breaks the table", () => {
  const short = hostile.filter((text) => seen(text).length < 12 && seen(text).trim() !== "");
  fc.assert(
    fc.property(short, short, (name, note) => {
      const rows = cellsOf(markdownOf(printed({ layers: [layer({ layer: name, notes: [note] }), layer()] })));
      expect(rows).toEqual([
        ["Layer", "Actions", "Changes", "Notes"],
        [seen(name).trim(), "update 1", "1 of 1 change understood", seen(note).trim()],
        ["edge", "update 1", "1 of 1 change understood", ""],
      ]);
    }),
    { numRuns: 40 },
  );
});

test("a name that fits is shown letter by letter", () => {
  fc.assert(
    fc.property(
      hostile.filter((text) => seen(text).length < 60 && seen(text).trim() !== ""),
      (thing) => {
        const spans = tokensOf(markdownOf(printed({ findings: [finding({ thing })] }))).filter(
          ({ type }) => type === "code_inline",
        );
        expect(spans.map(({ content }) => content)).toContain(seen(thing));
      },
    ),
    { numRuns: 40 },
  );
});

describe("what fits into a comment", () => {
  const many = (count: number, text: (index: number) => string): Review =>
    printed({
      findings: Array.from({ length: count }, (_, index) =>
        finding({
          consequence: index < count / 2 ? "exposure" : "downtime",
          level: index < count / 2 ? "stop" : "ask",
          thing: text(index),
          meaning: text(index),
          after: text(index),
          address: `aws_lb.n${index}`,
        }),
      ),
    }).review;

  test("no page has 60,000 characters, and no finding is cut: the last line counts what is left out", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 200, max: 400 }), (text, count) => {
        const markdown = markdownOf(printed(many(count, () => text.repeat(30))));
        expect(markdown.length).toBeLessThan(60_000);
        const shown = markdown.split("\n").filter((line) => line.startsWith("- "));
        const last = markdown.trimEnd().split("\n").at(-1) ?? "";
        const left = [...last.matchAll(/(\d+) (?:exposure|downtime)/g)].map(([, number]) => Number(number));
        expect(shown.length + left.reduce((sum, one) => sum + one, 0)).toBe(count);
        for (const line of shown) expect(line).toMatch(/`aws_lb\.n\d+`$/);
      }),
      { numRuns: 4 },
    );
  });

  test("the worst stay, in their order", () => {
    const markdown = markdownOf(printed(many(600, (index) => `load balancer ${index} ${"long ".repeat(20)}`)));
    expect(markdown).toContain("`aws_lb.n0`");
    expect(markdown.trimEnd().split("\n").at(-1)).toMatch(
      /^Not shown, for want of space: (\d+ exposures, )?\d+ downtimes\. --format html writes all of it\.$/,
    );
  });

  test("the verdict and the worst finding are in the first 2,000 characters, whatever the names", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), (text, count) => {
        const long = text.repeat(200);
        const worst = finding({ layer: long, thing: long, part: long, before: long, after: long, meaning: long });
        const layers = Array.from({ length: count }, (_, index) =>
          layer({ layer: long, notes: [long], standing: (["errored", "incomplete", "test"] as const)[index % 3] }),
        );
        const markdown = markdownOf(printed({ environment: long, layers, findings: [{ ...worst, address: long }] }));
        const start = markdown.indexOf("\n- stop, weaker");
        expect(start).toBeGreaterThan(0);
        expect(markdown.indexOf("\n", start + 1)).toBeLessThan(2000);
      }),
      { numRuns: 15 },
    );
  });
});

test("the hidden line has the hash of the others: the same page has the same line", () => {
  const marker = (markdown: string): string => markdown.split("\n")[1] ?? "";
  const page = markdownOf(printed());
  expect(marker(page)).toMatch(/^<!-- palisade-review environment=prod body=sha256:[0-9a-f]{64} -->$/);
  expect(markdownOf(printed())).toBe(page);
  expect(marker(markdownOf(printed({ findings: [finding({ after: "none" })] })))).not.toBe(marker(page));
});

test("nothing changes: the page says so, and has no finding", () => {
  const quiet = printed({ verdict: "note", findings: [], layers: [layer({ actions: {}, changed: 0, understood: 0 })] });
  expect(markdownOf(quiet)).toMatch(/^# prod: no change\n/);
  expect(markdownOf(quiet)).toContain("| edge | none | no change |  |");
  expect(markdownOf(quiet)).not.toContain("##");
});

test("a plan that errored without a change is not quiet", () => {
  const errored = layer({ actions: {}, changed: 0, understood: 0, standing: "errored", approvable: false });
  const markdown = markdownOf(printed({ verdict: "note", findings: [], layers: [errored] }));
  expect(markdown).toMatch(/^# prod: cannot be approved\n/);
  expect(markdown).not.toContain("# prod: no change");
});

test("a digest that would be cut is the hash of the whole alone, and the page says where the rest is", () => {
  const { review, digest } = printed();
  const token = `${digest.whole},${"x".repeat(4000)}`;
  const markdown = markdownOf({ review, digest: { ...digest, token } });
  expect(markdown).toContain(`digest: \`${digest.whole}\`\n`);
  expect(markdown).toContain(
    "This is the hash of the whole alone. --format json has the hash of each layer, as digest.",
  );
});
