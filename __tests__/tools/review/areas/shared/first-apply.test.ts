import { availability } from "../../../../../tools/review/areas/availability";
import { contract } from "../../../../../tools/review/areas/contract";
import { functions } from "../../../../../tools/review/areas/functions";
import { instances } from "../../../../../tools/review/areas/instances";
import { secrets } from "../../../../../tools/review/areas/secrets";
import { reviewOfCase } from "../../../../support/case-reviews";

test("a first apply weakens nothing, interrupts nobody and leaves nothing unjudged by these areas", () => {
  const { findings } = reviewOfCase("60", [availability, contract, functions, instances, secrets]);
  expect(findings.filter(({ rule }) => rule !== "not-understood")).toEqual([]);
});
