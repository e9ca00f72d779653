import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface S3GatewayEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly routeTableIds: readonly string[];
}

/**
 * A gateway endpoint to S3 without the internet, at no charge. Its policy lets the account's own identities use the
 * account's own buckets. It lets everybody read AWS's buckets for Amazon Linux 2023's packages and Systems Manager. It
 * allows nothing else: a stolen credential of another account carries nothing out.
 */
export class S3GatewayEndpoint extends Construct {
  readonly prefixListId: string;

  constructor(scope: Construct, id: string, props: S3GatewayEndpointProps) {
    super(scope, id);
    const { name, vpcId, region, accountId, routeTableIds } = props;

    const endpoint = new VpcEndpoint(this, "endpoint", {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      policy: policyDocument([
        {
          sid: "OwnIdentitiesToOwnBuckets",
          principals: "*",
          actions: ["s3:*"],
          resources: ["*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": [accountId], "aws:ResourceAccount": [accountId] } },
        },
        {
          sid: "PackagesAndSystemsManager",
          principals: "*",
          actions: ["s3:GetObject"],
          resources: awsOwnedBuckets(region).map((bucket) => `arn:aws:s3:::${bucket}/*`),
        },
      ]),
      tags: { Name: name },
    });
    this.prefixListId = endpoint.prefixListId;
  }
}

/**
 * The buckets of Amazon Linux 2023's packages, and those that SSM Agent and Patch Manager read (AWS samples, data perimeter
 * policy examples, S3 endpoint policy; Systems Manager User Guide, "SSM Agent communications with AWS managed S3 buckets").
 */
function awsOwnedBuckets(region: string): string[] {
  return [
    `al2023-repos-${region}-de612dc2`,
    `al2023-${region}`,
    `amazon-ssm-${region}`,
    `amazon-ssm-packages-${region}`,
    `aws-ssm-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `aws-ssm-distributor-file-${region}`,
    `${region}-birdwatcher-prod`,
    `patch-baseline-snapshot-${region}`,
    `amazoncloudwatch-agent-${region}`,
  ];
}
