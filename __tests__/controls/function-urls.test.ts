import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { functionsHaveNoUrl as control } from "../../controls/rules/invocations";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a function URL, also one that requires a signature",
  (stacks) => {
    add(stacks, "apis-compute", "aws_lambda_function_url", "hello", { authorization_type: "AWS_IAM" });
  },
  ["is a function URL"],
  "apis",
);
findsWhen(
  control,
  "a permission for a function URL",
  (stacks) => {
    Object.assign(blockOf(stacks, "aws_lambda_permission", "rest_api_get_hello"), {
      action: "lambda:InvokeFunctionUrl",
      function_url_auth_type: "NONE",
    });
  },
  ["admits calls of a function URL"],
  "apis",
);
