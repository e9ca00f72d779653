import type { PacketSet } from "../../../../analysis/packets/packets";
import { everyAddress } from "../../../../analysis/packets/peers";
import type { Direction } from "../../../../analysis/packets/security-groups";
import type { Finding } from "../../finding";
import { type Difference, judge, textOf } from "./difference";
import type { Network } from "./network";

/** What the findings of one network ACL are about. */
export type About = Pick<Finding, "place" | "part" | "says" | "alsoSays">;

/** What an ACL lets through after a change and did not, and the reverse. */
export function aclDifferences(
  network: Network,
  about: About,
  direction: Direction,
  before: PacketSet,
  after: PacketSet,
): readonly Finding[] {
  const { differences, unknown } = judge(before, after, () => everyAddress);
  const words = (packets: PacketSet): string => textOf(packets, direction, network.keys.words);
  return [
    ...differences.map((one): Finding => ({
      ...about,
      rule: `network-acl-${direction}`,
      consequence: "guard lost",
      direction: one.direction,
      before: words(one.lost),
      after: words(one.gained),
      meaning: meaningOf(direction, one),
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

function meaningOf(direction: Direction, { direction: change }: Difference): string {
  const packets = direction === "ingress" ? "into its subnets" : "out of its subnets";
  return change === "stronger"
    ? `The network ACL lets less ${packets}: who needs these packets, also for answers, is cut off.`
    : `The network ACL lets more ${packets}: there the security groups alone decide.`;
}
