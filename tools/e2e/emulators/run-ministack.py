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

# After its own packages: what MiniStack brings stays as it is.
sys.path.append(os.environ["STRICT_PACKAGES"])
from strict.asgi import fronted  # noqa: E402

Config.keep_alive_timeout = property(lambda config: 3600, lambda config, value: None)

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
