import type { Area } from "../../area";
import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { capacityFindings } from "./capacity";
import { Firewall } from "./firewall";
import { loggingAttributes, loggingFindings } from "./logging";
import { protectionFindings } from "./protection";
import { ruleFindings } from "./rules";
import { setFindings } from "./sets";
import { unknownFindings } from "./unknown-parts";
import { holderVisibility } from "./visibility";
import { rewrittenFindings, webAclAttributes, webAclFindings } from "./web-acl";
import { webAclPresence } from "./web-acl-presence";
import { bareFindings } from "./unprotected";

/** What a change lets through AWS WAF or keeps out, and what is still seen of it. */
export const firewall: Area = {
  name: "firewall",
  judges: {
    aws_cloudfront_distribution: ["web_acl_id"],
    aws_wafv2_ip_set: ["addresses"],
    aws_wafv2_regex_pattern_set: ["regular_expression"],
    aws_wafv2_rule_group: ["rule", "rule_json", "scope", "visibility_config"],
    aws_wafv2_web_acl: ["rule", ...webAclAttributes],
    aws_wafv2_web_acl_association: ["resource_arn", "web_acl_arn"],
    aws_wafv2_web_acl_logging_configuration: loggingAttributes,
  },
  find: (estate) => {
    const known = new Firewall(estate);
    return [
      ...known.holders
        .filter(isOnBothSides)
        .flatMap((holder) => [
          ...ruleFindings(known, holder),
          ...(holder.type === "aws_wafv2_web_acl"
            ? [...webAclFindings(known, holder), ...capacityFindings(known, holder)]
            : groupFindings(known, holder)),
        ]),
      ...setFindings(known),
      ...estate.ofType("aws_wafv2_ip_set").flatMap((set) => unknownFindings(set, ["addresses"])),
      ...estate.ofType("aws_wafv2_regex_pattern_set").flatMap((set) => unknownFindings(set, ["regular_expression"])),
      ...webAclPresence(known),
      ...protectionFindings(known),
      ...bareFindings(known),
      ...loggingFindings(known),
    ];
  },
};

const isOnBothSides = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

const groupFindings = (known: Firewall, group: Resource): readonly Finding[] => [
  ...unknownFindings(group, ["rule_json", "visibility_config"]),
  ...holderVisibility(known, group),
  ...rewrittenFindings(group),
];
