"""MiniStack, with the strict front before it, which does once what it is asked once.

By itself it closes a connection that is idle for 75 seconds (1.5.33). The provider keeps one for 90, and may ask by it in
the moment in which it is closed: then nobody knows whether that was done. And on a busy machine a connection is sometimes
lost after the work was done and before the answer came. The AWS SDK asks again then, under the same invocation id; who
asks so is given the answer that was lost, and not told that there is such a thing already.
"""

import asyncio
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

answer, answers = fronted(ministack.app.app, "ministack"), {}


async def answer_once(scope, receive, send):
    invocation = dict(scope.get("headers", ())).get(b"amz-sdk-invocation-id")
    if invocation is None or scope["method"] in ("GET", "HEAD"):
        return await answer(scope, receive, send)
    if earlier := invocation in answers and await answers[invocation]:
        for message in earlier:
            await send(message)
        return
    answers[invocation] = asked = asyncio.get_running_loop().create_future()
    said = []

    def keep_and_send(message):
        said.append(message)
        return send(message)

    try:
        await answer(scope, receive, keep_and_send)
    finally:
        # A refusal is not kept: the SDK asks again so that it may be another.
        asked.set_result(said if said and said[0]["status"] < 300 else None)


ministack.app.app = answer_once
ministack.app.main()
