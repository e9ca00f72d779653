"""The strict front around a WSGI application."""

from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from typing import Any

from strict.calls import Answer, Request
from strict.front import Taken


def fronted(application: Callable[..., Any], emulator: str) -> Callable[..., Any]:
    """The method `application(self, environ, start_response)` of a class, with the front before it."""

    def answered(self: Any, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        taken = Taken(_request(environ), emulator)
        answer = taken.ready()
        if taken.is_nothing_of_aws:
            return application(self, environ, start_response)
        answer = answer or taken.given(_answer(application, self, environ))
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers.items()))
        return [answer.body]

    return answered


def _request(environ: dict[str, Any]) -> Request:
    source = environ["wsgi.input"]
    length = environ.get("CONTENT_LENGTH")
    chunked = environ.get("wsgi.input_terminated", False)
    body = source.read(int(length)) if length else source.read() if chunked else b""
    environ["wsgi.input"] = BytesIO(body)
    headers = {
        name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return Request(environ["REQUEST_METHOD"], environ["RAW_URI"], headers, body)


def _answer(application: Callable[..., Any], self: Any, environ: dict[str, Any]) -> Answer:
    said: list[Any] = []
    found = application(self, environ, lambda *line: said.append(line))
    try:
        body = b"".join(found)
    finally:
        if hasattr(found, "close"):
            found.close()
    status, headers = said[-1][:2]
    return Answer(int(status.split()[0]), dict(headers), body)
