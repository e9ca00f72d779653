import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";

const type = "aws_lambda_function";

/** With which role a function works. What the role may do is judged where the role is. */
export const roles: Question = {
  judges: { [type]: ["role"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) =>
        namedFindings(estate, resource, { rule: "function-role", path: "role", part: "role" }, () => ({
          consequence: "privilege gained",
          direction: "cannot tell",
          meaning: "The function may do what the other role may: compare the policies of the two roles.",
        })),
      ),
};
