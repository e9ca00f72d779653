import type { Area } from "../../tools/review/area";
import { areas as allAreas } from "../../tools/review/areas";
import { type Review, reviewOf } from "../../tools/review/review";
import { casePlan } from "./plans";

/** The review of a case by all areas, or by some. A test of one area's own loads no other area, and so not this file. */
export const reviewOfCase = (number: string, areas: readonly Area[] = allAreas): Review =>
  reviewOf([casePlan(number)], { areas });
