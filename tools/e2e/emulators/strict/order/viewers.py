"""CloudFront: functions under a distribution. MiniStack itself refuses what else is in use: policies, VPC origins, key value
stores, a distribution that is enabled."""

from ministack.services import cloudfront

from strict.order import Params, Refusal, rule


@rule("cloudfront", "DeleteFunction")
def function_is_associated(params: Params, region: str) -> Refusal | None:
    """Code, status and sentence: terraform-provider-aws#21730, anomalyco/ion#443."""
    name = params["Name"]
    arn = cloudfront._functions.get(name, {}).get("arn")
    users = [one for one in cloudfront._distributions.values() if arn in cloudfront._function_arns_in(one)]
    if users:
        sentence = f"Cannot delete function {name}, it is in use by {len(users)} distributions"
        return Refusal("FunctionInUse", sentence, 409)
    return None
