import { LogDelivery } from "../../../modules/edge/log-delivery";
import { synthesizeModule } from "../../support/synthesize";

test("lets AWS's log delivery write logs of this account's own resources in the region alone", () => {
  const { resource } = synthesizeModule((stack) => {
    new LogDelivery(stack, "web_acl_logs", {
      name: "test-waf-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test-"],
      accountId: "111122223333",
      region: "eu-west-1",
    });
  });
  expect(Object.keys(resource)).toEqual(["aws_cloudwatch_log_resource_policy"]);
  const policy = resource["aws_cloudwatch_log_resource_policy"]?.["web_acl_logs_delivery_policy"];
  expect(policy).toMatchObject({ policy_name: "test-waf-logs" });
  expect(JSON.parse(policy?.policy_document as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DeliverLogs",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-test-*:log-stream:*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" },
        },
      },
    ],
  });
});
