import { type Output, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, compare, isList, isObject, isSet, keyOf, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import type { Question } from "../../settings/question";
import { listed, wordsOf } from "../../settings/words";
import { secretsOf } from "../secrets/outputs";

/**
 * The outputs of a layer. A layer above reads them when the layer above is planned (Terraform documentation, "The
 * terraform_remote_state data source"), so whoever reads a changed one is planned and applied after this layer.
 */
export const outputs: Question = {
  judges: { output: [""] },
  find: (estate) => {
    const changed = estate.outputs.filter(isChanged);
    if (changed.length === 0) return [];
    const publishesSecret = secretsOf(estate);
    // A new output with a secret is told as a secret.
    const isTold = (one: Output): boolean => one.before === undefined && publishesSecret(one.after) !== undefined;
    return changed.flatMap((one) => (isTold(one) ? [] : [...valueFindings(one), ...markFindings(one)]));
  },
};

function valueFindings(output: Output): readonly Finding[] {
  const { before, after, changes } = output;
  if (changes.length === 0) return [];
  if (before !== undefined && after !== undefined && keyOf(inOrder(before)) === keyOf(inOrder(after))) {
    return [
      {
        rule: "output-reordered",
        consequence: "contract",
        direction: "neutral",
        place: output,
        part: "order",
        before: wordsInOrder(before),
        after: wordsInOrder(after),
        meaning:
          "The same elements stand in another order: only a layer that takes one by its position gets another one.",
      },
    ];
  }
  return [{ place: output, before: wordsOf(before), after: wordsOf(after), ...verdictOn(before, after) }];
}

/** The value with its lists in one order. */
function inOrder(value: Normal): Normal {
  if (isList(value)) return value.map(inOrder).sort((one, other) => compare(keyOf(one), keyOf(other)));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inOrder(part)]));
}

const wordsInOrder = (value: Normal): string => (isList(value) ? listed(value.map(wordsOf)) : wordsOf(value));

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

type Verdict = Pick<Finding, "rule" | "consequence" | "direction" | "meaning">;

function verdictOn(before: Normal | undefined, after: Normal | undefined): Verdict {
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
      meaning: "The next plan of a layer above that reads the output fails.",
    };
  }
  if (after === unknown) {
    return {
      rule: "output-changed",
      consequence: "contract",
      direction: "weaker",
      meaning:
        "Its value is known after this apply only: plan and apply the layers above that read the output afterwards.",
    };
  }
  if (formOf(before) !== formOf(after)) {
    return {
      rule: "output-retyped",
      consequence: "contract",
      direction: "weaker",
      meaning: `The output was ${formOf(before)} and is ${formOf(after)}: the next plan of a layer above that reads the output may fail.`,
    };
  }
  return {
    rule: "output-changed",
    consequence: "contract",
    direction: "weaker",
    meaning: "The layers above that read the output work with the old value until each is applied again.",
  };
}

function formOf(value: Normal): string {
  if (value instanceof Redacted) return "a sensitive value";
  if (isList(value) || isSet(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "number" || typeof value === "boolean" ? `a ${typeof value}` : "a text";
}
