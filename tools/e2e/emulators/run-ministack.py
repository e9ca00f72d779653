"""MiniStack, with the strict front before it, and with connections that stay open.

By itself it closes a connection that is idle for 75 seconds (1.5.33). The provider keeps one for 90, and may ask by it in
the moment in which it is closed: then nobody knows whether that was done.
"""

import os
import sys
from urllib.request import Request, urlopen

import ministack.app
from hypercorn.config import Config
from ministack.services import apigateway_v1, lambda_svc

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
    signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request"}
    version = f"?versionId={version_id}" if version_id else ""
    with urlopen(Request(f"{os.environ['AWS_ENDPOINT_URL_WAFV2']}/{bucket}/{key}{version}", headers=signed)) as answer:
        return answer.read()


lambda_svc._fetch_code_from_s3 = fetch_from_either
apigateway_v1._apply_patch = patched

ministack.app.app = fronted(ministack.app.app, "ministack")
ministack.app.main()
