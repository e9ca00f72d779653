"""The strict front around an ASGI application."""

from collections.abc import Callable
from typing import Any

from strict.calls import Answer, Request
from strict.front import Taken


def fronted(application: Callable[..., Any], emulator: str) -> Callable[..., Any]:
    async def answered(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] != "http":
            return await application(scope, receive, send)
        body = await _body(receive)
        taken = Taken(_request(scope, body), emulator)
        answer = taken.ready()
        if taken.is_nothing_of_aws:
            return await application(scope, _again(body, receive), send)
        await _say(answer or taken.given(await _answer(application, scope, _again(body, receive))), send)

    return answered


def _request(scope: dict[str, Any], body: bytes) -> Request:
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    uri = (path.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Request(scope["method"], uri, headers, body)


async def _body(receive: Callable[..., Any]) -> bytes:
    pieces, more = [], True
    while more:
        message = await receive()
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(pieces)


def _again(body: bytes, receive: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the body that was read once more, and then whatever comes after it."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Any:
        return messages.pop() if messages else await receive()

    return received


async def _answer(application: Callable[..., Any], scope: dict[str, Any], receive: Callable[..., Any]) -> Answer:
    said: list[dict[str, Any]] = []

    async def keep(message: dict[str, Any]) -> None:
        said.append(message)

    await application(scope, receive, keep)
    start = next(message for message in said if message["type"] == "http.response.start")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start.get("headers", [])}
    return Answer(start["status"], headers, b"".join(message.get("body", b"") for message in said))


async def _say(answer: Answer, send: Callable[..., Any]) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
