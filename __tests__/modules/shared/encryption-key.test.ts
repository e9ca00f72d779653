import { EncryptionKey, logGroupsMayUseKey } from "../../../modules/shared/encryption-key";
import { synthesizeModule } from "../../support/synthesize";

const props = { description: "Things", alias: "prod-identity-data", accountId: "111122223333" };

test("rotates, refuses to be destroyed, stays for thirty days, and has the alias", () => {
  const { resource } = synthesizeModule((stack) => {
    new EncryptionKey(stack, "data", props);
  });
  expect(resource["aws_kms_key"]?.["data_key"]).toMatchObject({
    description: "Things",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(resource["aws_kms_alias"]?.["data_alias"]).toMatchObject({
    name: "alias/prod-identity-data",
    target_key_id: "${aws_kms_key.data_key.key_id}",
  });
});

test("is administered by the account alone, before any statement that is added", () => {
  const { resource } = synthesizeModule((stack) => {
    new EncryptionKey(stack, "logs", {
      ...props,
      preventDestroy: false,
      deletionWindowDays: 7,
      statements: [
        logGroupsMayUseKey({ region: "eu-west-1", accountId: "111122223333", logGroupPrefixes: ["/a/", "b-"] }),
      ],
    });
  });
  const key = resource["aws_kms_key"]?.["logs_key"];
  expect(key).toMatchObject({ deletion_window_in_days: 7, lifecycle: { prevent_destroy: false } });
  expect(JSON.parse(key.policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountAdministersThroughIam",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "LogGroupsOfThisEnvironment",
        Effect: "Allow",
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": [
              "arn:aws:logs:eu-west-1:111122223333:log-group:/a/*",
              "arn:aws:logs:eu-west-1:111122223333:log-group:b-*",
            ],
          },
        },
      },
    ],
  });
});
