import { FirstValue } from "../../../../modules/edge/origin-protection/first-value";
import { synthesizeModule } from "../../../support/synthesize";

const synthesized = synthesizeModule((stack) => {
  new FirstValue(stack, "origin_secret", {
    secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:test-origin-a",
  });
});

test("is generated in the apply, and passed on without being stored", () => {
  expect((synthesized as unknown as { ephemeral: unknown }).ephemeral).toEqual({
    aws_secretsmanager_random_password: { origin_secret_random: { password_length: 32, exclude_punctuation: true } },
  });
  expect(synthesized.resource["aws_secretsmanager_secret_version"]).toEqual({
    origin_secret_first_value: {
      secret_id: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:test-origin-a",
      secret_string_wo:
        "${jsonencode({ HEADERVALUE = ephemeral.aws_secretsmanager_random_password.origin_secret_random.random_password })}",
      secret_string_wo_version: 1,
      version_stages: ["AWSCURRENT", "FIRST"],
      lifecycle: { ignore_changes: ["version_stages"] },
    },
  });
});
