import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeFlowLogsCommand, DescribeLaunchTemplateVersionsCommand } from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetWebACLForResourceCommand } from "@aws-sdk/client-wafv2";

import { ToolError } from "../../shared/errors";
import type { LayerCopy } from "../layer-copy";
import { bodiesByAddress } from "../limits/configuration";
import { expectEqual, type Part } from "../report";
import type { Site } from "../site";
import type { AwsApi } from "./aws-api";

/** Asks the AWS API, not the states, whether the layers are joined as their outputs say. */
export async function checkAcrossLayers(
  part: Part,
  layers: readonly LayerCopy[],
  published: Published,
  { api }: Site,
): Promise<void> {
  const types = new Set(layers.flatMap((layer) => [...bodiesByAddress(layer.configuration()).keys()].map(typeOf)));

  await part.check(
    "the load balancer is in network's subnets for load balancers, with network's security group",
    async () => {
      const balancer = await theLoadBalancer(api);
      const tier = balancer.Scheme === "internal" ? "app" : "public";
      const subnets = balancer.AvailabilityZones?.map(({ SubnetId }) => SubnetId).sort();
      expectEqual("its VPC", balancer.VpcId, published.text("network", "vpc_id"));
      expectEqual("its subnets", subnets, published.list("network", `${tier}_subnet_ids`));
      expectEqual("its groups", balancer.SecurityGroups, [
        published.text("network", "load_balancer_security_group_id"),
      ]);
      return `${balancer.Scheme ?? ""}: ${balancer.DNSName ?? ""}`;
    },
  );
  await part.check("the fleet is in the load balancer's target group", async () => {
    const [group, targets] = [await theFleet(api, published), await theTargetGroup(api)];
    expectEqual("its target groups", group.TargetGroupARNs, [targets.TargetGroupArn]);
    return `${group.AutoScalingGroupName ?? ""} in ${targets.TargetGroupName ?? ""}`;
  });
  await part.check("the fleet is in one tier of network's subnets", async () => {
    const subnets = (await theFleet(api, published)).VPCZoneIdentifier?.split(",").sort();
    const tier = (["app", "public"] as const).find(
      (name) => JSON.stringify(published.list("network", `${name}_subnet_ids`)) === JSON.stringify(subnets),
    );
    if (tier === undefined) throw new ToolError(`${JSON.stringify(subnets)} are the subnets of no tier`);
    return tier;
  });
  await part.check("instances have network's group, identity's profile and a volume with identity's key", async () => {
    const data = await theLaunchTemplate(api, published);
    const [networkInterface] = data.NetworkInterfaces ?? [];
    expectEqual("their groups", networkInterface?.Groups, [published.text("network", "app_security_group_id")]);
    expectEqual("their profile", data.IamInstanceProfile?.Name, published.text("identity", "instance_profile_name"));
    const keys = data.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.KmsKeyId);
    expectEqual("their volumes' keys", keys, [published.text("identity", "volumes_key_arn")]);
    await api.kms.send(new DescribeKeyCommand({ KeyId: keys?.[0] }));
    return undefined;
  });
  await part.check("identity's instance profile holds identity's role", async () => {
    const name = published.text("identity", "instance_profile_name");
    const { InstanceProfile } = await api.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
    const roles = InstanceProfile?.Roles?.map(({ RoleName }) => RoleName) ?? [];
    if (roles.length !== 1) throw new ToolError(`the profile has ${JSON.stringify(roles)}; it should have one role`);
    return roles[0];
  });
  await part.check("the web ACL is on the load balancer", async () => {
    const { LoadBalancerArn: ResourceArn } = await theLoadBalancer(api);
    const { WebACL } = await api.waf.send(new GetWebACLForResourceCommand({ ResourceArn }));
    if (WebACL?.Name === undefined) throw new ToolError("the load balancer has no web ACL");
    return `${WebACL.Name}, ${WebACL.Rules?.length ?? 0} rules`;
  });
  await part.check("the load balancer's log goes into network's bucket, which keeps the log", async () => {
    const { LoadBalancerArn } = await theLoadBalancer(api);
    const { Attributes = [] } = await api.loadBalancing.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    const value = (key: string): string | undefined => Attributes.find(({ Key }) => Key === key)?.Value;
    if (value("access_logs.s3.enabled") !== "true") return "the log is off in this environment";
    const bucket = value("access_logs.s3.bucket");
    expectEqual("the bucket", bucket, published.text("network", "access_log_bucket_name"));
    return bucket;
  });
  if (types.has("aws_flow_log")) {
    await part.check("a flow log is on network's VPC, and the log group that it names exists", async () => {
      const { FlowLogs = [] } = await api.ec2.send(new DescribeFlowLogsCommand({}));
      expectEqual(
        "what has flow logs",
        FlowLogs.map(({ ResourceId }) => ResourceId),
        [published.text("network", "vpc_id")],
      );
      const destination = FlowLogs[0]?.LogGroupName ?? FlowLogs[0]?.LogDestination?.replace(/^.*:log-group:|:\*$/g, "");
      const names = (await logGroups(api)).map(({ logGroupName }) => logGroupName);
      if (!names.includes(destination)) throw new ToolError(`${destination ?? "?"} is not among ${names.join(", ")}`);
      return destination;
    });
  }
  await part.check("every log group has an end to its retention and a key that exists", async () => {
    const groups = await logGroups(api);
    const without = groups.filter(
      ({ retentionInDays, kmsKeyId }) => retentionInDays === undefined || kmsKeyId === undefined,
    );
    if (without.length > 0)
      throw new ToolError(`${without.map(({ logGroupName }) => logGroupName).join(", ")} lack a retention or a key`);
    for (const { kmsKeyId } of groups) await api.kms.send(new DescribeKeyCommand({ KeyId: kmsKeyId }));
    return `${groups.length} log groups`;
  });
}

export interface Published {
  text(layer: string, output: string): string;
  /** Sorted. */
  list(layer: string, output: string): string[];
  /** Every output that is a text, of all layers, by its name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What the layers publish, read from their states. */
export async function outputsOf(layers: readonly LayerCopy[]): Promise<Published> {
  const outputs = new Map<string, Readonly<Record<string, unknown>>>();
  for (const layer of layers) outputs.set(layer.layer, await layer.outputs());
  const value = (layer: string, output: string): unknown => {
    const found = outputs.get(layer)?.[output];
    if (found === undefined) throw new ToolError(`${layer} publishes no ${output}`);
    return found;
  };
  return {
    text: (layer, output) => String(value(layer, output)),
    list: (layer, output) => (value(layer, output) as string[]).toSorted(),
    texts: Object.fromEntries(
      [...outputs.values()].flatMap((own) =>
        Object.entries(own).filter((one): one is [string, string] => typeof one[1] === "string"),
      ),
    ),
  };
}

export async function theLoadBalancer({ loadBalancing }: AwsApi) {
  const { LoadBalancers } = await loadBalancing.send(new DescribeLoadBalancersCommand());
  return theOne("load balancer", LoadBalancers);
}

export async function theTargetGroup({ loadBalancing }: AwsApi) {
  const { TargetGroups } = await loadBalancing.send(new DescribeTargetGroupsCommand());
  return theOne("target group", TargetGroups);
}

async function theFleet({ autoScaling }: AwsApi, published: Published) {
  const names = [published.text("compute", "web_fleet_name")];
  const { AutoScalingGroups } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: names }),
  );
  return theOne(`Auto Scaling group ${names[0] ?? ""}`, AutoScalingGroups);
}

/** What the fleet's instances are made of, in the version that the fleet uses. */
async function theLaunchTemplate(api: AwsApi, published: Published) {
  const { LaunchTemplate, MixedInstancesPolicy } = await theFleet(api, published);
  const used = LaunchTemplate ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  const { LaunchTemplateVersions } = await api.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: used?.LaunchTemplateId,
      Versions: [used?.Version ?? "$Default"],
    }),
  );
  const { LaunchTemplateData } = theOne("version of the launch template", LaunchTemplateVersions);
  if (LaunchTemplateData === undefined) throw new ToolError("the launch template has no data");
  return LaunchTemplateData;
}

/** Base64, as the launch template has it. */
export async function userDataOf(api: AwsApi, published: Published): Promise<string> {
  const { UserData } = await theLaunchTemplate(api, published);
  if (UserData === undefined) throw new ToolError("the launch template has no user data");
  return UserData;
}

async function logGroups({ logs }: AwsApi) {
  const { logGroups: found = [] } = await logs.send(new DescribeLogGroupsCommand());
  return found;
}

function theOne<Thing>(what: string, found: readonly Thing[] | undefined): Thing {
  const [one, ...others] = found ?? [];
  if (one === undefined || others.length > 0)
    throw new ToolError(`there are ${found?.length ?? 0} of: ${what}; there should be one`);
  return one;
}

const typeOf = (address: string): string => address.split(".")[0] ?? "";
