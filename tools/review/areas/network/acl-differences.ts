import type { PacketSet } from "../../../../analysis/packets/packets";
import { everyAddress } from "../../../../analysis/packets/peers";
import type { Direction } from "../../../../analysis/packets/security-groups";
import type { Finding } from "../../finding";
import { cutOffByAcl } from "./cut-off";
import { type Difference, judge, textOf } from "./difference";
import type { Network } from "./network";

/** What the findings of one network ACL are about. */
export type About = Pick<Finding, "place" | "part" | "says" | "alsoSays">;

/** What an ACL lets through after a change and did not, and the reverse, for some subnets. */
export function aclDifferences(
  network: Network,
  about: About,
  direction: Direction,
  before: PacketSet,
  after: PacketSet,
  subnets: readonly string[],
): readonly Finding[] {
  const { differences, unknown } = judge(before, after, () => everyAddress);
  const words = (packets: PacketSet): string => textOf(packets, direction, network.keys.words);
  return [
    ...differences.map((one): Finding => ({
      ...about,
      before: words(one.lost),
      after: words(one.gained),
      ...(one.direction === "stronger" ? lossOf(network, subnets, direction, one) : gainOf(direction, one)),
    })),
    ...(unknown.length === 0
      ? []
      : [
          {
            ...about,
            rule: `network-acl-${direction}-unknown`,
            consequence: "not reviewable",
            direction: "cannot tell",
            before: words(before),
            after: words(unknown),
            meaning: "What the network ACL allows is known after apply only: read its rules in the source.",
          } satisfies Finding,
        ]),
  ];
}

type Judged = Pick<Finding, "rule" | "consequence" | "direction" | "meaning">;

/** What an ACL lets through no more: an interruption for what the given plans have in the subnets, or else a guard. */
function lossOf(network: Network, subnets: readonly string[], direction: Direction, { lost }: Difference): Judged {
  const { isUsed, meaning } = cutOffByAcl(network, subnets, direction, lost);
  return isUsed
    ? { rule: `network-acl-${direction}-refused`, consequence: "downtime", direction: "weaker", meaning }
    : { rule: `network-acl-${direction}`, consequence: "guard lost", direction: "stronger", meaning };
}

const gainOf = (way: Direction, { direction }: Difference): Judged => ({
  rule: `network-acl-${way}`,
  consequence: "guard lost",
  direction,
  meaning: `The network ACL lets more ${way === "ingress" ? "into" : "out of"} its subnets: there the security groups alone decide.`,
});
