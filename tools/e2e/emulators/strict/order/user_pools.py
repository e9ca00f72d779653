"""Cognito: a user pool that has a domain or is protected."""

from ministack.services import cognito

from strict.order import Params, Refusal, rule


@rule("cognito-idp", "DeleteUserPool")
def pool_is_kept(params: Params, region: str) -> Refusal | None:
    """Sentences: terraform-provider-aws#16479 (domain), localstack/localstack#11947 (protection)."""
    pool = cognito._user_pools.get(params["UserPoolId"], {})
    if pool.get("DeletionProtection") == "ACTIVE":
        return invalid(
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be "
            "inactivated first."
        )
    if pool.get("Domain") or pool.get("CustomDomain"):
        return invalid("User pool cannot be deleted. It has a domain configured that should be deleted first.")
    return None


def invalid(sentence):
    return Refusal("InvalidParameterException", sentence)
