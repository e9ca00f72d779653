import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

import { htmlOf } from "../../../../tools/review/pages/html";
import { finding, hostilePages, layer, printed } from "../../../support/reviews";

type Node = DefaultTreeAdapterTypes.ChildNode;

/** The elements with their attributes, without the text between them. */
function elementsOf(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (!("attrs" in node)) return node.nodeName === "#comment" ? ["comment"] : [];
    const attributes = node.attrs.map(({ name, value }) => ` ${name}="${value}"`).join("");
    return [`<${node.tagName}${attributes}>`, ...elementsOf(node.childNodes), `</${node.tagName}>`];
  });
}

const elements = (html: string): readonly string[] => elementsOf(parse(html).childNodes);

test("no name leaves its place: the page has the elements of a page with harmless names", () => {
  fc.assert(
    fc.property(hostilePages, (pages) => {
      const html = htmlOf(pages.hostile);
      expect(elements(html)).toEqual(elements(htmlOf(pages.harmless)));
      expect(html).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 20 },
  );
});

test("the page is one file that loads nothing, runs nothing and refers to nothing", () => {
  const html = htmlOf(printed({ layers: [layer({ standing: "test" })], order: ["network, then edge"] }));
  expect(html).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
  );
  const all = elements(html).join("");
  expect(all).not.toMatch(/<(?:script|link|img|iframe|a|form|object|base)\b/);
  expect(all).not.toMatch(/ (?:src|href|style|on\w+)="/);
  expect(html).not.toMatch(/url\(|@import|https?:/);
});

test("every finding is on the page, however many there are", () => {
  const findings = Array.from({ length: 2000 }, (_, index) => finding({ address: `aws_lb.n${index}` }));
  const html = htmlOf(printed({ findings }));
  expect(html.match(/<li class="stop">/g)).toHaveLength(2000);
  expect(html).toContain("<code>aws_lb.n1999</code>");
});
