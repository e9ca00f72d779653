import { type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Firewall } from "./firewall";
import { type Protections, protectionsOn } from "./protection";

/** What is made, or goes, without a web ACL in front of it. Silent where an association of its layer may be the one. */
export function bareFindings(firewall: Firewall): readonly Finding[] {
  const { estate } = firewall;
  const [before, after] = [protectionsOn(firewall, "before"), protectionsOn(firewall, "after")];
  const unclear = (protections: Protections): ReadonlySet<string> =>
    new Set([...protections.values()].flatMap(({ guarded, by }) => (guarded.kind === "unknown" ? [by.layer] : [])));
  const [unclearBefore, unclearAfter] = [unclear(before), unclear(after)];
  return estate
    .changed("aws_lb", "aws_api_gateway_stage", "aws_cloudfront_distribution")
    .flatMap((resource): readonly Finding[] => {
      const isMade = resource.before === undefined;
      if (isMade === (resource.after === undefined)) return [];
      const key = `${resource.layer} ${resource.address}`;
      if ((isMade ? unclearAfter : unclearBefore).has(resource.layer)) return [];
      if (!isProtectable(resource) || (isMade ? after : before).has(key)) return [];
      return [
        {
          rule: "waf-association",
          consequence: "exposure",
          direction: isMade ? "weaker" : "stronger",
          place: resource,
          ...(isMade ? { after: "made without a web ACL" } : { before: "without a web ACL" }),
          meaning: isMade
            ? "Requests reach it without AWS WAF: no plan given here has a web ACL in front of it."
            : "What requests reached without AWS WAF is gone.",
          says: ["web_acl_id"],
        },
      ];
    });
}

/**
 * Whether a web ACL can stand in front of a resource that the internet reaches (WAF Developer Guide, "Resources that you can
 * protect with AWS WAF"). A load balancer that is internal, or of the network kind, is none.
 */
function isProtectable({ type, before, after }: Resource): boolean {
  if (type !== "aws_lb") return true;
  const value = after ?? before;
  return (
    attribute(value, "internal") !== true && (textOf(value, "load_balancer_type") ?? "application") === "application"
  );
}
