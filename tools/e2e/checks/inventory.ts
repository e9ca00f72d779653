import { GetApiKeysCommand, GetRestApisCommand, GetUsagePlansCommand } from "@aws-sdk/client-api-gateway";
import { GetApisCommand, GetDomainNamesCommand } from "@aws-sdk/client-apigatewayv2";
import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  ListDistributionsCommand,
  ListFunctionsCommand as ListCloudFrontFunctionsCommand,
  ListKeyValueStoresCommand,
  ListOriginRequestPoliciesCommand,
  ListResponseHeadersPoliciesCommand,
  ListVpcOriginsCommand,
} from "@aws-sdk/client-cloudfront";
import { DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  DescribeAddressesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListInstanceProfilesCommand, ListPoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSnapshotsCommand,
  DescribeDBSubnetGroupsCommand,
} from "@aws-sdk/client-rds";
import { ListHostedZonesCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { ListIPSetsCommand, ListRegexPatternSetsCommand, ListWebACLsCommand } from "@aws-sdk/client-wafv2";

import type { AwsApi } from "./aws-api";

/** Everything of the kinds that Palisade makes that an account has in the region, `<kind> <name>` each, sorted. */
export async function inventory(aws: AwsApi): Promise<string[]> {
  const found = await Promise.all(Object.entries(kinds).map(async ([kind, list]) => named(kind, await list(aws))));
  return found.flat().sort();
}

/** What there is now and was not before. */
export const leftOver = (before: readonly string[], now: readonly string[]): string[] =>
  now.filter((line) => !before.includes(line));

type Names = readonly (string | undefined)[] | undefined;

const named = (kind: string, names: Names): string[] => (names ?? []).map((name) => `${kind} ${name ?? "?"}`);

const kinds: Readonly<Record<string, (aws: AwsApi) => Promise<Names>>> = {
  vpc: async ({ ec2 }) => (await ec2.send(new DescribeVpcsCommand())).Vpcs?.map(({ VpcId }) => VpcId),
  subnet: async ({ ec2 }) => (await ec2.send(new DescribeSubnetsCommand())).Subnets?.map(({ SubnetId }) => SubnetId),
  "security group": async ({ ec2 }) =>
    (await ec2.send(new DescribeSecurityGroupsCommand())).SecurityGroups?.map(({ GroupId }) => GroupId),
  "network interface": networkInterfaces,
  "elastic IP": async ({ ec2 }) =>
    (await ec2.send(new DescribeAddressesCommand())).Addresses?.map((one) => one.PublicIp),
  "NAT gateway": async ({ ec2 }) =>
    (await ec2.send(new DescribeNatGatewaysCommand())).NatGateways?.filter(({ State }) => State !== "deleted").map(
      ({ NatGatewayId }) => NatGatewayId,
    ),
  "VPC endpoint": async ({ ec2 }) =>
    (await ec2.send(new DescribeVpcEndpointsCommand())).VpcEndpoints?.filter(
      ({ State }) => String(State).toLowerCase() !== "deleted",
    ).map(({ VpcEndpointId }) => VpcEndpointId),
  "launch template": async ({ ec2 }) =>
    (await ec2.send(new DescribeLaunchTemplatesCommand())).LaunchTemplates?.map((one) => one.LaunchTemplateName),
  "load balancer": async ({ loadBalancing }) =>
    (await loadBalancing.send(new DescribeLoadBalancersCommand())).LoadBalancers?.map((one) => one.LoadBalancerName),
  "target group": async ({ loadBalancing }) =>
    (await loadBalancing.send(new DescribeTargetGroupsCommand())).TargetGroups?.map((one) => one.TargetGroupName),
  "Auto Scaling group": async ({ autoScaling }) =>
    (await autoScaling.send(new DescribeAutoScalingGroupsCommand())).AutoScalingGroups?.map(
      (one) => one.AutoScalingGroupName,
    ),
  "web ACL": async ({ waf }) => (await waf.send(new ListWebACLsCommand(regional))).WebACLs?.map(({ Name }) => Name),
  "IP set": async ({ waf }) => (await waf.send(new ListIPSetsCommand(regional))).IPSets?.map(({ Name }) => Name),
  "pattern set": async ({ waf }) =>
    (await waf.send(new ListRegexPatternSetsCommand(regional))).RegexPatternSets?.map(({ Name }) => Name),
  "web ACL of CloudFront": async ({ waf }) =>
    (await waf.send(new ListWebACLsCommand(ofCloudFront))).WebACLs?.map(({ Name }) => Name),
  distribution: async ({ cloudFront }) =>
    (await cloudFront.send(new ListDistributionsCommand())).DistributionList?.Items?.map(({ Id }) => Id),
  "VPC origin": async ({ cloudFront }) =>
    (await cloudFront.send(new ListVpcOriginsCommand())).VpcOriginList?.Items?.map(({ Name }) => Name),
  "CloudFront function": async ({ cloudFront }) =>
    (await cloudFront.send(new ListCloudFrontFunctionsCommand())).FunctionList?.Items?.map(({ Name }) => Name),
  "key value store": async ({ cloudFront }) =>
    (await cloudFront.send(new ListKeyValueStoresCommand())).KeyValueStoreList?.Items?.map(({ Name }) => Name),
  "origin request policy": async ({ cloudFront }) =>
    (
      await cloudFront.send(new ListOriginRequestPoliciesCommand({ Type: "custom" }))
    ).OriginRequestPolicyList?.Items?.map(({ OriginRequestPolicy }) => OriginRequestPolicy?.Id),
  "response headers policy": async ({ cloudFront }) =>
    (
      await cloudFront.send(new ListResponseHeadersPoliciesCommand({ Type: "custom" }))
    ).ResponseHeadersPolicyList?.Items?.map(({ ResponseHeadersPolicy }) => ResponseHeadersPolicy?.Id),
  secret: async ({ secrets }) => (await secrets.send(new ListSecretsCommand())).SecretList?.map(({ Name }) => Name),
  role: async ({ iam }) => (await iam.send(new ListRolesCommand())).Roles?.map(({ RoleName }) => RoleName),
  policy: async ({ iam }) =>
    (await iam.send(new ListPoliciesCommand({ Scope: "Local" }))).Policies?.map(({ PolicyName }) => PolicyName),
  "instance profile": async ({ iam }) =>
    (await iam.send(new ListInstanceProfilesCommand())).InstanceProfiles?.map((one) => one.InstanceProfileName),
  key: keysInUse,
  "key alias": async ({ kms }) =>
    (await kms.send(new ListAliasesCommand())).Aliases?.map(({ AliasName }) => AliasName).filter(
      (name) => !name?.startsWith("alias/aws/"),
    ),
  "log group": async ({ logs }) =>
    (await logs.send(new DescribeLogGroupsCommand())).logGroups?.map(({ logGroupName }) => logGroupName),
  "log resource policy": async ({ logs }) =>
    (await logs.send(new DescribeResourcePoliciesCommand())).resourcePolicies?.map(({ policyName }) => policyName),
  bucket: async ({ s3 }) => (await s3.send(new ListBucketsCommand())).Buckets?.map(({ Name }) => Name),
  database: async ({ rds }) =>
    (await rds.send(new DescribeDBInstancesCommand())).DBInstances?.map((one) => one.DBInstanceIdentifier),
  "database snapshot": async ({ rds }) =>
    (await rds.send(new DescribeDBSnapshotsCommand())).DBSnapshots?.map((one) => one.DBSnapshotIdentifier),
  "database subnet group": async ({ rds }) =>
    (await rds.send(new DescribeDBSubnetGroupsCommand())).DBSubnetGroups?.map((one) => one.DBSubnetGroupName),
  "database parameter group": async ({ rds }) =>
    (await rds.send(new DescribeDBParameterGroupsCommand())).DBParameterGroups?.map((one) => one.DBParameterGroupName),
  "DNS record": records,
  "user pool": async ({ cognito }) =>
    (await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools?.map(({ Name }) => Name),
  function: async ({ lambda }) =>
    (await lambda.send(new ListFunctionsCommand())).Functions?.map(({ FunctionName }) => FunctionName),
  "REST API": async ({ apiGateway }) =>
    (await apiGateway.send(new GetRestApisCommand())).items?.map(({ name }) => name),
  "API key": async ({ apiGateway }) => (await apiGateway.send(new GetApiKeysCommand())).items?.map(({ name }) => name),
  "usage plan": async ({ apiGateway }) =>
    (await apiGateway.send(new GetUsagePlansCommand())).items?.map(({ name }) => name),
  "HTTP API": async ({ apiGatewayV2 }) =>
    (await apiGatewayV2.send(new GetApisCommand())).Items?.map(({ Name }) => Name),
  "API domain": async ({ apiGatewayV2 }) =>
    (await apiGatewayV2.send(new GetDomainNamesCommand())).Items?.map(({ DomainName }) => DomainName),
};

const regional = { Scope: "REGIONAL" } as const;
const ofCloudFront = { Scope: "CLOUDFRONT" } as const;

/** A NAT gateway that was deleted is described for a while, and its interface by it alone. */
async function networkInterfaces({ ec2 }: AwsApi): Promise<Names> {
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand());
  const ofGateways = NatGateways.flatMap(({ NatGatewayAddresses = [] }) =>
    NatGatewayAddresses.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
  );
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand());
  return NetworkInterfaces.map(({ Attachment, NetworkInterfaceId: id = "?" }) => {
    if (Attachment?.InstanceId) return `of an instance ${id}`;
    return ofGateways.includes(id) ? `of a NAT gateway ${id}` : id;
  });
}

/** A key that waits for its deletion is gone as far as Terraform can bring it. AWS's own are not counted. */
async function keysInUse({ kms }: AwsApi): Promise<Names> {
  const { Keys = [] } = await kms.send(new ListKeysCommand());
  const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
  return described
    .map(({ KeyMetadata }) => KeyMetadata)
    .filter((key) => key?.KeyState !== "PendingDeletion" && key?.KeyManager === "CUSTOMER")
    .map((key) => key?.KeyId);
}

async function records({ route53 }: AwsApi): Promise<Names> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesCommand());
  const sets = await Promise.all(
    HostedZones.map(({ Id }) => route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id }))),
  );
  return sets.flatMap(({ ResourceRecordSets = [] }) => ResourceRecordSets.map(({ Name, Type }) => `${Name} ${Type}`));
}
