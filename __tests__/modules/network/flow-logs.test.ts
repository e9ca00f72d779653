import { FlowLogs } from "../../../modules/network/flow-logs";
import { synthesizeModule } from "../../support/synthesize";

const resource = synthesizeModule((stack) => {
  new FlowLogs(stack, "vpc", {
    name: "prod-network-flow-logs",
    roleName: "prod-network-flow-logs",
    logGroupName: "/palisade/prod/network/flow",
    vpcId: "vpc-1",
    region: "eu-west-1",
    accountId: "111122223333",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k",
    retentionDays: 365,
    keepOnDestroy: true,
  });
}).resource;

test("records every connection, accepted or refused, each minute", () => {
  expect(resource["aws_flow_log"]?.["vpc_flow_log"]).toMatchObject({
    vpc_id: "vpc-1",
    traffic_type: "ALL",
    max_aggregation_interval: 60,
    log_destination_type: "cloud-watch-logs",
    log_destination: "${aws_cloudwatch_log_group.vpc_flow_log_group.arn}",
    iam_role_arn: "${aws_iam_role.vpc_flow_log_role.arn}",
  });
});

test("lends its role to flow logs of this account and region alone", () => {
  const role = resource["aws_iam_role"]?.["vpc_flow_log_role"];
  expect(JSON.parse(role.assume_role_policy as string)).toMatchObject({
    Statement: [
      {
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" },
        },
      },
    ],
  });
});

test("writes to its own log group and nothing else", () => {
  const policy = resource["aws_iam_role_policy"]?.["vpc_flow_log_role_policy"];
  const group = "${aws_cloudwatch_log_group.vpc_flow_log_group.arn}";
  expect(JSON.parse(policy.policy as string).Statement).toEqual([
    {
      Sid: "WriteToTheLogGroup",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [group, `${group}:log-stream:*`],
    },
    { Sid: "FindTheLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ]);
});
