import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { WAFV2Client } from "@aws-sdk/client-wafv2";

import type { EmulatedAws } from "../emulated-aws";

/** The AWS API of one region, as the emulators answer it. */
export type AwsApi = ReturnType<typeof awsApi>;

export function awsApi(aws: EmulatedAws, region: string) {
  const at = (service: string) => ({
    region,
    endpoint: aws.endpoint(service),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 4,
  });
  return {
    apiGateway: new APIGatewayClient(at("API_GATEWAY")),
    apiGatewayV2: new ApiGatewayV2Client(at("APIGATEWAYV2")),
    autoScaling: new AutoScalingClient(at("AUTO_SCALING")),
    cloudFront: new CloudFrontClient(at("CLOUDFRONT")),
    cognito: new CognitoIdentityProviderClient(at("COGNITO_IDENTITY_PROVIDER")),
    ec2: new EC2Client(at("EC2")),
    loadBalancing: new ElasticLoadBalancingV2Client(at("ELASTIC_LOAD_BALANCING_V2")),
    iam: new IAMClient(at("IAM")),
    kms: new KMSClient(at("KMS")),
    lambda: new LambdaClient(at("LAMBDA")),
    logs: new CloudWatchLogsClient(at("CLOUDWATCH_LOGS")),
    rds: new RDSClient(at("RDS")),
    route53: new Route53Client(at("ROUTE_53")),
    s3: new S3Client({ ...at("S3"), forcePathStyle: true }),
    secrets: new SecretsManagerClient(at("SECRETS_MANAGER")),
    waf: new WAFV2Client(at("WAFV2")),
  };
}
