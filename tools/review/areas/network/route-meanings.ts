import { type RouteChange, type Target, leadsToInternet } from "../../../../analysis/packets/routes";
import type { Finding } from "../../finding";

/** How far a target leads out of the VPC. */
function opennessOf(target: Target | undefined): number {
  if (target === undefined || target.kind === "blackhole") return 0;
  if (leadsToInternet(target) || target.kind === "carrier gateway") return 3;
  return target.kind === "local" || target.kind === "VPC endpoint" ? 1 : 2;
}

type Judged = Pick<Finding, "rule" | "consequence" | "direction" | "meaning">;

/**
 * What another target of some destinations means.
 *
 * @param isFirst whether the layer has nothing yet: which gateway a route leads to is then what the configuration says
 */
export function judgedRoute(change: RouteChange, isFirst: boolean): Judged {
  const [from, to] = [opennessOf(change.before), opennessOf(change.after)];
  if (change.after?.kind === "unknown gateway" && change.before?.kind !== "unknown gateway")
    return {
      rule: "route-unknown",
      ...(isFirst
        ? { consequence: "exposure", direction: "weaker" }
        : { consequence: "not reviewable", direction: "cannot tell" }),
      meaning: "The route leads to a gateway that is known after apply only: it may be one of the internet.",
    };
  // Without a way out nobody outside gets anything, but what needs the way fails.
  if (to === 0 && from > 0)
    return {
      rule: "route-missing",
      consequence: "downtime",
      direction: "weaker",
      meaning: "Packets to these addresses are dropped: what needs the way fails.",
    };
  if (from === to)
    return {
      rule: "route",
      consequence: change.before?.kind === change.after?.kind ? "contract" : "guard lost",
      direction: "cannot tell",
      meaning:
        change.before?.kind === change.after?.kind
          ? "The packets take another way of the same kind: who knows the environment by its addresses may have to follow."
          : "The packets go into another network from now on: who watches and answers there is not the same.",
    };
  return {
    rule: "route",
    consequence: "guard lost",
    direction: to > from ? "weaker" : "stronger",
    meaning: to > from ? openerMeaning(to) : "The packets no longer leave the VPC this way.",
  };
}

const openerMeaning = (openness: number): string =>
  openness === 3
    ? "The subnets become public: whatever has a public address there can be reached as far as groups and network ACLs admit."
    : openness === 2
      ? "Packets leave the VPC this way: what runs in the subnets can send data there."
      : "Packets to these addresses have a way within AWS.";
