import type { Output } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, isList, isObject, isSet, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import type { Question } from "../../settings/question";
import { wordsOf } from "../../settings/words";

/**
 * The outputs of a layer. A layer above reads them when the layer above is planned (Terraform documentation, "The
 * terraform_remote_state data source"), so whoever reads a changed one is planned and applied after this layer.
 */
export const outputs: Question = {
  judges: { output: [""] },
  find: (estate) => estate.outputs.flatMap((output) => finding(output) ?? []),
};

function finding(output: Output): Finding | undefined {
  const { before, after, changes, action, sensitive } = output;
  if (changes.length > 0) {
    return { place: output, before: wordsOf(before), after: wordsOf(after), ...verdictOn(before, after) };
  }
  // The value stays, and Terraform updates the output: what differs is the mark.
  if (action !== "update" || sensitive.length === 0) return undefined;
  return {
    rule: "output-mark",
    consequence: "contract",
    direction: "cannot tell",
    place: output,
    meaning:
      "The output is marked sensitive from now on, or no longer: layers that print its value are refused, or print it.",
  };
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
