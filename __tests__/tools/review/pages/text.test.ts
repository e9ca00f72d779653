import fc from "fast-check";

import { textOf } from "../../../../tools/review/pages/text";
import { hostilePages, printed } from "../../../support/reviews";

test("a page, word for word", () => {
  const { review, digest } = printed();
  expect(textOf({ review, digest })).toBe(
    [
      "prod: stop, 1 guard lost",
      "",
      "Layer  Actions   Changes                   Notes",
      "-----  --------  ------------------------  -----",
      "edge   update 1  1 of 1 change understood",
      "",
      "Guards lost",
      "- stop, weaker: edge, web ACL prod-edge-api, rule rate-limit: block (429) → count",
      "    Requests above the limit are counted and let through.",
      "    aws_wafv2_web_acl.api_stage_web_acl",
      "",
      "Read: edge from edge.json.",
      "Not compared, since no plan has them: lifecycle blocks, departures and the files of functions. Give --base and --head.",
      `digest: ${digest.token}`,
      "",
    ].join("\n"),
  );
});

test("no name makes a line of its own, moves the cursor or turns the text round", () => {
  fc.assert(
    fc.property(hostilePages, (pages) => {
      const text = textOf(pages.hostile);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(text.split("\n")).toHaveLength(textOf(pages.harmless).split("\n").length);
    }),
    { numRuns: 20 },
  );
});
