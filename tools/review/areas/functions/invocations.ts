import type { Resource } from "../../estate";
import { keyOf } from "../../plan/normal";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";

const type = "aws_lambda_invocation";

/** Calls of a function that Terraform makes itself, once per creation, replacement and change of input. */
export const invocations: Question = {
  judges: { [type]: ["input", "triggers", "qualifier", "function_name", "lifecycle_scope", "result", "terraform_key"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter((resource) => runs(resource) && resource.deposed === undefined)
      .map((resource) => ({
        rule: "function-invocation",
        consequence: "other",
        direction: "neutral",
        place: resource,
        meaning: "Terraform calls the function during the apply, and the apply fails where the call fails.",
        says: ["input", "triggers", "qualifier", "function_name", "lifecycle_scope", "result", "terraform_key"],
      })),
};

const inputs = ["input", "triggers", "qualifier", "function_name"];

const runs = ({ action, before, after }: Resource): boolean =>
  action === "create" ||
  action === "replace" ||
  (action === "update" && inputs.some((name) => keyOf(valueAt(before, name)) !== keyOf(valueAt(after, name))));
