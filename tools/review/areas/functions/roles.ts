import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { named } from "../../settings/names";
import type { Question } from "../../settings/question";
import { notReviewable } from "../../settings/setting";

const type = "aws_lambda_function";

/** With which role a function works. What the role may do is judged where the role is. */
export const roles: Question = {
  judges: { [type]: ["role"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource): readonly Finding[] => {
        const { isSame, isUnknown, words } = named(estate, resource, "role");
        const about = { rule: "function-role", place: resource, part: "role", ...words, says: ["role"] };
        if (isUnknown) return notReviewable(resource, "role", about);
        if (isSame) return [];
        return [
          {
            ...about,
            consequence: "privilege gained",
            direction: "cannot tell",
            meaning: "The function may do what the other role may: compare the policies of the two roles.",
          },
        ];
      }),
};
