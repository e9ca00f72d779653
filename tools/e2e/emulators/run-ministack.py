"""MiniStack, with the strict front before it, and with connections that stay open.

By itself it closes a connection that is idle for 75 seconds (1.5.33). The provider keeps one for 90, and may ask by it in
the moment in which it is closed: then nobody knows whether that was done.
"""

import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import ministack.app
from hypercorn.config import Config
from ministack.services import apigateway_v1, cloudfront, lambda_svc

# After its own packages: what MiniStack brings stays as it is.
sys.path.append(os.environ["STRICT_PACKAGES"])
from strict.asgi import fronted  # noqa: E402

Config.keep_alive_timeout = property(lambda config: 3600, lambda config, value: None)


def patched(thing, operations):
    """Changes what an API has by API Gateway's patch operations, whose paths write a slash in a key as ~1 (RFC 6901).

    MiniStack's own (1.5.33) takes ~1 for two characters of the key, a scope for the whole list of scopes, and the text
    "true" for what the provider reads as a boolean.
    """
    for operation in operations:
        keys = operation.get("path", "").lstrip("/").split("/")
        *parents, key = (part.replace("~1", "/").replace("~0", "~") for part in keys)
        removes, value = operation.get("op") == "remove", operation.get("value")
        if not key:
            continue
        if key == "authorizationScopes":
            others = [scope for scope in thing.get(key) or [] if scope != value]
            thing[key] = others if removes else [*others, value]
            continue
        target = thing
        for parent in parents:
            if not isinstance(target.get(parent), dict):
                target[parent] = {}
            target = target[parent]
        if removes:
            target.pop(key, None)
        else:
            is_whether_required = parents == ["requestParameters"] and value in ("true", "false")
            target[key] = value == "true" if is_whether_required else value
    return thing


fetch = lambda_svc._fetch_code_from_s3


def fetch_from_either(bucket, key, version_id=None):
    """The code of a function, from the emulator that has its bucket: moto in the control plane."""
    if (found := fetch(bucket, key, version_id)) is not None:
        return found
    return asked_of_moto("s3", "us-east-1", f"/{bucket}/{key}" + (f"?versionId={version_id}" if version_id else ""))


missing = cloudfront._vpc_origin_endpoint_missing


def missing_from_both(spec, arn):
    """The refusal of a VPC origin's load balancer that neither emulator has: in the control plane load balancers are at moto."""
    refusal = missing(spec, arn)
    if refusal is None or spec.service != "elasticloadbalancing":
        return refusal
    asked = {"Action": "DescribeLoadBalancers", "Version": "2015-12-01", "LoadBalancerArns.member.1": arn}
    try:
        asked_of_moto(spec.service, spec.region, "/", urlencode(asked).encode())
    except HTTPError:
        return refusal
    return None


def asked_of_moto(service, region, path, body=None):
    signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{region}/{service}/aws4_request"}
    with urlopen(Request(os.environ["AWS_ENDPOINT_URL_WAFV2"] + path, body, signed)) as answer:
        return answer.read()


cloudfront._vpc_origin_endpoint_missing = missing_from_both
lambda_svc._fetch_code_from_s3 = fetch_from_either
apigateway_v1._apply_patch = patched

ministack.app.app = fronted(ministack.app.app, "ministack")
ministack.app.main()
