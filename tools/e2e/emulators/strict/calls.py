"""Which call of AWS's API an HTTP request is."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote

from moto.core.parse import PROTOCOL_PARSERS, UNDEFINED
from moto.core.request import Request as MotoRequest
from moto.core.request import determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model


@dataclass(frozen=True)
class Request:
    """An HTTP request, as it came over the wire."""

    method: str
    uri: str
    """The path as it was sent, with its encoded slashes, and the query."""
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Call:
    """A call of AWS's API."""

    service: str
    """As botocore names it: `elbv2`, `apigateway`, `apigatewayv2`, `cloudwatch`."""
    operation: str
    """`CreateSecurityGroup`."""
    params: dict[str, Any]
    """The members that were sent, under the names of the model, parsed: a blob is `bytes`, a timestamp a `datetime`."""
    region: str
    protocol: str
    """`ec2`, `query`, `json`, `rest-json` or `rest-xml`: how the caller wants to be answered."""
    emulator: str
    """`moto` or `ministack`."""
    layer: str = ""
    """The layer whose Terraform calls: `prod-network`. Empty where others call: a function, the tool itself, CDKTF."""
    phase: str = ""
    """What Terraform does: `apply`, `plan`, `destroy`; `cdktf` for all that CDKTF has it do."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Unidentified(Exception):
    """A request is for AWS's API, and nobody knows which call of it it is: the run fails by it."""


def call_of(request: Request, emulator: str) -> Call | None:
    """The call that a request is; None where it is none of AWS's API: a request to something that was deployed.

    Raises Unidentified, with the reason in one sentence.
    """
    scope = _scope(request)
    if scope is None:
        return None
    service, region = scope
    operation, protocol, params = _parsed(request, service)
    layer, phase = _caller(request)
    return Call(service, operation, params, region, protocol, emulator, layer, phase)


def _scope(request: Request) -> tuple[str, str] | None:
    """The service and the region of a request, from its signature."""
    query = parse_qs(request.uri.partition("?")[2])
    authorization = request.headers.get("authorization", "")
    credential = next(iter(query.get("X-Amz-Credential", [])), "")
    if match := re.match(r"AWS4-\S+ Credential=([^,\s]+)", authorization):
        credential = match[1]
    if not credential:
        return _unsigned(request)
    # Without a region in the scope where the signature is good for many: SigV4a.
    *_, region, name, end = [""] * 3 + credential.split("/")
    if end != "aws4_request":
        raise Unidentified(f"{request.method} {request.uri} is signed for {credential!r}, which names no service")
    if name == "execute-api":
        return None
    return _service(name, request), "" if re.fullmatch(r"\d{8}", region) else region


def _unsigned(request: Request) -> tuple[str, str] | None:
    """Users of a pool sign in by calls without a signature."""
    target = request.headers.get("x-amz-target", "")
    if target.startswith("AWSCognitoIdentityProviderService."):
        return "cognito-idp", ""
    return None


def _service(name: str, request: Request) -> str:
    """The service that botocore means; a name in a signature can stand for two."""
    path = request.uri.partition("?")[0]
    if name == "apigateway" and path.startswith("/v2/"):
        return "apigatewayv2"
    if name == "elasticloadbalancing":
        return "elbv2" if b"Version=2015-12-01" in request.body else "elb"
    if name == "s3" and path.startswith("/v20180820/"):
        return "s3control"
    return {"monitoring": "cloudwatch", "cloudcontrolapi": "cloudcontrol"}.get(name, name)


def _parsed(request: Request, service: str) -> tuple[str, str, dict[str, Any]]:
    name = f"{request.method} {request.uri.partition('?')[0]} to {service}"
    try:
        model = get_service_model(service)
    except Exception as error:
        raise Unidentified(f"{name}: botocore has no model of this service ({error})") from error
    asked = _as_moto(request)
    try:
        operation, path = get_service_router(service).match(asked)
        protocol = determine_request_protocol(model, asked.content_type)
    except Exception as error:
        raise Unidentified(f"{name}: no operation of its model is this ({error!r})") from error
    parts = {
        "method": asked.method,
        "values": asked.values,
        "headers": asked.headers,
        "body": asked.data,
        "url_path": asked.path,
        "url_params": path,
    }
    try:
        return operation.name, protocol, _sent(PROTOCOL_PARSERS[protocol](operation).parse(parts))
    except Exception as error:
        raise Unidentified(f"{name}: {operation.name} cannot be parsed ({error!r})") from error


def _sent(value: Any) -> Any:
    """Without the members that were not sent, for which moto's parsers have values of their own."""
    if isinstance(value, dict):
        return {name: _sent(inner) for name, inner in value.items() if inner is not None and inner is not UNDEFINED}
    return [_sent(item) for item in value] if isinstance(value, list) else value


def _as_moto(request: Request) -> MotoRequest:
    path, _, query = request.uri.partition("?")
    body = _unchunked(request)
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "RAW_URI": request.uri,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        **{"HTTP_" + name.upper().replace("-", "_"): value for name, value in request.headers.items()},
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
    }
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return MotoRequest(environ)


def _unchunked(request: Request) -> bytes:
    """S3's clients send a body in signed pieces, each after a line with its length."""
    if "aws-chunked" not in request.headers.get("content-encoding", "") and not request.headers.get(
        "x-amz-content-sha256", ""
    ).startswith("STREAMING-"):
        return request.body
    pieces, rest = [], request.body
    while rest:
        line, _, rest = rest.partition(b"\r\n")
        length = int(line.partition(b";")[0] or b"0", 16)
        if length == 0:
            break
        pieces.append(rest[:length])
        rest = rest[length + 2 :]
    return b"".join(pieces)


def _caller(request: Request) -> tuple[str, str]:
    """Terraform's provider and its S3 backend say who they work for, in what `TF_APPEND_USER_AGENT` adds.

    CDKTF puts its own there, which says nothing of a layer.
    """
    agent = request.headers.get("user-agent", "")
    match = re.search(r"palisade/([\w-]+)/([\w-]+)", agent)
    return (match[1], match[2]) if match else ("", "cdktf" if "cdktf/" in agent else "")
