"""An answer of AWS's API in the protocol of the call: moto's serializers know all five."""

from typing import Any

from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

from strict.calls import Answer, Call


def rendered(call: Call, result: Any, status: int | None = None) -> Answer:
    """The answer with a result of the operation, or with an error: an exception with `code` and `message`."""
    operation = get_service_model(call.service).operation_model(call.operation)
    said = get_serializer_class(call.service, call.protocol)(operation).serialize(result)
    body = said["body"]
    return Answer(
        status or said["status_code"],
        {name: str(value) for name, value in said["headers"].items()},
        body if isinstance(body, bytes) else body.encode(),
    )
