import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";

import type { AwsApi } from "../checks/aws-api";
import { bodiesByAddress, type EditedConfiguration } from "../limits/configuration";

/**
 * CloudFront's own group, which AWS makes in a VPC with its first VPC origin (CloudFront Developer Guide, "Restrict access
 * with VPC origins"), and no emulator does: made before a layer is applied that looks for it, in the VPC that there is.
 */
export async function makeCloudFrontGroup({ ec2 }: AwsApi, configuration: EditedConfiguration): Promise<void> {
  for (const name of groupsLookedFor(configuration)) {
    const vpcs = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }));
    for (const { VpcId } of vpcs.Vpcs ?? []) {
      if ((await groupsNamed({ ec2 }, name)).some((group) => group.VpcId === VpcId)) continue;
      await ec2.send(new CreateSecurityGroupCommand({ GroupName: name, Description: "Made by CloudFront", VpcId }));
    }
  }
}

/** Before the VPC goes that it is in, as AWS removes it after the last VPC origin. */
export async function removeCloudFrontGroup(
  { ec2 }: Pick<AwsApi, "ec2">,
  configuration: EditedConfiguration,
): Promise<void> {
  for (const name of groupsLookedFor(configuration)) {
    for (const { GroupId } of await groupsNamed({ ec2 }, name)) {
      await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    }
  }
}

/** The names under which a layer looks for groups that are no layer's. */
const groupsLookedFor = (configuration: EditedConfiguration): string[] =>
  [...bodiesByAddress(configuration)]
    .filter(([address]) => address.startsWith("data.aws_security_group."))
    .flatMap(([, { name }]) => (typeof name === "string" ? [name] : []));

async function groupsNamed({ ec2 }: Pick<AwsApi, "ec2">, name: string) {
  const found = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: [name] }] }),
  );
  return found.SecurityGroups ?? [];
}
