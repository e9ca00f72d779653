import { markdownOf } from "../../tools/review/pages/markdown";
import { type ReviewPage, readPage } from "../../tools/ci/review-page";
import { finding, layer, printed } from "./reviews";

/** A page of a change, and the page of the same change with another meaning. */
export const changedPage = markdownOf(printed());
export const otherPage = markdownOf(printed({ findings: [finding({ after: "count, and a label" })] }));
/** A page of no change. */
export const quietPage = markdownOf(
  printed({ verdict: "note", findings: [], layers: [layer({ changed: 0, understood: 0, actions: {} })] }),
);
/** A page of another environment. */
export const demoPage = markdownOf(printed({ environment: "demo" }));

export function read(text: string): ReviewPage {
  const page = readPage(text);
  if (page === undefined) throw new Error("this is no page");
  return page;
}
