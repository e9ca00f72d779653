import { DeleteLogGroupCommand, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";

import { ToolError } from "../../shared/errors";
import { awsApi } from "../checks/aws-api";
import type { LayerCopy } from "../layer-copy";
import { bodiesByAddress, protectedAddresses, type EditedConfiguration } from "../limits/configuration";
import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";
import { stage } from "../stage";

/**
 * Where the last layer keeps log groups on destroy: destroys it, looks that they are still there, and applies it again,
 * which has to take them up.
 */
export async function keepsLogs(run: Run, part: Part, layers: readonly LayerCopy[], site: Site): Promise<void> {
  const layer = layers.at(-1);
  const kept = layer === undefined ? [] : keptLogGroups(layer);
  if (layer === undefined || kept.length === 0) return;
  await part.step(`${layer.name} is destroyed, and its log groups stay`, async () => {
    await layer.destroy(unprotectedAddresses(layer.configuration()));
    const there = await logGroupsOf(site, regionsOf(layer.configuration()));
    const lost = kept.filter(({ name }) => !there.some(({ logGroupName }) => isNamed(logGroupName, name)));
    if (lost.length > 0) throw new ToolError(`${lost.map(({ name }) => name).join(", ")} were destroyed too`);
    const ofItsOwn = kept.filter(({ name }) => name.includes("${"));
    for (const { logs, logGroupName } of there) {
      if (!ofItsOwn.some(({ name }) => isNamed(logGroupName, name))) continue;
      await logs.send(new DeleteLogGroupCommand({ logGroupName }));
      part.note(
        `${logGroupName} stays, and is deleted here: its name has the id of a resource that gets another id from now on`,
      );
    }
  });
  await part.step(`${layer.name} is applied again, and adopts its log groups`, async () => {
    stage(run, part, run.product, site);
    await layer.apply();
    const state = await layer.stateAddresses();
    const left = kept.filter(({ address }) => !state.includes(address));
    if (left.length > 0) throw new ToolError(`${left.map(({ address }) => address).join(", ")} are not in its state`);
  });
}

/** Of a layer's providers: what CloudFront logs is in us-east-1, wherever the layer is. */
const regionsOf = ({ provider }: EditedConfiguration): string[] => [
  ...new Set((provider?.aws ?? []).flatMap(({ region }) => (typeof region === "string" ? [region] : []))),
];

async function logGroupsOf({ aws }: Site, regions: readonly string[]) {
  const found = regions.map(async (region) => {
    const { logs } = awsApi(aws, region);
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand());
    return logGroups.flatMap(({ logGroupName }) => (logGroupName === undefined ? [] : [{ logs, logGroupName }]));
  });
  return (await Promise.all(found)).flat();
}

/** All of a layer that Terraform does not refuse to destroy: what is protected, such as a key, stays where it is. */
export function unprotectedAddresses(configuration: EditedConfiguration): string[] {
  const kept = protectedAddresses(configuration);
  return [...bodiesByAddress(configuration).keys()].filter(
    (address) => !address.startsWith("data.") && !kept.includes(address),
  );
}

const keptLogGroups = (layer: LayerCopy): { readonly address: string; readonly name: string }[] =>
  [...bodiesByAddress(layer.configuration())]
    .filter(([address, body]) => address.startsWith("aws_cloudwatch_log_group.") && body["skip_destroy"] === true)
    .map(([address, { name }]) => ({ address, name: String(name) }));

/** Whether a log group has the name that a configuration gives it, with an id where it has an expression. */
export function isNamed(found: string, name: string): boolean {
  const parts = name.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[\\w-]+")}$`).test(found);
}
