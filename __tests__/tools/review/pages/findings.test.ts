import { textOf } from "../../../../tools/review/pages/text";
import type { Review, ReviewedFinding } from "../../../../tools/review/review";
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
