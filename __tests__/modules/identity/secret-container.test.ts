import { SecretContainer } from "../../../modules/identity/secret-container";
import { synthesizeModule, type Block } from "../../support/synthesize";

function secretOf(recoveryWindowDays?: number) {
  const { resource } = synthesizeModule((stack) => {
    new SecretContainer(stack, "database_user", {
      namePrefix: "prod-identity-database-user",
      description: "What the query function signs in to the database with",
      kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/secrets",
      accountId: "111122223333",
      ...(recoveryWindowDays !== undefined && { recoveryWindowDays }),
    });
  });
  return { resource, secret: resource["aws_secretsmanager_secret"]?.["database_user_secret"] as Block };
}

test("is encrypted with the key for secrets, and can be called back for 30 days", () => {
  expect(secretOf().secret).toMatchObject({
    name_prefix: "prod-identity-database-user-",
    kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/secrets",
    recovery_window_in_days: 30,
  });
  expect(secretOf(0).secret).toMatchObject({ recovery_window_in_days: 0 });
});

test("has no value", () => {
  expect(Object.keys(secretOf().resource)).toEqual(["aws_secretsmanager_secret"]);
});

test("refuses whoever is of another account, and whoever comes without TLS; it allows nobody anything", () => {
  const denied = { Effect: "Deny", Principal: "*", Action: "secretsmanager:*", Resource: "*" };
  expect(JSON.parse(secretOf().secret.policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        ...denied,
        Sid: "OwnAccountAlone",
        Condition: {
          StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      { ...denied, Sid: "TlsAlone", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ],
  });
});
