import { textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { named } from "../../settings/names";
import type { Question } from "../../settings/question";
import { notReviewable } from "../../settings/setting";
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
      .flatMap((resource): readonly Finding[] => {
        const { isSame, isUnknown, words } = named(estate, resource, "layers");
        const about = { rule: "function-layers", place: resource, part: "layers", ...words, says: ["layers"] };
        if (isUnknown) return notReviewable(resource, "layers", about);
        if (isSame) return [];
        const [own, others] = [accountOf(resource), new Set(textsOf(resource.after, "layers").map(accountIn))];
        const foreign = [...others].filter((account) => account !== undefined && account !== own);
        const added = textsOf(resource.after, "layers").length > 0;
        return [
          {
            ...about,
            consequence: "other",
            direction: added ? "cannot tell" : "neutral",
            meaning:
              foreign.length > 0
                ? `Code of ${listed(foreign.map((account) => `account ${String(account)}`))} runs with the function's role, and a plan does not have the code.`
                : "Other code runs with the function's role, and a plan does not have the code.",
          },
        ];
      }),
};

const accountIn = (arn: string): string | undefined => arn.split(":")[4];
const accountOf = ({ before }: { readonly before?: unknown }): string | undefined => {
  const arn = typeof before === "object" && before !== null && "arn" in before ? before.arn : undefined;
  return typeof arn === "string" ? accountIn(arn) : undefined;
};
