"""What AWS's own service models say of a call's members: botocore's, in the version that is installed with moto.

Not every member has a constraint there: of EC2's about one in ten. `catalogue.py` has what AWS says in words.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import regex
from botocore.model import Shape
from moto.core.utils import get_service_model

from strict.calls import Call
from strict.violation import Violation


def violations(call: Call) -> list[Violation]:
    """Every member that is missing and required, and every value that its model does not admit, nested ones included."""
    shape = input_of(call)
    found = [] if shape is None else _faults(shape, call.params, "")
    return [Violation(call.service, call.operation, member, value, rule) for member, value, rule in found]


def input_of(call: Call) -> Shape | None:
    """The shape of what a call sends; None where its operation takes nothing."""
    return get_service_model(call.service).operation_model(call.operation).input_shape


def _faults(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, Any, str]]:
    if shape.type_name == "structure":
        yield from _faults_of_structure(shape, value, path)
    elif shape.type_name == "list":
        yield from _out_of_range(shape, path, value, len(value), "items")
        for index, item in enumerate(value):
            yield from _faults(shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "map":
        yield from _out_of_range(shape, path, value, len(value), "entries")
        for key, item in value.items():
            yield from _faults(shape.key, key, f"{path}.{key} (its key)")
            yield from _faults(shape.value, item, f"{path}.{key}")
    elif shape.type_name == "string":
        yield from _faults_of_string(shape, value, path)
    elif shape.type_name == "blob":
        yield from _out_of_range(shape, path, value, len(value), "bytes")
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from _out_of_range(shape, path, value, value, "")


def _faults_of_structure(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, Any, str]]:
    if getattr(shape, "is_document_type", False):
        return
    for name in shape.required_members:
        if name not in value:
            yield f"{path}.{name}", None, "is required"
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield path, value, f"has exactly one of {', '.join(shape.members)}"
    for name, inner in value.items():
        yield from _faults(shape.members[name], inner, f"{path}.{name}")


def _faults_of_string(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, Any, str]]:
    # A header can hold JSON, which is parsed already.
    if not isinstance(value, str):
        return
    yield from _out_of_range(shape, path, value, len(value), "characters")
    if shape.enum and value not in shape.enum:
        yield path, value, f"is one of {', '.join(shape.enum)}"
    pattern = shape.metadata.get("pattern")
    if pattern is not None and not admits(pattern, value):
        yield path, value, f"matches {pattern}"


def _out_of_range(shape: Shape, path: str, value: Any, size: Any, unit: str) -> Iterator[tuple[str, Any, str]]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield path, value, f"has at least {least} {unit}" if unit else f"is at least {least}"
    if most is not None and size > most:
        yield path, value, f"has at most {most} {unit}" if unit else f"is at most {most}"


class UnreadablePattern(Exception):
    """A pattern of a model, which are Java's, that `regex` does not read: whether AWS would refuse a value is not known."""


def admits(pattern: str, value: str, engine: Any = regex) -> bool:
    """Whether AWS takes a value for which a model has the pattern.

    A pattern with an anchor is searched for, as Smithy has it ("pattern trait"). One without, as most of IAM's and
    Cognito's are, AWS matches with the whole value: IAM refuses the tag value "UCS (Connector)" by
    `[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*`, which would be found in anything.
    """
    whole = not pattern.startswith("^") and not pattern.endswith("$")
    found = _compiled(pattern, engine)
    return (found.fullmatch(value) if whole else found.search(value)) is not None


@cache
def _compiled(pattern: str, engine: Any) -> Any:
    try:
        return engine.compile(_SURROGATES.sub(_one_character, pattern))
    except engine.error as error:
        raise UnreadablePattern(f"the pattern {pattern!r} cannot be read: {error}") from error


_SURROGATES = regex.compile(r"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})", regex.IGNORECASE)
"""How Java writes a character beyond `\\uFFFF`: as two halves."""


def _one_character(halves: Any) -> str:
    high, low = (int(half, 16) for half in halves.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"
