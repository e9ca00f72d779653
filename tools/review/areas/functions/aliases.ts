import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isObject, keyOf, unknown } from "../../plan/normal";
import { nameOf } from "../../things";
import { isUpdate } from "../../settings/changed";
import { type Value, valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { scalar, wordsOf } from "../../settings/words";

const type = "aws_lambda_alias";

/** Which version an alias calls (AWS Lambda Developer Guide, "Create an alias for a Lambda function"). */
export const aliases: Question = {
  judges: { [type]: ["function_version", "routing_config"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => [...versionFindings(estate, resource), ...weightFindings(resource)]),
};

/** The code as it was uploaded last (AWS Lambda Developer Guide, "Manage Lambda function versions"). */
const latest = "$LATEST";

function versionFindings(estate: Estate, resource: Resource): readonly Finding[] {
  const path = "function_version";
  const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
  if (keyOf(before) === keyOf(after)) return [];
  const about = {
    rule: "function-alias-version",
    place: resource,
    part: "version",
    before: wordsOf(before),
    says: [path],
  };
  const target = after === unknown ? estate.target("after", resource, path) : undefined;
  if (target === undefined) {
    const [was, is] = [before === latest, after === latest];
    if (was !== is) {
      return [
        {
          ...about,
          consequence: "guard lost",
          direction: is ? "weaker" : "stronger",
          after: wordsOf(after),
          meaning: is
            ? "Every later change of the code reaches whoever calls the alias at once, and no version is there to go back to."
            : "Whoever calls the alias gets a version, whose code and settings stay as they are.",
        },
      ];
    }
    return [
      {
        ...about,
        consequence: "other",
        direction: "neutral",
        after: wordsOf(after),
        meaning: "Whoever calls the alias gets the other version at once.",
      },
    ];
  }
  if (target.kind === "resource" && target.resource.type === "aws_lambda_function") {
    return [
      {
        ...about,
        consequence: "other",
        direction: "neutral",
        after: `the version that this apply publishes of ${nameOf(target.resource)}`,
        meaning: "Whoever calls the alias gets the new version as soon as the version is published.",
      },
    ];
  }
  return [
    {
      ...about,
      consequence: "not reviewable",
      direction: "cannot tell",
      after: "known after apply",
      meaning: "Terraform knows function_version only after apply, so which code the alias calls cannot be told.",
    },
  ];
}

function weightFindings(resource: Resource): readonly Finding[] {
  const path = "routing_config.additional_version_weights";
  const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
  if (keyOf(before) === keyOf(after)) return [];
  return [
    {
      rule: "function-alias-weights",
      consequence: "other",
      direction: "neutral",
      place: resource,
      part: "weights of further versions",
      before: weightsOf(before),
      after: weightsOf(after),
      meaning: "Another share of the calls goes to another version.",
      says: ["routing_config"],
    },
  ];
}

const weightsOf = (value: Value): string =>
  isObject(value)
    ? Object.entries(value)
        .map(([version, weight]) => `${version}: ${scalar(weight)}`)
        .join(", ")
    : wordsOf(value);
