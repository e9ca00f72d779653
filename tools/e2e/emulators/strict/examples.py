"""Requests of the catalogue, whose long values are written short.

- `{"$repeat": "x", "$times": 256}` is a string, with `$begin` before it and `$end` after it where they are given;
- `{"$each": {…}, "$times": 51}` is a list, each item with its number for `#`;
- `{"$keys": "k#", "$times": 51, "$value": "v"}` is a map.
"""

from typing import Any


def request(written: Any) -> Any:
    """The request that is meant."""
    if isinstance(written, list):
        return [request(item) for item in written]
    if not isinstance(written, dict):
        return written
    if "$repeat" in written:
        return written.get("$begin", "") + written["$repeat"] * written["$times"] + written.get("$end", "")
    if "$each" in written:
        return [_numbered(written["$each"], number) for number in range(written["$times"])]
    if "$keys" in written:
        return {_numbered(written["$keys"], number): written["$value"] for number in range(written["$times"])}
    return {name: request(value) for name, value in written.items()}


def _numbered(item: Any, number: int) -> Any:
    if isinstance(item, dict):
        return {name: _numbered(value, number) for name, value in item.items()}
    return item.replace("#", str(number)) if isinstance(item, str) else item
