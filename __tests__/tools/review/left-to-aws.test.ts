import { reviewOf } from "../../../tools/review/review";
import { type PlannedResource, planOf } from "../../support/plans";
import type { Area } from "../../../tools/review/area";

/** Judges the size alone, and says nothing but that a format is not known. */
const area: Area = {
  name: "some",
  judges: { aws_some_thing: ["size"] },
  find: (estate) =>
    estate.ofType("aws_some_thing").map((place) => ({
      rule: "format",
      consequence: "not reviewable",
      direction: "cannot tell",
      place,
      part: "format",
      meaning: "The format is known after apply only.",
      says: ["format"],
    })),
};

const replaced: PlannedResource = {
  address: "aws_some_thing.a",
  before: { id: "1", size: 1, format: "text", mode: "a" },
  after: { size: 2, mode: "a" },
  actions: ["delete", "create"],
  unknown: { id: true, format: true },
  replacePaths: [["size"]],
};

const partsOf = (resource: PlannedResource): readonly string[] =>
  reviewOf([planOf([resource])], { areas: [area] }).findings.map(({ rule, part = "" }) => `${rule}: ${part}`);

test("of a replaced resource, what AWS gives and nobody writes is no finding, whatever an area says", () => {
  expect(partsOf(replaced)).toEqual([]);
});

test("what the configuration writes, or an update makes unknown, is not reviewable", () => {
  expect(partsOf({ ...replaced, references: { format: ["aws_other_thing.b"] } })).toEqual(["format: format"]);
  expect(partsOf({ ...replaced, actions: ["update"] })).toEqual(["format: format"]);
});

test("of a replaced resource, a change that nobody judges is not understood", () => {
  expect(partsOf({ ...replaced, after: { size: 2, mode: "b" } })).toEqual(["not-understood: mode"]);
});

test("a replacement is a change of its own only where no finding speaks of the resource", () => {
  const plainOf = (areas: readonly Area[]): readonly string[] =>
    reviewOf([planOf([{ ...replaced, after: { size: 1, mode: "a" } }])], { areas }).plain.map(({ action }) => action);
  const loud: Area = {
    ...area,
    find: (estate) => area.find(estate).map((one) => ({ ...one, consequence: "downtime", direction: "weaker" })),
  };
  expect(plainOf([area])).toEqual(["replace"]);
  expect(plainOf([loud])).toEqual([]);
});
