"""The stores of moto, whose process the rules run in."""

from typing import Any

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID


def store(service: str, region: str) -> Any:
    return get_backend(service)[DEFAULT_ACCOUNT_ID][region]


def names(value: Any, wanted: str) -> bool:
    """Whether a string somewhere inside `value` is `wanted`. An object holds no string: hand its own dictionary over."""
    if isinstance(value, dict):
        return any(names(inner, wanted) for inner in value.values())
    if isinstance(value, (list, tuple)):
        return any(names(inner, wanted) for inner in value)
    return value == wanted
