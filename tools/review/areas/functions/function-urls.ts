import { type Resource, blockOf, textOf, textsOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";

const type = "aws_lambda_function_url";

/**
 * An address on the internet that calls a function, past every API and its firewall (AWS Lambda Developer Guide, "Control access
 * to Lambda function URLs"). With `NONE` Lambda asks nobody who calls.
 */
export const functionUrls: Question = {
  judges: { [type]: ["authorization_type", "cors", "function_name", "qualifier", "invoke_mode"] },
  find: (estate) =>
    estate.changed(type).flatMap((resource) => [...accessFindings(resource), ...originFindings(resource)]),
};

const ranks = ["none", "AWS_IAM", "NONE"];

function accessFindings(resource: Resource): readonly Finding[] {
  const [before, after] = [accessOf(resource.before), accessOf(resource.after)];
  if (before === after) return [];
  return [
    {
      rule: "function-url-access",
      consequence: "exposure",
      direction: ranks.indexOf(after) > ranks.indexOf(before) ? "weaker" : "stronger",
      place: resource,
      part: "authorization",
      before,
      after,
      meaning: meanings[after] ?? "Who may call the address cannot be told.",
      ...(isUpdate(resource) && { says: ["authorization_type"] }),
    },
  ];
}

const meanings: Readonly<Record<string, string>> = {
  none: "No address calls the function past its API any more.",
  AWS_IAM: "Whoever has the permission of AWS calls the function at an address on the internet, past API and firewall.",
  NONE: "Anyone on the internet calls the function, past API, sign-in and firewall.",
};

/** An unknown kind of authorization is taken for none. */
const accessOf = (side: Resource["before"]): string =>
  side === undefined ? "none" : textOf(side, "authorization_type") === "AWS_IAM" ? "AWS_IAM" : "NONE";

function originFindings(resource: Resource): readonly Finding[] {
  if (!isUpdate(resource)) return [];
  const [before, after] = [originsOf(resource.before), originsOf(resource.after)];
  const [added, removed] = [after.filter((one) => !before.includes(one)), before.filter((one) => !after.includes(one))];
  if (added.length + removed.length === 0) return [];
  const direction: Direction = added.length === 0 ? "stronger" : removed.length === 0 ? "weaker" : "cannot tell";
  return [
    {
      rule: "function-url-origins",
      consequence: "exposure",
      direction,
      place: resource,
      part: "CORS origins",
      before: before.join(", ") || "none",
      after: after.join(", ") || "none",
      meaning: "Scripts of these sites may read the answers in a browser.",
      says: ["cors"],
    },
  ];
}

const originsOf = (side: Resource["before"]): readonly string[] =>
  [...textsOf(blockOf(side, "cors"), "allow_origins")].sort();
