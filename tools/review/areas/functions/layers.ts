import { textOf, textsOf } from "../../estate";
import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";
import { listed } from "../../settings/words";

const type = "aws_lambda_function";

/**
 * Code that is laid beside the function's own, and runs with the function's role (AWS Lambda Developer Guide, "Managing Lambda
 * dependencies with layers").
 */
export const layers: Question = {
  judges: { [type]: ["layers"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) =>
        namedFindings(estate, resource, { rule: "function-layers", path: "layers", part: "layers" }, () => {
          const added = textsOf(resource.after, "layers");
          const own = accountIn(textOf(resource.before, "arn") ?? "");
          const foreign = [...new Set(added.map(accountIn))].filter(
            (account) => account !== undefined && account !== own,
          );
          return {
            consequence: "other",
            direction: added.length > 0 ? "cannot tell" : "neutral",
            meaning:
              foreign.length > 0
                ? `Code of ${listed(foreign.map((account) => `account ${String(account)}`))} runs with the function's role, and a plan does not have the code.`
                : "Other code runs with the function's role, and a plan does not have the code.",
          };
        }),
      ),
};

const accountIn = (arn: string): string | undefined => arn.split(":")[4];
