import { isChanged } from "../../estate";
import type { Finding } from "../../finding";
import type { Reached } from "./reach";

/**
 * Load balancers that become internet-facing, or internal, where no way from the internet tells it: a way of packets is a
 * finding of its own.
 */
export function schemeFindings(things: readonly Reached[]): readonly Finding[] {
  return things.flatMap(({ resource, ways: { before, after } }): readonly Finding[] => {
    if (resource.type !== "aws_lb" || !isChanged(resource)) return [];
    const [from, to] = [before?.placed.scheme ?? "none", after?.placed.scheme ?? "none"];
    const isTold = [before, after].every((way) => way === undefined || way.reach !== undefined);
    const isFacing = [from, to].includes("internet-facing") || [from, to].includes("unknown");
    const isOpen = (before?.reach?.packets.length ?? 0) + (after?.reach?.packets.length ?? 0) > 0;
    if (from === to || !isFacing || (isTold && isOpen && to !== "unknown")) return [];
    const direction = to === "unknown" ? "cannot tell" : to === "internet-facing" ? "weaker" : "stronger";
    const reason = after?.untold ?? before?.untold;
    return [
      {
        rule: "load-balancer-scheme",
        consequence: isTold ? "guard lost" : "exposure",
        direction,
        place: resource,
        part: "scheme",
        before: from,
        after: to,
        meaning:
          direction === "stronger"
            ? "The load balancer has no public addresses any more: who came from the internet is refused."
            : `The load balancer gets public addresses: ${
                isTold
                  ? (after?.reach?.words ?? "no way leads there")
                  : `whether its groups, routes and network ACLs admit the internet cannot be told, since ${reason ?? "they are in no given plan"}`
              }.`,
        says: ["internal"],
      },
    ];
  });
}
