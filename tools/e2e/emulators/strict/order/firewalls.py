"""WAF: sets, rule groups and web ACLs. Code and sentence: terraform-provider-aws#37229; AWS WAFV2 API Reference, DeleteWebACL.

A web ACL of CLOUDFRONT is named by its distribution, which is at the other emulator.
"""

from strict.order import Params, Refusal, across, rule
from strict.order.stores import names, store

associated = Refusal(
    "WAFAssociatedItemException",
    "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated "
    "with another resource.",
)


def firewall(params: Params, region: str) -> Refusal | None:
    return store("wafv2", "global" if params["Scope"] == "CLOUDFRONT" else region)


@rule("wafv2", "DeleteIPSet", "DeleteRegexPatternSet", "DeleteRuleGroup")
def is_in_rules(params: Params, region: str) -> Refusal | None:
    waf = firewall(params, region)
    # A set's ARN ends in its name and id, as that of a rule group does.
    end = f"/{params['Name']}/{params['Id']}"
    arns = [arn for held in (waf.ip_sets, waf.regex_pattern_sets, waf.rule_groups) for arn in held if arn.endswith(end)]
    holders = [*waf.wacls.values(), *waf.rule_groups.values()]
    rules = [rule.to_dict() for holder in holders for rule in holder.rules]
    return associated if any(names(rules, arn) for arn in arns) else None


@rule("wafv2", "DeleteWebACL")
def is_associated(params: Params, region: str) -> Refusal | None:
    end = f"/{params['Name']}/{params['Id']}"
    for arn, acl in firewall(params, region).wacls.items():
        if arn.endswith(end) and (acl.associated_resources or across.refers_to(arn)):
            return associated
    return None
