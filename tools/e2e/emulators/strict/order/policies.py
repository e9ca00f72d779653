"""IAM: managed policies that a role has, also as its boundary (gruntwork-io/cloud-nuke#972). Code, status and sentence:
terraform-aws-modules/terraform-aws-eks#3132. moto itself refuses a role with policies or in an instance profile."""

from strict.order import Params, Refusal, rule
from strict.order.stores import store


@rule("iam", "DeletePolicy")
def is_attached(params: Params, region: str) -> Refusal | None:
    arn, iam = params["PolicyArn"], store("iam", "global")
    policy = iam.managed_policies.get(arn)
    is_boundary = any(role.permissions_boundary_arn == arn for role in iam.roles.values())
    if is_boundary or (policy is not None and policy.attachment_count > 0):
        return Refusal("DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    return None
