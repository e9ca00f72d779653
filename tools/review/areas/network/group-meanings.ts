import { mapPeers, type PacketSet } from "../../../../analysis/packets/packets";
import { outsiders } from "../../../../analysis/packets/reach";
import type { Direction, GroupRule } from "../../../../analysis/packets/security-groups";
import type { Finding } from "../../finding";
import { cutOffByGroup } from "./cut-off";
import type { Difference } from "./difference";
import { consequenceOf } from "./group-reach";
import type { Network } from "./network";
import type { Owner } from "./owners";
import type { Reached } from "./reach";

/** What a group allows no more: an interruption for whom the given plans show, or else a guard. */
export function lossOf(
  network: Network,
  { key }: Owner<GroupRule>,
  direction: Direction,
  { lost }: Difference,
): Pick<Finding, "rule" | "consequence" | "direction" | "meaning"> {
  const { isUsed, meaning } = cutOffByGroup(network, key, direction, lost);
  return isUsed
    ? { rule: `security-group-${direction}-refused`, consequence: "downtime", direction: "weaker", meaning }
    : { rule: `security-group-${direction}`, consequence: "guard lost", direction: "stronger", meaning };
}

/** What it means that a group allows more, or the same in other words. */
export function meaningOf(
  network: Network,
  group: Owner<GroupRule>,
  direction: Direction,
  { direction: change, gained }: Difference,
  things: () => readonly Reached[],
): string {
  const own = group.resource === undefined ? " as far as the given plans have its rules" : "";
  if (change === "neutral")
    return `Other words for the same peers: the group admits nobody more and nobody less${own}.`;
  if (direction === "egress")
    return `What has the group may open these connections, also for who breaks into it${own}.`;
  return admitsInternet(gained)
    ? `The group admits addresses of the internet${own}; ${consequenceOf(network, group.key, things())}.`
    : `The group admits these peers to whatever has the group${own}.`;
}

const admitsInternet = (packets: PacketSet): boolean =>
  mapPeers(packets, ({ addresses }) => outsiders({ addresses, symbols: [] })).length > 0;
