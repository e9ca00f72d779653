import { type Output, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, elementsOf, isList, isObject, isSet, keyOf } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import type { Question } from "../../settings/question";
import { holdsUnknown } from "../../settings/paths";
import { listed, wordsOf } from "../../settings/words";
import { secretsOf } from "../secrets/outputs";

/**
 * The outputs of a layer. A layer above reads them when the layer above is planned (Terraform documentation, "The
 * terraform_remote_state data source"), so whoever reads a changed one is planned and applied after this layer.
 */
export const outputs: Question = {
  judges: { output: [""] },
  find: (estate) => {
    const outputs = estate.outputs.filter(isChanged);
    if (outputs.length === 0) return [];
    const publishesSecret = secretsOf(estate);
    // A new output with a secret is told as a secret.
    const isTold = (one: Output): boolean => one.before === undefined && publishesSecret(one.after) !== undefined;
    return outputs.flatMap((one) => (isTold(one) ? [] : [...valueFindings(one), ...markFindings(one)]));
  },
};

const valueFindings = (output: Output): readonly Finding[] =>
  output.changes.length === 0 ? [] : [{ place: output, ...wordsOfBoth(output), ...verdictOn(output) }];

/** A mark that comes or goes. Without one, Terraform prints the value (Terraform documentation, "Manage sensitive data"). */
function markFindings(output: Output): readonly Finding[] {
  const { before, after, marks } = output;
  if (before === undefined || after === undefined || keyOf(marks.before) === keyOf(marks.after)) return [];
  const isLost = marks.before.some((path) => !marks.after.includes(path));
  return [
    {
      rule: "output-mark",
      consequence: "guard lost",
      direction: isLost ? "weaker" : "stronger",
      place: output,
      part: "mark",
      before: marks.before.length > 0 ? "sensitive" : "none",
      after: marks.after.length > 0 ? "sensitive" : "none",
      meaning: isLost
        ? "Terraform prints the value from now on: in plans, in logs of a pipeline, and for whoever reads the output."
        : "Terraform no longer prints the value.",
      says: [],
    },
  ];
}

/** Of an object, only what differs in it; of a list that has another order, the order. */
function wordsOfBoth({ before, after, changes }: Output): Pick<Finding, "before" | "after"> {
  if (isObject(before) && isObject(after))
    return { before: partsOf(changes, "before"), after: partsOf(changes, "after") };
  if (!isReordered(before, after)) return { before: wordsOf(before), after: wordsOf(after) };
  return elementsOf(before).every(isObject) ? {} : { before: inOrder(before), after: inOrder(after) };
}

const partsOf = (changes: Output["changes"], side: "before" | "after"): string =>
  listed(changes.map((one) => `${one.path} ${wordsOf(one[side])}`));

const inOrder = (value: Normal | undefined): string => listed(elementsOf(value).map(wordsOf));

/** Whether two lists have the same elements, and have them in another order. */
function isReordered(before: Normal | undefined, after: Normal | undefined): boolean {
  if (!isList(before) || !isList(after)) return false;
  const [had, has] = [before, after].map((list) => list.map(keyOf).sort());
  return JSON.stringify(had) === JSON.stringify(has);
}

type Verdict = Pick<Finding, "rule" | "consequence" | "direction" | "part" | "meaning">;

const changed = { rule: "output-changed", consequence: "contract", direction: "weaker" } as const;

function verdictOn({ before, after, changes }: Output): Verdict {
  if (before === undefined) {
    return {
      rule: "output-added",
      consequence: "other",
      direction: "neutral",
      meaning: "Layers above may read one output more.",
    };
  }
  if (after === undefined) {
    return {
      rule: "output-removed",
      consequence: "contract",
      direction: "weaker",
      meaning: "A layer above that still reads the output fails at its next plan.",
    };
  }
  if (holdsUnknown(after)) {
    return {
      ...changed,
      meaning:
        "Its value is known after this apply only: plan and apply the layers above that read the output afterwards, for they have the old value until then.",
    };
  }
  if (formOf(before) !== formOf(after)) {
    return {
      ...changed,
      rule: "output-retyped",
      meaning: `The output was ${formOf(before)} and is ${formOf(after)}: the next plan of a layer above that reads the output may fail.`,
    };
  }
  if (isReordered(before, after)) {
    return {
      rule: "output-reordered",
      consequence: "contract",
      direction: "neutral",
      part: "order",
      meaning: "The elements are the same: only a layer above that takes one by its position gets another.",
    };
  }
  if (isObject(before) && changes.some((one) => one.after === undefined)) {
    return { ...changed, meaning: "A layer above that still reads a removed part fails at its next plan." };
  }
  return {
    ...changed,
    meaning:
      "The layers above that read the output get the new value at their next apply, and have the old one until then.",
  };
}

function formOf(value: Normal): string {
  if (value instanceof Redacted) return "a sensitive value";
  if (isList(value) || isSet(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "number" || typeof value === "boolean" ? `a ${typeof value}` : "a text";
}
