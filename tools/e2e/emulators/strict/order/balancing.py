"""Load balancers, and certificates on their listeners. moto itself refuses a target group in use.

VPC origins, and certificates of distributions and API domains, are seen through `across`.
"""

from moto.core import DEFAULT_ACCOUNT_ID

from strict.order import Params, Refusal, across, rule
from strict.order.stores import store


@rule("elbv2", "DeleteLoadBalancer")
def is_protected(params: Params, region: str) -> Refusal | None:
    """Code and sentence: rebuy-de/aws-nuke#1240."""
    arn = params["LoadBalancerArn"]
    balancer = store("elbv2", region).load_balancers.get(arn)
    if balancer is None or balancer.attrs.get("deletion_protection.enabled") != "true":
        return None
    sentence = f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
    return Refusal("OperationNotPermitted", sentence)


@rule("elbv2", "DeleteLoadBalancer")
def is_an_origin(params: Params, region: str) -> Refusal | None:
    """A load balancer of a VPC origin, which is at the other emulator. Code and sentence: hashicorp/terraform#18753, where an
    endpoint service has the load balancer; no refusal for a VPC origin is published."""
    arn = params["LoadBalancerArn"]
    if not across.refers_to(arn):
        return None
    sentence = f"Load balancer '{arn}' cannot be deleted because it is currently associated with another service"
    return Refusal("ResourceInUse", sentence)


@rule("acm", "DeleteCertificate")
def certificate_is_in_use(params: Params, region: str) -> Refusal | None:
    """Code and sentence: hashicorp/terraform#18997. The provider repeats the deletion for 20 minutes
    (terraform-provider-aws#21035)."""
    arn = params["CertificateArn"]
    listeners = [
        listener
        for balancer in store("elbv2", region).load_balancers.values()
        for listener in balancer.listeners.values()
    ]
    if any(arn in listener.certificates for listener in listeners) or across.refers_to(arn):
        sentence = f"Certificate {arn} in account {DEFAULT_ACCOUNT_ID} is in use."
        return Refusal("ResourceInUseException", sentence)
    return None
