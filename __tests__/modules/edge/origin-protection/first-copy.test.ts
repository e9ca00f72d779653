import { FirstCopy } from "../../../../modules/edge/origin-protection/first-copy";
import { FirstValue } from "../../../../modules/edge/origin-protection/first-value";
import { synthesizeModule } from "../../../support/synthesize";

test("is made once, after the first value, again if a place of the copy changes, and has no value", () => {
  const { resource } = synthesizeModule((stack) => {
    const { version } = new FirstValue(stack, "secret", { secretArn: "arn:aws:secretsmanager:eu-west-1:1:secret:a" });
    new FirstCopy(stack, "api_origin", {
      function: { name: "rotate", aliasName: "live" },
      between: { STORE: "arn:aws:cloudfront::1:key-value-store/a" },
      after: [version],
    });
  });
  expect(resource["aws_lambda_invocation"]).toEqual({
    api_origin_first_copy: {
      function_name: "rotate",
      qualifier: "live",
      input: '{"step":"copyCurrent"}',
      lifecycle_scope: "CREATE_ONLY",
      triggers: { STORE: "arn:aws:cloudfront::1:key-value-store/a" },
      depends_on: ["aws_secretsmanager_secret_version.secret_first_value"],
    },
  });
});
