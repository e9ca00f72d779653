import type { Consequence } from "../../../../tools/review/finding";
import { textOf } from "../../../../tools/review/pages/text";
import type { Review, ReviewedFinding } from "../../../../tools/review/reviewed";
import { finding, layer, printed } from "../../../support/reviews";

/** The titles of the sections, each with the first lines of its findings. */
const sectionsOf = (differences: Partial<Review>): readonly string[] =>
  textOf(printed(differences))
    .split("\n")
    .slice(4)
    .filter((line) => /^(?:- |[A-Z])/.test(line) && !/^(?:Read|Not compared)/.test(line));

test("each class of weakening has its section, and what is better comes last", () => {
  const findings = [
    finding({ consequence: "data loss", part: undefined, before: undefined, after: "empty" }),
    finding({ direction: "cannot tell", consequence: "not reviewable", before: undefined, after: undefined }),
    finding({ direction: "stronger", level: "note", before: "count", after: undefined }),
    finding({ direction: "neutral", level: "note", consequence: "exposure" }),
  ];
  expect(sectionsOf({ findings })).toEqual([
    "Data loss",
    "- stop, weaker: edge, web ACL prod-edge-api: nothing → empty",
    "Not reviewable",
    "- stop, cannot tell: edge, web ACL prod-edge-api, rule rate-limit",
    "Stronger, or neither stronger nor weaker",
    "- note, guards, stronger: edge, web ACL prod-edge-api, rule rate-limit: count → nothing",
    "- note, exposure, neutral: edge, web ACL prod-edge-api, rule rate-limit: block (429) → count",
  ]);
});

test("what is known after apply only was not nothing before", () => {
  expect(sectionsOf({ findings: [finding({ before: undefined, after: "known after apply" })] })).toEqual([
    "Guards lost",
    "- stop, weaker: edge, web ACL prod-edge-api, rule rate-limit: known after apply",
  ]);
});

test("what is open or weak from a first apply on has a section of its own", () => {
  const open = finding({ direction: "neutral", level: "note", consequence: "exposure", before: undefined });
  const gained: ReviewedFinding = { ...open, consequence: "privilege gained" };
  expect(sectionsOf({ layers: [layer({ isFirst: true })], findings: [open, gained] })).toEqual([
    "Open or weak from the first apply on",
    "- note, exposure, neutral: edge, web ACL prod-edge-api, rule rate-limit: nothing → count",
    "- note, privileges, neutral: edge, web ACL prod-edge-api, rule rate-limit: nothing → count",
  ]);
});

test("a finding about what does not change itself shows both addresses, and counts more than three", () => {
  const lines = (changedBy: readonly string[]) => textOf(printed({ findings: [finding({ changedBy })] }));
  expect(lines(["aws_a.one"])).toContain("aws_a.one, in effect on aws_wafv2_web_acl.api_stage_web_acl\n");
  expect(lines(["aws_a.one", "aws_a.two", "aws_a.three", "aws_a.four"])).toContain(
    "aws_a.one, aws_a.two, aws_a.three and 1 more, in effect on aws_wafv2",
  );
});

test("the first line counts each class in the singular or the plural", () => {
  const two = (consequence: Consequence) => [finding({ consequence }), finding({ consequence, part: "other" })];
  expect(
    textOf(
      printed({ findings: [...two("guard lost"), ...two("privilege gained"), finding({ consequence: "exposure" })] }),
    ).split("\n")[0],
  ).toBe("prod: stop, 1 exposure, 2 guards lost, 2 privileges gained");
});
