import type { PacketSet } from "../../../../analysis/packets/packets";
import { portsOf, protocolNumbers } from "../../../../analysis/packets/ports";
import { type Estate, type Resource, type Side, attribute } from "../../estate";
import { numberOf } from "../../settings/words";
import { type Keys, isOnBothSides, valueOn } from "./keys";
import { groupPathsOf, namesAt, placedOf } from "./placed";

/** What has network interfaces before and after a change, by the keys of groups and of subnets: who may be cut off. */
export interface Standing {
  readonly ofGroup: (key: string) => readonly Resource[];
  readonly inSubnet: (key: string) => readonly Resource[];
  /** Whether some of the packets are of a port that something in the given plans serves or answers on. */
  readonly serves: (packets: PacketSet) => boolean;
}

/** Where the types that `placedOf` does not know have their interfaces. */
const subnetPaths: Readonly<Record<string, string>> = {
  aws_lambda_function: "vpc_config.subnet_ids",
  aws_nat_gateway: "subnet_id",
  aws_vpc_endpoint: "subnet_ids",
};
const placedTypes = ["aws_lb", "aws_instance", "aws_autoscaling_group", "aws_db_instance"];
const groupTypes = ["aws_rds_cluster"];

export function standingOf(estate: Estate, keys: Keys): Standing {
  const [groups, subnets] = [new Map<string, Resource[]>(), new Map<string, Resource[]>()];
  const types = [...placedTypes, ...groupTypes, ...Object.keys(subnetPaths)];
  for (const resource of estate.ofType(...types).filter(isOnBothSides)) {
    const [had, has] = [placesOf(estate, keys, resource, "before"), placesOf(estate, keys, resource, "after")];
    for (const key of had.groups.filter((one) => has.groups.includes(one))) add(groups, key, resource);
    for (const key of had.subnets.filter((one) => has.subnets.includes(one))) add(subnets, key, resource);
  }
  const points = [...commonPorts, ...portsIn(estate)].map((port) => portsOf(protocolNumbers.tcp, port).from);
  return {
    ofGroup: (key) => groups.get(key) ?? [],
    inSubnet: (key) => subnets.get(key) ?? [],
    serves: (packets) => packets.some(({ ports }) => points.some((point) => ports.from <= point && point < ports.to)),
  };
}

/** The web, and the first port on which clients of Linux take answers (Amazon VPC User Guide, "Ephemeral ports"). */
const commonPorts = [80, 443, 32_768];

/** The types whose `port` something listens on. */
const listening = ["aws_lb_listener", "aws_lb_target_group", "aws_db_instance", "aws_rds_cluster"];

const portsIn = (estate: Estate): readonly number[] =>
  estate.ofType(...listening).flatMap((one) => numberOf(attribute(valueOn("before", one), "port")) ?? []);

function placesOf(estate: Estate, keys: Keys, resource: Resource, side: Side) {
  const placed = placedOf(estate, keys, resource, side);
  if (placed !== undefined) return { groups: placed.groups, subnets: placed.subnets };
  const at = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((path) => namesAt(keys, resource, side, path).known);
  return { groups: at(groupPathsOf(resource)), subnets: at([subnetPaths[resource.type] ?? "none"]) };
}

function add(to: Map<string, Resource[]>, key: string, resource: Resource): void {
  const known = to.get(key);
  if (known === undefined) to.set(key, [resource]);
  else known.push(resource);
}
