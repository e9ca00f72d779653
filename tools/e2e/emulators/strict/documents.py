"""Policies and other JSON that a call carries as one string."""

import json
from typing import Any


def compact(document: str) -> str:
    """A JSON document without white space around its words; what is no JSON stays as it is."""
    try:
        return json.dumps(json.loads(document), separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        return document


def statements(document: str) -> list[dict[str, Any]]:
    """The statements of a policy; none where it has none."""
    try:
        found = json.loads(document).get("Statement", [])
    except (ValueError, AttributeError):
        return []
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]
