"""MiniStack, with the strict front before it, and with connections that stay open.

By itself it closes a connection that is idle for 75 seconds (1.5.33). The provider keeps one for 90, and may ask by it in
the moment in which it is closed: then nobody knows whether that was done.
"""

import os
import sys

import ministack.app
from hypercorn.config import Config
from ministack.services import apigateway_v1

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


apigateway_v1._apply_patch = patched

ministack.app.app = fronted(ministack.app.app, "ministack")
ministack.app.main()
