"""What MiniStack's stores refer to and moto has: see `across`."""

import re
from collections.abc import Iterator

from ministack.services import apigateway_v1, cloudfront, cognito, lambda_svc

from strict.order import across

changed_by = {"apigateway", "apigatewayv2", "cloudfront", "cognito-idp", "lambda"}


def tell_after(service: str, operation: str) -> None:
    """Tells the other emulator, after a call that may have changed what is referred to."""
    if service in changed_by and not operation.startswith(("Get", "List", "Describe")):
        across.tell(frozenset(references()))


def references() -> Iterator[str]:
    for distribution in cloudfront._distributions.values():
        yield from re.findall(r"arn:aws:(?:acm|wafv2):[^<\s]+", distribution.get("config_xml") or "")
    for origin in cloudfront._vpc_origins.values():
        yield origin["VpcOriginEndpointConfig"]["Arn"]
    for domain in apigateway_v1._domain_names.values():
        yield from filter(None, (domain.get("certificateArn"), domain.get("regionalCertificateArn")))
    for pool in cognito._user_pools.values():
        yield from filter(None, [pool.get("_custom_domain_config", {}).get("CertificateArn")])
    for function in lambda_svc._functions.values():
        network = function["config"].get("VpcConfig") or {}
        yield from [*network.get("SubnetIds", ()), *network.get("SecurityGroupIds", ())]
