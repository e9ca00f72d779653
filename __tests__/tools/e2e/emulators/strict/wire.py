"""Requests as botocore itself writes and signs them."""

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from strict.calls import Call, Request


def wire(service: str, operation: str, **params: object) -> Request:
    """What botocore sends for an operation."""
    session = botocore.session.get_session()
    session.set_credentials("test", "test")
    config = Config(s3={"addressing_style": "path"}, parameter_validation=False)
    client = session.create_client(service, region_name="eu-west-1", endpoint_url="http://127.0.0.1:1", config=config)
    sent: list[Request] = []

    def catch(request, **_):
        headers = {
            name.lower(): value.decode() if isinstance(value, bytes) else str(value)
            for name, value in request.headers.items()
        }
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else body.read()
        uri = request.url.removeprefix("http://127.0.0.1:1")
        sent.append(Request(request.method, uri, headers, body))
        return AWSResponse(request.url, 500, {}, None)

    client.meta.events.register("before-send", catch)
    try:
        client._make_api_call(operation, params)
    except Exception:  # The answer is none: what counts is what was sent.
        pass
    return sent[0]


def call(service: str, operation: str, protocol: str = "json", **params: object) -> Call:
    return Call(service, operation, params, "eu-west-1", protocol, "moto")
