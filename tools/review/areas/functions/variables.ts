import { type Resource, attribute, blockOf } from "../../estate";
import type { Finding } from "../../finding";
import { own } from "../../plan/json-value";
import { type Normal, type NormalObject, isObject, keyOf, unknown } from "../../plan/normal";
import { looksLikeKey } from "../../plan/secrets";
import { isSecretVariable } from "../secrets/values";
import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { notReviewable } from "../../settings/setting";

const type = "aws_lambda_function";
const path = "environment.variables";

/** Variables that say which code runs (AWS Lambda Developer Guide, "Modifying the runtime environment"). */
const loadsCode =
  /^(?:AWS_LAMBDA_EXEC_WRAPPER|NODE_OPTIONS|NODE_PATH|LD_PRELOAD|LD_LIBRARY_PATH|PYTHONPATH|JAVA_TOOL_OPTIONS|PATH)$/;

/** The variables of a function by their names. No value is shown, since nothing tells which of them is a secret. */
export const variables: Question = {
  judges: { [type]: ["environment"] },
  find: (estate) => estate.changed(type).filter(isUpdate).flatMap(variableFindings),
};

function variableFindings(resource: Resource): readonly Finding[] {
  const [before, after] = [variablesOf(resource.before), variablesOf(resource.after)];
  if (keyOf(before) === keyOf(after)) return [];
  const about = { rule: "function-variables", place: resource, part: "environment variables", says: ["environment"] };
  if (after === unknown) return notReviewable(resource, path, about);
  // Where the plan marks all variables as sensitive, their names are hidden too.
  if (!isVariables(before) || !isVariables(after)) {
    return [
      {
        ...about,
        consequence: "other",
        direction: "cannot tell",
        meaning: "Variables change that the plan marks as sensitive, so their names are not shown.",
      },
    ];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => keyOf(own(before, name)) !== keyOf(own(after, name)))
    // A secret in a variable is told as a secret.
    .filter((name) => ![own(before, name), own(after, name)].some((value) => isSecretVariable(name, value)))
    .sort();
  return names.map((name) => variableFinding(resource, name, own(before, name), own(after, name)));
}

function variableFinding(
  resource: Resource,
  name: string,
  before: Normal | undefined,
  after: Normal | undefined,
): Finding {
  const shown = looksLikeKey(name) ? "(sensitive value)" : name;
  const runs = loadsCode.test(name);
  return {
    rule: runs ? "function-variable-of-code" : "function-variable",
    consequence: runs ? "not reviewable" : "other",
    direction: runs || (before !== undefined && after !== undefined) ? "cannot tell" : "neutral",
    place: resource,
    part: `variable ${shown}`,
    before: before === undefined ? "none" : "set",
    after: after === undefined ? "none" : after === unknown ? "known after apply" : "set",
    meaning: runs
      ? "The variable says which code runs with the function, and its value is not shown."
      : meaningOf(before, after),
    says: [`${path}.${/^[\w-]+$/.test(shown) ? shown : JSON.stringify(shown)}`],
  };
}

function meaningOf(before: Normal | undefined, after: Normal | undefined): string {
  if (before === undefined) return "The function reads a variable more; values of variables are not shown.";
  if (after === undefined)
    return "The function no longer has the variable; code that reads the variable finds nothing.";
  return "The variable has another value, which is not shown: look at the source of the change.";
}

const variablesOf = (side: Normal | undefined): Normal | undefined => {
  const whole = attribute(side, "environment");
  if (whole === undefined) return {};
  const block = blockOf(side, "environment");
  return block === undefined ? (whole === unknown ? unknown : whole) : (attribute(block, "variables") ?? {});
};

const isVariables = (value: Normal | undefined): value is NormalObject => isObject(value);
