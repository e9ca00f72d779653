import { secretStatements } from "../../../modules/shared/secret-statements";

const props = { keyArn: "arn:key", region: "eu-west-1" };
const keyConditions = (secrets: readonly string[]) => ({
  StringEquals: {
    "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com"],
    "kms:EncryptionContext:SecretARN": secrets,
  },
});

test("whoever reads gets the values of these secrets, and the key for them alone", () => {
  expect(secretStatements({ ...props, read: ["arn:one", "arn:two"] })).toEqual([
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: ["arn:one", "arn:two"] },
    {
      sid: "UseKeyOfSecrets",
      actions: ["kms:Decrypt"],
      resources: ["arn:key"],
      conditions: keyConditions(["arn:one", "arn:two"]),
    },
  ]);
});

test("whoever rotates gets the four steps' calls on its own secrets, and not on those that it reads", () => {
  expect(secretStatements({ ...props, read: ["arn:master"], write: ["arn:user"] })).toEqual([
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: ["arn:master"] },
    {
      sid: "RotateSecrets",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: ["arn:user"],
    },
    {
      sid: "UseKeyOfSecrets",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["arn:key"],
      conditions: keyConditions(["arn:master", "arn:user"]),
    },
  ]);
});

test("whoever has no secret gets nothing", () => {
  expect(secretStatements({ ...props, read: [] })).toEqual([]);
});
