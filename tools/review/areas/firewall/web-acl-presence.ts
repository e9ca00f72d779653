import type { Resource, Side } from "../../estate";
import type { Direction, Finding } from "../../finding";
import type { Firewall } from "./firewall";

/** Web ACLs that are made or go. */
export function webAclPresence(firewall: Firewall): readonly Finding[] {
  return firewall.estate.changed("aws_wafv2_web_acl").flatMap((webAcl) => {
    const isMade = webAcl.before === undefined;
    if (isMade === (webAcl.after === undefined)) return [];
    const uses = usesOf(firewall, webAcl, isMade ? "after" : "before");
    const stays = uses.some((use) => use === undefined || use[isMade ? "before" : "after"] !== undefined);
    const direction: Direction = uses.length > 0 && !stays ? "neutral" : isMade ? "stronger" : "weaker";
    return [
      {
        rule: "waf-web-acl",
        consequence: "guard lost",
        direction,
        place: webAcl,
        ...(isMade ? { after: "made" } : { before: "there", after: "deleted" }),
        meaning: meaningOf(isMade, uses.length > 0, stays),
      } as const,
    ];
  });
}

/** What a web ACL guards on one side, of these plans; undefined for a thing that none of them has. */
function usesOf({ estate }: Firewall, webAcl: Resource, side: Side): readonly (Resource | undefined)[] {
  const associated = estate.naming(side, webAcl, "web_acl_arn", "aws_wafv2_web_acl_association").map((association) => {
    const target = estate.target(side, association, "resource_arn");
    return target.kind === "resource" ? target.resource : undefined;
  });
  return [...associated, ...estate.naming(side, webAcl, "web_acl_id", "aws_cloudfront_distribution")];
}

function meaningOf(isMade: boolean, isUsed: boolean, stays: boolean): string {
  if (isMade)
    return isUsed ? "A web ACL is made for what it guards." : "A web ACL is made; nothing of these plans is behind it.";
  if (!isUsed) return "The web ACL is gone; nothing of these plans was behind it.";
  return stays
    ? "The web ACL is gone, and with it all its rules."
    : "The web ACL goes together with all that it guarded.";
}
