import fc from "fast-check";

import { digestOf } from "../../tools/review/digest";
import type { Printed } from "../../tools/review/pages/page";
import type { Review, ReviewedFinding, ReviewedLayer } from "../../tools/review/reviewed";

export const finding = (differences: Partial<ReviewedFinding> = {}): ReviewedFinding => ({
  rule: "waf-rule-action",
  consequence: "guard lost",
  direction: "weaker",
  level: "stop",
  layer: "edge",
  thing: "web ACL prod-edge-api",
  part: "rule rate-limit",
  before: "block (429)",
  after: "count",
  meaning: "Requests above the limit are counted and let through.",
  address: "aws_wafv2_web_acl.api_stage_web_acl",
  ...differences,
});

export const layer = (differences: Partial<ReviewedLayer> = {}): ReviewedLayer => ({
  layer: "edge",
  source: "edge.json",
  actions: { update: 1 },
  isFirst: false,
  approvable: true,
  standing: "whole",
  changed: 1,
  understood: 1,
  notes: [],
  ...differences,
});

/** What a page is made of, of a review that no plan is behind. */
export function printed(differences: Partial<Review> = {}): Printed {
  const review: Review = {
    environment: "prod",
    verdict: "stop",
    layers: [layer()],
    findings: [finding()],
    tags: [],
    plain: [],
    rewritten: [],
    comparesSyntheses: false,
    order: [],
    ...differences,
  };
  return { review, digest: digestOf([], review) };
}

/** Parts of names by which the author of a plan would write into the page. */
const tricks = [
  "@team",
  "@org/team",
  "#123",
  "org/repo#1",
  "GH-12",
  "|",
  "\\",
  "`",
  "``",
  "```\n",
  "<b>",
  "</code>",
  "</td></tr></table>",
  "<script>alert(1)</script>",
  "<!--",
  "-->",
  "[text](https://evil.example)",
  "![image](https://evil.example/x.png)",
  "https://evil.example",
  "www.evil.example",
  "mail@evil.example",
  "&lt;",
  "&#64;team",
  "\n",
  "\r\n\r\n# heading\n",
  "\n- item\n",
  "\n| a | b |\n| --- | --- |\n",
  "\u2028",
  "\u202e",
  "\u2066",
  "\u200b",
  "\ufeff",
  "\u001b[31m",
  "\u0000",
  "\ud800",
  "**",
  "__",
  "~~",
  "$x$",
  '" onload="x',
  "' x='",
  "1. ",
  "> ",
  "é😀",
  "palisade",
];

/** Any code point but a half of a surrogate pair. The unit `binary` of fast-check is the same, and takes 0.6 s to be made. */
const codePoint = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** A name that is no name. */
export const hostile = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...tricks) }, fc.string({ unit: codePoint, maxLength: 6 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(""))
  .filter((text) => text !== "");

/** A page of which every text is hostile, and the page with the same shape of which none is. */
export const hostilePages = fc.array(hostile, { minLength: 12, maxLength: 12 }).map((names) => ({
  names,
  hostile: pageWith((index) => names[index] ?? ""),
  harmless: pageWith(() => "x"),
}));

function pageWith(text: (index: number) => string): Printed {
  const [address, thing, other] = [text(0), text(1), text(2)];
  return printed({
    environment: text(3),
    layers: [layer({ layer: text(4), source: text(5), notes: [text(6)], standing: "errored" })],
    findings: [
      finding({ layer: text(4), thing, part: text(7), before: text(8), after: text(9), meaning: text(10), address }),
      finding({ direction: "stronger", level: "note", thing: other, meaning: text(11) }),
    ],
    tags: [{ tag: text(7), before: text(8), after: text(9), on: [text(0)] }],
    plain: [
      {
        layer: text(4),
        thing,
        address,
        action: "update",
        previousAddress: text(2),
        changes: [{ path: text(7), before: text(8), after: text(9) }],
      },
    ],
    order: [text(11)],
  });
}
