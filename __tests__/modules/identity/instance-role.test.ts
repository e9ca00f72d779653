import { InstanceRole } from "../../../modules/identity/instance-role";
import { synthesizeModule, type Block } from "../../support/synthesize";

const resource = synthesizeModule((stack) => {
  new InstanceRole(stack, "instance", {
    roleName: "prod-identity-instance",
    profileName: "prod-identity-instance",
    boundaryArn: "arn:boundary",
    environment: "prod",
    region: "eu-west-1",
    accountId: "111122223333",
    logGroupPrefix: "/palisade/prod/compute/",
    sessionLogGroupArn: "arn:sessions",
    logsKeyArn: "arn:key",
    metricNamespace: "Palisade/prod",
  });
}).resource;

test("is for instances alone, below the boundary, in a profile of the same role", () => {
  const role = resource["aws_iam_role"]?.["instance_role"];
  expect(role.permissions_boundary).toBe("arn:boundary");
  expect(JSON.parse(role.assume_role_policy as string).Statement).toEqual([
    { Sid: "Instances", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
  expect(resource["aws_iam_instance_profile"]?.["instance_profile"]).toMatchObject({
    role: "${aws_iam_role.instance_role.name}",
  });
});

test("is managed by Systems Manager through AWS's own policy, and by no other of AWS's", () => {
  expect(Object.values(resource["aws_iam_role_policy_attachment"] ?? {}).map((block) => block.policy_arn)).toEqual([
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  ]);
});

test("writes its own logs, the transcripts of sessions and its own metrics, and reads no other environment's parameters, whatever its boundary", () => {
  const policy = resource["aws_iam_role_policy"]?.["instance_role_policy"];
  const write = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
  expect(
    (JSON.parse(policy.policy as string).Statement as Block[]).map(({ Sid: _, ...statement }) => statement),
  ).toEqual([
    {
      Effect: "Allow",
      Action: write,
      Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:/palisade/prod/compute/*",
    },
    { Effect: "Allow", Action: write, Resource: ["arn:sessions", "arn:sessions:log-stream:*"] },
    { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: "arn:key" },
    {
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "Palisade/prod" } },
    },
    {
      Effect: "Deny",
      Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
      NotResource: [
        "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/*",
        "arn:aws:ssm:eu-west-1::parameter/aws/service/*",
      ],
    },
  ]);
});
