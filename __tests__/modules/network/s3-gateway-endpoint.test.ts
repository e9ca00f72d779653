import { S3GatewayEndpoint } from "../../../modules/network/s3-gateway-endpoint";
import { synthesizeModule } from "../../support/synthesize";

const endpointOf = () =>
  synthesizeModule((stack) => {
    new S3GatewayEndpoint(stack, "s3", {
      name: "prod-network-s3",
      vpcId: "vpc-1",
      region: "eu-west-1",
      accountId: "111122223333",
      routeTableIds: ["rtb-public", "rtb-app"],
    });
  }).resource["aws_vpc_endpoint"]?.["s3_endpoint"];

test("is on the routes of every subnet that instances may be in", () => {
  expect(endpointOf()).toMatchObject({
    service_name: "com.amazonaws.eu-west-1.s3",
    vpc_endpoint_type: "Gateway",
    route_table_ids: ["rtb-public", "rtb-app"],
  });
});

test("lets the account use its own buckets, and anybody read where packages and Systems Manager come from", () => {
  expect(JSON.parse(endpointOf().policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnIdentitiesToOwnBuckets",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: {
          StringEquals: { "aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333" },
        },
      },
      {
        Sid: "PackagesAndSystemsManager",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: [
          "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
          "arn:aws:s3:::al2023-eu-west-1/*",
          "arn:aws:s3:::amazon-ssm-eu-west-1/*",
          "arn:aws:s3:::amazon-ssm-packages-eu-west-1/*",
          "arn:aws:s3:::aws-ssm-eu-west-1/*",
          "arn:aws:s3:::aws-ssm-document-attachments-eu-west-1/*",
          "arn:aws:s3:::aws-ssm-distributor-file-eu-west-1/*",
          "arn:aws:s3:::eu-west-1-birdwatcher-prod/*",
          "arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*",
          "arn:aws:s3:::amazoncloudwatch-agent-eu-west-1/*",
        ],
      },
    ],
  });
});
