import { SharedKeys } from "../../../modules/identity/shared-keys";
import { synthesizeModule, type Block } from "../../support/synthesize";

const resource = synthesizeModule((stack) => {
  new SharedKeys(stack, "shared", {
    environment: "prod",
    alias: (purpose) => `prod-identity-${purpose}`,
    region: "eu-west-1",
    accountId: "111122223333",
    logGroupPrefixes: ["/palisade/prod/", "aws-waf-logs-prod-"],
    preventDestroy: true,
    deletionWindowDays: 30,
  });
}).resource;

const statementsOf = (purpose: string) => {
  const key = resource["aws_kms_key"]?.[`shared_${purpose}_key`];
  return (JSON.parse(key.policy as string).Statement as Block[]).slice(1);
};

test("makes one key for each purpose, none of which can be destroyed by mistake", () => {
  expect(Object.entries(resource["aws_kms_key"] ?? {}).map(([address, key]) => [address, key.lifecycle])).toEqual(
    ["data", "logs", "volumes", "secrets"].map((purpose) => [`shared_${purpose}_key`, { prevent_destroy: true }]),
  );
});

test("leaves the keys of data and secrets to identity policies", () => {
  expect(statementsOf("data")).toEqual([]);
  expect(statementsOf("secrets")).toEqual([]);
});

test("lets CloudWatch Logs use the logs key for every layer's groups of this environment", () => {
  expect(statementsOf("logs").map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
    [
      { Service: "logs.eu-west-1.amazonaws.com" },
      {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": [
            "arn:aws:logs:eu-west-1:111122223333:log-group:/palisade/prod/*",
            "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-prod-*",
          ],
        },
      },
    ],
  ]);
});

test("lets Auto Scaling's own role start instances on the volumes key, also before that role exists", () => {
  const condition = {
    StringEquals: { "kms:CallerAccount": "111122223333" },
    ArnEquals: {
      "aws:PrincipalArn":
        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    },
  };
  expect(statementsOf("volumes")).toEqual([
    {
      Sid: "AutoScalingUsesTheKey",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: condition,
    },
    {
      Sid: "AutoScalingGrantsItToVolumes",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...condition, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ]);
});
