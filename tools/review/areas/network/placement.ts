import { isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { isOnBothSides } from "./keys";
import type { Network } from "./network";
import type { Placed } from "./placed";
import type { Reached } from "./reach";

/** Things with a public address, or the chance of one, that go to subnets of which the given plans do not tell the ways. */
export function placementFindings({ keys }: Network, things: readonly Reached[]): readonly Finding[] {
  return things.flatMap(({ resource, ways: { before, after } }): readonly Finding[] => {
    if (!isChanged(resource) || !isOnBothSides(resource) || before === undefined || after === undefined) return [];
    const isTold = before.reach !== undefined && after.reach !== undefined;
    const [from, to] = [before.placed.subnets, after.placed.subnets];
    const added = to.filter((subnet) => !from.includes(subnet));
    if (isTold || isPrivate(after.placed) || added.length === 0) return [];
    const words = (subnets: readonly string[]): string => subnets.map((subnet) => keys.nameOf(subnet)).join(", ");
    return [
      {
        rule: "subnets",
        consequence: "exposure",
        direction: "cannot tell",
        place: resource,
        part: "subnets",
        before: words(from) || "none",
        after: words(to),
        meaning: `Whether the added subnets are public cannot be told, since ${after.untold ?? before.untold ?? "they are in no given plan"}.`,
        says: ["subnets", "subnet_mapping", "subnet_id", "vpc_zone_identifier"],
      },
    ];
  });
}

/** Without a public address no subnet makes a way from the internet. */
const isPrivate = ({ scheme, publicIpv4, ipv6 }: Placed): boolean =>
  scheme === "internal" || (publicIpv4 === false && ipv6 === false);
