import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import { isUpdate } from "../../settings/changed";
import { weakestFirst } from "../../settings/judges";
import { byCount } from "../../settings/names";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { namedFindings, ofSettings } from "../../settings/setting";

const type = "aws_ssm_parameter";
const values = ["value", "insecure_value", "value_wo_version"];

const kind = ofSettings([
  {
    rule: "parameter-encryption",
    types: [type],
    path: "type",
    part: "type",
    consequence: "guard lost",
    judge: (before, after) =>
      before === "SecureString" || after === "SecureString" ? byType(before, after) : "neutral",
    weaker: "Parameter Store keeps the value without encryption: whoever may read parameters needs no key.",
    stronger: "Parameter Store encrypts the value.",
    changed: "The value is text, or a list of texts.",
  },
]);
const byType = weakestFirst("StringList", "String", "SecureString");

/** Values in Parameter Store (AWS Systems Manager User Guide, "Parameter Store reference"). */
export const parameters: Question = {
  judges: { [type]: ["type", "key_id", ...values] },
  find: (estate) => [
    ...kind.find(estate),
    ...estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => [...keyFindings(estate, resource), ...valueFindings(resource)]),
  ],
};

function keyFindings(estate: Estate, resource: Resource): readonly Finding[] {
  return namedFindings(estate, resource, { rule: "parameter-key", path: "key_id", part: "key" }, (change) => ({
    consequence: "guard lost",
    direction: byCount(change),
    meaning:
      byCount(change) === "weaker"
        ? "A key of AWS's encrypts the value, which everybody in the account who may read parameters may use."
        : "Another key encrypts the value: who may use the key is another question.",
  }));
}

function valueFindings(resource: Resource): readonly Finding[] {
  const isKept = textOf(resource.after, "type") === "SecureString";
  const changed = values.filter((path) => {
    const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
    // Without encryption, a secret is told as a secret in clear text.
    if (!isKept && [before, after].some((one) => one instanceof Redacted && one.why !== "marked sensitive"))
      return false;
    return keyOf(before) !== keyOf(after);
  });
  if (changed.length === 0) return [];
  const isLater = changed.some((path) => valueAt(resource.after, path) === unknown);
  return [
    {
      rule: "parameter-value",
      consequence: "other",
      direction: "cannot tell",
      place: resource,
      part: "value",
      before: "one value",
      after: isLater ? "known after apply" : "another value",
      meaning: "Whoever reads the parameter gets another value, which is not shown.",
      says: [...changed, "version"],
    },
  ];
}
